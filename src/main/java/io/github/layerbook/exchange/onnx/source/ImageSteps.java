package io.github.layerbook.exchange.onnx.source;

import io.github.layerbook.exchange.source.Said;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.normalization.Standardization;
import io.github.layerbook.layer.pooling.AdaptivePool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Steps on images, channels first. */
final class ImageSteps {
  private ImageSteps() {}

  /** The mean or largest of each window along one axis, then along the next. */
  static String pooled(StepWriter to, Said said, List<String> inputs) {
    Shape in = said.inputs().get(0);
    Shape out = said.outputs().get(0);
    boolean most = ((AdaptivePool) said.layer()).kind() == AdaptivePool.Kind.MAX;
    String reduce = most ? "ReduceMax" : "ReduceMean";
    String last = inputs.get(0);
    for (int axis = 0; axis < in.spatial().size(); axis++) {
      long from = in.spatial().get(axis).size().value();
      long count = out.spatial().get(axis).size().value();
      List<String> means = new ArrayList<>();
      for (long i = 0; i < count; i++) {
        String step = "axis%d_%d".formatted(axis, i);
        String part =
            to.part(
                step, last, axis + 2L, i * from / count, -Math.floorDiv(-(i + 1) * from, count));
        means.add(to.add(reduce, step + "_mean", part, to.numbers(step + "_axes", axis + 2L)));
      }
      last = to.joined("axis" + axis, axis + 2L, means);
    }
    return to.add("Identity", "", last);
  }

  /** Less the mean, over the root of the variance; both are statistics, and no parameters. */
  static String standardized(StepWriter to, Said said, List<String> inputs) {
    Shape shape = said.inputs().get(0);
    Long[] extents = new Long[shape.axes().size()];
    Arrays.fill(extents, 1L);
    boolean channelwise = ((Standardization) said.layer()).channelwise();
    extents[0] = channelwise ? shape.channels().size().value() : 1L;
    String mean = to.weight("running_mean", extents);
    String variance = to.weight("running_variance", extents);
    String less = to.add("Sub", "less", inputs.get(0), mean);
    String least =
        to.add("Max", "least", to.add("Sqrt", "deviation", variance), to.decimal("small", 1e-7));
    return to.add("Div", "", less, least);
  }
}
