# x: [N, 32, 32, 3]
net = slim.conv2d(x, 32, 3, scope='a')
net = slim.max_pool2d(net, 2)
with tf.variable_scope('Branch_0'):
    b0 = slim.conv2d(net, 16, [1, 1])
with tf.variable_scope('Branch_1'):
    b1 = slim.conv2d(net, 16, [1, 1])
    b1 = slim.conv2d(b1, 24, [3, 3])
net = tf.concat(axis=3, values=[b0, b1])
net = tf.nn.dropout(net, 0.5)
net = slim.avg_pool2d(net, net.get_shape()[1:3], padding='VALID')
net = slim.flatten(net)
logits = slim.fully_connected(net, 5, activation_fn=None)
