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
        basic("preact_resnet18", "ResNet-18, pre-activation", 2, 2, 2, 2),
        basic("preact_resnet34", "ResNet-34, pre-activation", 3, 4, 6, 3),
        entry("preact_resnet50", "ResNet-50, pre-activation", 3, 4, 6, 3),
        entry("preact_resnet101", "ResNet-101, pre-activation", 3, 4, 23, 3),
        entry("preact_resnet152", "ResNet-152, pre-activation", 3, 8, 36, 3),
        entry("preact_resnet200", "ResNet-200, pre-activation", 3, 24, 36, 3),
        keras("keras_resnet50_v2", "ResNet-50 V2", 3, 4, 6, 3),
        keras("keras_resnet101_v2", "ResNet-101 V2", 3, 4, 23, 3),
        keras("keras_resnet152_v2", "ResNet-152 V2", 3, 8, 36, 3));
  }

  private static ZooEntry basic(String name, String title, int... units) {
    return PAPER.built(name, title, net -> paper(net, false, units));
  }

  private static ZooEntry entry(String name, String title, int... units) {
    return PAPER.built(name, title, net -> paper(net, true, units));
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
    Point in = net.here();
    if (place.activated) {
      net.add("bn1", norm).add("relu1", Activation.relu());
    }
    Point activated = net.here();
    Point main =
        net.add("conv1", Convolution.preserving(3, place.planes).stride(place.stride).bias(false))
            .add("bn2", norm)
            .add("relu2", Activation.relu())
            .add("conv2", Convolution.preserving(3, place.planes).bias(false))
            .here();
    Point shortcut = in;
    if (place.projected) {
      Convolution projection = Convolution.of(1, place.planes).stride(place.stride).bias(false);
      shortcut = net.from(activated).add("shortcut", projection).here();
    }
    net.from(shortcut, main).add("add", Merge.of(Merge.Kind.ADD));
  }

  private static void unit(
      NetworkBuilder net, BatchNormalization norm, boolean biases, Place place) {
    Point in = net.here();
    if (place.activated) {
      net.add("bn1", norm).add("relu1", Activation.relu());
    }
    Point activated = net.here();
    int out = 4 * place.planes;
    Point main =
        net.add("conv1", Convolution.of(1, place.planes).bias(false))
            .add("bn2", norm)
            .add("relu2", Activation.relu())
            .add("conv2", Convolution.preserving(3, place.planes).stride(place.stride).bias(false))
            .add("bn3", norm)
            .add("relu3", Activation.relu())
            .add("conv3", Convolution.of(1, out).bias(biases))
            .here();
    Point shortcut = in;
    if (place.projected) {
      Convolution projection = Convolution.of(1, out).stride(place.stride).bias(biases);
      shortcut = net.from(activated).add("shortcut", projection).here();
    } else if (place.stride > 1) {
      shortcut = net.from(in).add("shortcut", MaxPool.of(1).stride(place.stride)).here();
    }
    net.from(shortcut, main).add("add", Merge.of(Merge.Kind.ADD));
  }
}
