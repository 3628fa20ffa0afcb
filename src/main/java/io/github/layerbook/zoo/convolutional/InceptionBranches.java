package io.github.layerbook.zoo.convolutional;

import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.merge.Concatenate;
import io.github.layerbook.layer.normalization.BatchNormalization;
import io.github.layerbook.layer.pooling.MaxPool;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.size.Size;
import java.util.List;
import java.util.function.Consumer;

/**
 * What Inception's modules are made of: branches of convolutions, whose outputs are concatenated.
 *
 * @param concatenation the concatenation's name
 * @param places what follows a branch's name for each of its convolutions
 * @param unit adds a convolution and what belongs to each
 */
record InceptionBranches(String concatenation, String places, Unit unit) {
  /** Normalisation without a scale, as Keras has it in these networks. */
  static final BatchNormalization UNSCALED =
      new BatchNormalization(false, true, true, false, null, null);

  /** Adds a convolution under a name, and what belongs to it. */
  interface Unit {
    void add(NetworkBuilder net, String name, Convolution convolution);
  }

  /**
   * Adds the layers before the first modules, 299×299 to 35×35.
   *
   * @param names the convolutions' names, five of them
   */
  void stem(NetworkBuilder net, String... names) {
    unit.add(net, names[0], halving(3, 32));
    unit.add(net, names[1], Convolution.of(3, 32));
    unit.add(net, names[2], same(3, 64));
    net.add("maxpool1", MaxPool.of(3).stride(2));
    unit.add(net, names[3], Convolution.of(1, 80));
    unit.add(net, names[4], Convolution.of(3, 192));
    net.add("maxpool2", MaxPool.of(3).stride(2));
  }

  /** Returns a branch: one convolution has its name, several are numbered. */
  Consumer<NetworkBuilder> branch(String name, Convolution... convolutions) {
    return net -> {
      for (int i = 0; i < convolutions.length; i++) {
        String place = convolutions.length == 1 ? "" : places.substring(i, i + 1);
        unit.add(net, name + place, convolutions[i]);
      }
    };
  }

  /** Adds branches and their concatenation. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  final void add(NetworkBuilder net, Consumer<NetworkBuilder>... branches) {
    net.branches(concatenation, new Concatenate(), List.of(branches));
  }

  /** A square convolution that preserves the resolution. */
  static Convolution same(int kernel, int out) {
    return Convolution.preserving(kernel, out);
  }

  /** A square convolution of stride 2, without padding. */
  static Convolution halving(int kernel, int out) {
    return Convolution.of(kernel, out).stride(2);
  }

  /** A convolution of one row, as wide as its kernel. */
  static Convolution wide(int kernel, int out) {
    return Convolution.of(Extents.of(1, kernel), Size.of(out)).padding(0, kernel / 2);
  }

  /** A convolution of one column, as tall as its kernel. */
  static Convolution tall(int kernel, int out) {
    return Convolution.of(Extents.of(kernel, 1), Size.of(out)).padding(kernel / 2, 0);
  }
}
