package io.github.layerbook.zoo.block;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.normalization.BatchNormalization;
import io.github.layerbook.network.NetworkBuilder;
import java.util.Locale;

/**
 * A convolution, batch normalisation and, mostly, an activation: the unit of most convolutional
 * networks since 2015. Its layers are named after the convolution: {@code stem}, {@code stem_bn},
 * {@code stem_relu}.
 */
public final class ConvNorm {
  /** Batch normalisation as Keras has it, without a counter of batches. */
  public static final BatchNormalization KERAS =
      new BatchNormalization(true, true, true, false, null, null);

  private ConvNorm() {}

  /** Adds a convolution and its normalisation. */
  public static NetworkBuilder add(NetworkBuilder net, String name, Layer convolution) {
    return net.add(name, convolution).add(name + "_bn", BatchNormalization.of());
  }

  /** Adds a convolution and its normalisation as Keras has it. */
  public static NetworkBuilder keras(NetworkBuilder net, String name, Layer convolution) {
    return net.add(name, convolution).add(name + "_bn", KERAS);
  }

  /** Adds a convolution, its normalisation and an activation in place. */
  public static NetworkBuilder add(
      NetworkBuilder net, String name, Layer convolution, Activation.Kind activation) {
    return add(net, name, convolution)
        .add(name + "_" + activation.name().toLowerCase(Locale.ROOT), Activation.of(activation));
  }
}
