package io.github.layerbook.zoo.convolutional;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.convolution.SeparableConvolution;
import io.github.layerbook.layer.form.Options;
import io.github.layerbook.layer.geometry.Fill;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.merge.Concatenate;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.pooling.AveragePool;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.layer.pooling.MaxPool;
import io.github.layerbook.layer.shape.Crop;
import io.github.layerbook.layer.shape.Pad;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.network.NetworkBuilder.Point;
import io.github.layerbook.size.Size;
import io.github.layerbook.zoo.Published;
import io.github.layerbook.zoo.ZooEntry;
import io.github.layerbook.zoo.ZooEntry.Origin;
import io.github.layerbook.zoo.ZooFamily;
import io.github.layerbook.zoo.block.ConvNorm;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Networks whose two cells a search found: each reads the outputs of the two cells before it (Zoph
 * et al. 2017, figure 4). The counts are those of Keras's; where Keras pads in a layer of its own,
 * the convolution or pooling pads.
 */
public final class NasNets implements ZooFamily {
  private static final Published PUBLISHED = Published.of("NASNet", "zoph2017", Origin.KERAS);
  private static final Padding SAME = Padding.of(Padding.Mode.SAME);
  private static final Layer RELU = new Activation(Activation.Kind.RELU, false);
  private static final Layer ADD = Merge.of(Merge.Kind.ADD);

  @Override
  public List<ZooEntry> entries() {
    return List.of(
        entry("mobile", "NASNet-A (4 @ 1056)", 224, 32, 4, 44, false),
        entry("large", "NASNet-A (6 @ 4032)", 331, 96, 6, 168, true));
  }

  private static ZooEntry entry(
      String name, String title, int side, int stem, int cells, int filters, boolean skipping) {
    return PUBLISHED.built(
        "nasnet_" + name,
        title,
        net -> {
          net.input(side, side, 3)
              .add("stem_conv", Convolution.of(3, stem).stride(2).bias(false))
              .add("stem_bn", ConvNorm.KERAS);
          new Cells(net, stem).network(cells, filters, skipping);
        });
  }

  /** The cells, one after the other. */
  private static final class Cells {

    /** A cell's output: how often the image was halved before it, and its channels. */
    private record Place(Point point, int halved, int channels) {}

    private final NetworkBuilder net;
    private Place last;
    private @Nullable Place before;

    Cells(NetworkBuilder net, int stem) {
      this.net = net;
      this.last = new Place(net.here(), 0, stem);
    }

    /**
     * Adds the cells and the head.
     *
     * @param skipping whether the cell after a reduction reads, beside it, what the reduction's
     *     second input was
     */
    void network(int cells, int filters, boolean skipping) {
      reduction("stem_1", filters / 4, false);
      reduction("stem_2", filters / 2, false);
      for (int stage = 0; stage < 3; stage++) {
        int width = filters << stage;
        if (stage > 0) {
          reduction("reduction_" + stage, width, skipping);
        }
        for (int i = 0; i < cells; i++) {
          normal("normal_" + (stage * cells + i + 1), width);
        }
      }
      net.add("relu", RELU)
          .add("avgpool", GlobalPool.average())
          .add("fc", FullyConnected.of(1000))
          .softmax();
    }

    private void normal(String name, int filters) {
      net.block(name, cell -> normal(filters));
      Place out = new Place(net.here(), last.halved, 6 * filters);
      before = last;
      last = out;
    }

    private void normal(int filters) {
      Point p = adjusted(filters);
      Point h = projected("h", last.point, filters);
      Point x1 =
          sum(1, separated("left_1", h, filters, 5, 1), separated("right_1", p, filters, 3, 1));
      Point x2 =
          sum(2, separated("left_2", p, filters, 5, 1), separated("right_2", p, filters, 3, 1));
      Point x3 = sum(3, pooled("left_3", h, average(1)), p);
      Point x4 = sum(4, pooled("left_4", p, average(1)), pooled("right_4", p, average(1)));
      Point x5 = sum(5, separated("left_5", h, filters, 3, 1), h);
      net.from(p, x1, x2, x3, x4, x5).add("concat", new Concatenate());
    }

    private void reduction(String name, int filters, boolean skipping) {
      net.block(name, cell -> reduction(filters));
      Place out = new Place(net.here(), last.halved + 1, 4 * filters);
      before = skipping ? before : last;
      last = out;
    }

    private void reduction(int filters) {
      Point p = adjusted(filters);
      Point h = projected("h", last.point, filters);
      Point x1 =
          sum(1, separated("left_1", h, filters, 5, 2), separated("right_1", p, filters, 7, 2));
      Point x2 = sum(2, pooled("left_2", h, max()), separated("right_2", p, filters, 7, 2));
      Point x3 = sum(3, pooled("left_3", h, average(2)), separated("right_3", p, filters, 5, 2));
      Point x4 = sum(4, x2, pooled("left_4", x1, average(1)));
      Point x5 = sum(5, separated("left_5", x1, filters, 3, 1), pooled("right_5", h, max()));
      net.from(x2, x3, x4, x5).add("concat", new Concatenate());
    }

    /** The output of the cell before the last, halved or projected to be as the last one's. */
    private Point adjusted(int filters) {
      if (before == null) {
        return last.point;
      } else if (before.halved != last.halved) {
        return halved(before.point, filters);
      } else if (before.channels != filters) {
        return projected("adjust", before.point, filters);
      }
      return before.point;
    }

    /** Every other place and, beside it, those between, each with half of the channels. */
    private Point halved(Point from, int filters) {
      Padding none = Padding.of(0);
      Padding after = Padding.of(sizes(0), sizes(1));
      Padding first = Padding.of(sizes(1), sizes(0));
      net.from(from)
          .add("adjust_relu", RELU)
          .branches(
              "adjust_concat",
              new Concatenate(),
              List.of(
                  even ->
                      even.add("adjust_pool_1", AveragePool.of(1).stride(2))
                          .add("adjust_conv_1", Convolution.of(1, filters / 2).bias(false)),
                  odd ->
                      odd.add("adjust_pad", new Pad(after, Fill.ZEROS, none))
                          .add("adjust_crop", new Crop(first))
                          .add("adjust_pool_2", AveragePool.of(1).stride(2))
                          .add("adjust_conv_2", Convolution.of(1, filters / 2).bias(false))))
          .add("adjust_bn", ConvNorm.KERAS);
      return net.here();
    }

    private static List<Size> sizes(long each) {
      return List.of(Size.of(each), Size.of(each));
    }

    private Point projected(String name, Point from, int filters) {
      net.from(from)
          .add(name + "_relu", RELU)
          .add(name + "_conv", Convolution.of(1, filters).bias(false))
          .add(name + "_bn", ConvNorm.KERAS);
      return net.here();
    }

    /** Twice a ReLU, a separable convolution and normalisation; the first has the stride. */
    private Point separated(String name, Point from, int filters, int kernel, int stride) {
      SeparableConvolution convolution =
          SeparableConvolution.of(kernel, filters).padding(SAME).bias(false);
      net.from(from)
          .block(
              name,
              twice ->
                  twice
                      .add("relu_1", RELU)
                      .add("conv_1", convolution.stride(stride))
                      .add("bn_1", ConvNorm.KERAS)
                      .add("relu_2", RELU)
                      .add("conv_2", convolution)
                      .add("bn_2", ConvNorm.KERAS));
      return net.here();
    }

    private Point pooled(String name, Point from, Layer pool) {
      net.from(from).add(name, pool);
      return net.here();
    }

    private static Layer average(int stride) {
      return Options.with(
          AveragePool.of(3).stride(stride).padding(SAME), AveragePool::countpad, stride > 1);
    }

    private static Layer max() {
      return MaxPool.of(3).stride(2).padding(SAME);
    }

    private Point sum(int number, Point left, Point right) {
      net.from(left, right).add("add_" + number, ADD);
      return net.here();
    }
  }
}
