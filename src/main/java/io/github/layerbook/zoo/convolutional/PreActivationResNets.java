package io.github.layerbook.zoo.convolutional;

import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.normalization.BatchNormalization;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.layer.pooling.MaxPool;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.network.NetworkBuilder.Point;
import io.github.layerbook.zoo.Published;
import io.github.layerbook.zoo.ZooEntry;
import io.github.layerbook.zoo.ZooEntry.Origin;
import io.github.layerbook.zoo.ZooFamily;
import io.github.layerbook.zoo.block.ConvNorm;
import java.util.List;

/**
 * Residual networks whose units normalise and activate before they convolve, so that the shortcuts
 * stay clear from the first unit to the last (He et al. 2016, figure 1b).
 *
 * <p>The paper's first unit shares its activation with the first convolution (appendix). Keras's
 * {@code ResNet50V2} and its kin differ: each unit has its own, some convolutions have biases, and
 * the last unit of a stage has the stride, with pooling of extent 1 in its shortcut.
 */
public final class PreActivationResNets implements ZooFamily {
  private static final Published PAPER = Published.of("ResNet", "he2016", Origin.PAPER);
  private static final Published KERAS = Published.of("ResNet", "he2016", Origin.KERAS);

  /**
   * A unit's place.
   *
   * @param planes the inner width
   * @param stride the stride of its middle convolution
   * @param activated whether it begins with an activation of its own
   * @param projected whether its shortcut is a convolution
   */
  private record Place(int planes, int stride, boolean activated, boolean projected) {}

  @Override
  public List<ZooEntry> entries() {
    return List.of(
        entry(18, 2, 2, 2, 2),
        entry(34, 3, 4, 6, 3),
        entry(50, 3, 4, 6, 3),
        entry(101, 3, 4, 23, 3),
        entry(152, 3, 8, 36, 3),
        entry(200, 3, 24, 36, 3),
        keras("keras_resnet50_v2", "ResNet-50 V2", 3, 4, 6, 3),
        keras("keras_resnet101_v2", "ResNet-101 V2", 3, 4, 23, 3),
        keras("keras_resnet152_v2", "ResNet-152 V2", 3, 8, 36, 3));
  }

  private static ZooEntry entry(int layers, int... units) {
    String title = "ResNet-" + layers + ", pre-activation";
    return PAPER.built("preact_resnet" + layers, title, net -> paper(net, layers >= 50, units));
  }

  private static ZooEntry keras(String name, String title, int... units) {
    return KERAS.built(name, title, net -> keras(net, units));
  }

  private static void paper(NetworkBuilder net, boolean bottleneck, int... units) {
    BatchNormalization norm = BatchNormalization.of();
    net.input(224, 224, 3)
        .add("conv1", Convolution.of(7, 64).stride(2).padding(3).bias(false))
        .add("bn1", norm)
        .add("relu1", Activation.relu())
        .add("maxpool", MaxPool.of(3).stride(2).padding(1));
    for (int stage = 0; stage < units.length; stage++) {
      for (int i = 0; i < units[stage]; i++) {
        int stride = stage > 0 && i == 0 ? 2 : 1;
        boolean projected = i == 0 && (bottleneck || stage > 0);
        Place place = new Place(64 << stage, stride, stage + i > 0, projected);
        net.block(
            "layer" + (stage + 1) + "." + i,
            unit -> {
              if (bottleneck) {
                unit(unit, norm, false, place);
              } else {
                basicUnit(unit, norm, place);
              }
            });
      }
    }
    end(net, norm);
  }

  private static void keras(NetworkBuilder net, int... units) {
    net.input(224, 224, 3)
        .add("conv1", Convolution.of(7, 64).stride(2).padding(3))
        .add("maxpool", MaxPool.of(3).stride(2).padding(1));
    for (int stage = 0; stage < units.length; stage++) {
      for (int i = 0; i < units[stage]; i++) {
        int stride = stage < units.length - 1 && i == units[stage] - 1 ? 2 : 1;
        Place place = new Place(64 << stage, stride, true, i == 0);
        net.block("layer" + (stage + 1) + "." + i, unit -> unit(unit, ConvNorm.KERAS, true, place));
      }
    }
    end(net, ConvNorm.KERAS);
    net.softmax();
  }

  private static void end(NetworkBuilder net, BatchNormalization norm) {
    net.add("bn2", norm)
        .add("relu2", Activation.relu())
        .add("avgpool", GlobalPool.average())
        .add("fc", FullyConnected.of(1000));
  }

  /** Two 3×3 convolutions, as in the networks of 18 and 34 layers. */
  private static void basicUnit(NetworkBuilder net, BatchNormalization norm, Place place) {
    Convolution first = Convolution.preserving(3, place.planes).stride(place.stride).bias(false);
    Convolution second = Convolution.preserving(3, place.planes).bias(false);
    Convolution projection = Convolution.of(1, place.planes).bias(false);
    unit(net, norm, place, projection, first, second);
  }

  private static void unit(
      NetworkBuilder net, BatchNormalization norm, boolean biases, Place place) {
    Convolution narrow = Convolution.of(1, place.planes).bias(false);
    Convolution square = Convolution.preserving(3, place.planes).stride(place.stride).bias(false);
    Convolution wide = Convolution.of(1, 4L * place.planes).bias(biases);
    unit(net, norm, place, wide, narrow, square, wide);
  }

  private static void unit(
      NetworkBuilder net,
      BatchNormalization norm,
      Place place,
      Convolution projection,
      Convolution... convolutions) {
    Point in = net.here();
    Point activated = in;
    for (int i = 1; i <= convolutions.length; i++) {
      if (i > 1 || place.activated) {
        net.add("bn" + i, norm).add("relu" + i, Activation.relu());
      }
      activated = i == 1 ? net.here() : activated;
      net.add("conv" + i, convolutions[i - 1]);
    }
    Point main = net.here();
    Point shortcut = in;
    if (place.projected) {
      shortcut = net.from(activated).add("shortcut", projection.stride(place.stride)).here();
    } else if (place.stride > 1) {
      shortcut = net.from(in).add("shortcut", MaxPool.of(1).stride(place.stride)).here();
    }
    net.from(shortcut, main).add("add", Merge.of(Merge.Kind.ADD));
  }
}
