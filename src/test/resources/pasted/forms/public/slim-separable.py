import tensorflow as tf
import tensorflow.contrib.slim as slim

inputs = tf.placeholder(tf.float32, [None, 32, 32, 3])
batch_norm_params = {'is_training': True, 'decay': 0.997, 'scale': True}
with slim.arg_scope([slim.conv2d, slim.separable_conv2d], normalizer_fn=slim.batch_norm, normalizer_params=batch_norm_params):
    net = slim.conv2d(inputs, 16, 3, stride=2)
    net = slim.separable_conv2d(net, None, [3, 3], depth_multiplier=1, stride=1, scope='dw')
    net = slim.conv2d(net, 32, [1, 1], scope='pw')
net = tf.reduce_mean(net, [1, 2])
logits = slim.fully_connected(net, 10, activation_fn=None)
