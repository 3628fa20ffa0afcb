package io.github.layerbook.exchange.pasted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import org.junit.jupiter.api.Test;

/** TensorFlow's operations on variables are the layers that they are. */
class LowLevelTensorFlowTest {
  /** As TensorFlow 1's tutorial "Deep MNIST for Experts" writes it. */
  private static final String DEEP_MNIST =
      """
      from tensorflow.examples.tutorials.mnist import input_data
      mnist = input_data.read_data_sets('MNIST_data', one_hot=True)
      import tensorflow as tf
      sess = tf.InteractiveSession()
      x = tf.placeholder(tf.float32, shape=[None, 784])
      y_ = tf.placeholder(tf.float32, shape=[None, 10])

      def weight_variable(shape):
        initial = tf.truncated_normal(shape, stddev=0.1)
        return tf.Variable(initial)

      def bias_variable(shape):
        initial = tf.constant(0.1, shape=shape)
        return tf.Variable(initial)

      def conv2d(x, W):
        return tf.nn.conv2d(x, W, strides=[1, 1, 1, 1], padding='SAME')

      def max_pool_2x2(x):
        return tf.nn.max_pool(x, ksize=[1, 2, 2, 1],
                              strides=[1, 2, 2, 1], padding='SAME')

      W_conv1 = weight_variable([5, 5, 1, 32])
      b_conv1 = bias_variable([32])
      x_image = tf.reshape(x, [-1, 28, 28, 1])
      h_conv1 = tf.nn.relu(conv2d(x_image, W_conv1) + b_conv1)
      h_pool1 = max_pool_2x2(h_conv1)
      W_conv2 = weight_variable([5, 5, 32, 64])
      b_conv2 = bias_variable([64])
      h_conv2 = tf.nn.relu(conv2d(h_pool1, W_conv2) + b_conv2)
      h_pool2 = max_pool_2x2(h_conv2)
      W_fc1 = weight_variable([7 * 7 * 64, 1024])
      b_fc1 = bias_variable([1024])
      h_pool2_flat = tf.reshape(h_pool2, [-1, 7*7*64])
      h_fc1 = tf.nn.relu(tf.matmul(h_pool2_flat, W_fc1) + b_fc1)
      keep_prob = tf.placeholder(tf.float32)
      h_fc1_drop = tf.nn.dropout(h_fc1, keep_prob)
      W_fc2 = weight_variable([1024, 10])
      b_fc2 = bias_variable([10])
      y_conv = tf.matmul(h_fc1_drop, W_fc2) + b_fc2
      """;

  private static final String TRAINING =
      """
      cross_entropy = tf.reduce_mean(
          tf.nn.softmax_cross_entropy_with_logits(labels=y_, logits=y_conv))
      train_step = tf.train.AdamOptimizer(1e-4).minimize(cross_entropy)
      correct_prediction = tf.equal(tf.argmax(y_conv, 1), tf.argmax(y_, 1))
      accuracy = tf.reduce_mean(tf.cast(correct_prediction, tf.float32))
      sess.run(tf.global_variables_initializer())
      for i in range(20000):
        batch = mnist.train.next_batch(50)
        if i % 100 == 0:
          train_accuracy = accuracy.eval(feed_dict={x: batch[0], y_: batch[1], keep_prob: 1.0})
          print("step %d, training accuracy %g" % (i, train_accuracy))
        train_step.run(feed_dict={x: batch[0], y_: batch[1], keep_prob: 0.5})
      """;

  private static ReadNetwork read(String text) {
    return PastedText.read(text, ReadingOptions.NONE);
  }

  @Test
  void theTutorialsNetworkHasItsParameters() {
    for (String text :
        new String[] {
          DEEP_MNIST,
          DEEP_MNIST + TRAINING,
          DEEP_MNIST.replace("import tensorflow as tf", "import tensorflow.compat.v1 as tf")
        }) {
      ReadNetwork read = read(text);
      assertEquals(
          3_274_634,
          Totals.of(read.network().orElseThrow()).parameters(),
          read.problems()::toString);
      assertTrue(read.isWhole(), read.problems()::toString);
      assertEquals(
          28L * 28 * 32 * 25 + 14L * 14 * 64 * 800 + 3136 * 1024 + 10_240,
          Totals.of(read.network().orElseThrow()).multiplyAdds());
    }
  }

  @Test
  void aVariableThatTwoConvolutionsUseIsCountedOnce() {
    String net =
        """
        import tensorflow as tf
        x = tf.placeholder(tf.float32, [None, 8, 8, 4])
        w = tf.get_variable('w', [3, 3, 4, 4])
        y = tf.nn.conv2d(x, w, [1, 1, 1, 1], 'SAME')
        z = tf.nn.conv2d(y, w, [1, 1, 1, 1], 'SAME')
        """;
    assertEquals(144, Totals.of(read(net).network().orElseThrow()).parameters());
  }

  @Test
  void channelsThatDoNotFitAreOneMessage() {
    assertFalse(read(DEEP_MNIST.replace("[5, 5, 32, 64]", "[5, 5, 30, 64]")).isWhole());
  }
}
