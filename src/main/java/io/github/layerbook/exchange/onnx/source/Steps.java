package io.github.layerbook.exchange.onnx.source;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.github.layerbook.exchange.source.Layout;
import io.github.layerbook.exchange.source.Said;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.attention.Attention;
import io.github.layerbook.layer.attention.ClassToken;
import io.github.layerbook.layer.attention.GroupedAttention;
import io.github.layerbook.layer.attention.LatentAttention;
import io.github.layerbook.layer.attention.PositionEmbedding;
import io.github.layerbook.layer.attention.RotaryEmbedding;
import io.github.layerbook.layer.attention.WindowAttention;
import io.github.layerbook.layer.feedforward.MixtureOfExperts;
import io.github.layerbook.layer.normalization.LayerScale;
import io.github.layerbook.layer.normalization.Standardization;
import io.github.layerbook.layer.pooling.AdaptivePool;
import io.github.layerbook.layer.recurrent.Recurrent;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Layers for which ONNX has no operator, each as several. */
final class Steps {
  private static final Set<Class<? extends Layer>> CHANNELS_LAST =
      Set.of(
          PositionEmbedding.class,
          ClassToken.class,
          LayerScale.class,
          Attention.class,
          GroupedAttention.class,
          LatentAttention.class,
          MixtureOfExperts.class,
          RotaryEmbedding.class,
          WindowAttention.class);

  private static final Set<Class<? extends Layer>> CHANNELS_FIRST =
      Set.of(AdaptivePool.class, Standardization.class);

  private final Said said;
  private final StepWriter to;

  Steps(GraphProto.Builder graph, Weights weights, Said said, String owner) {
    this.said = said;
    this.to = new StepWriter(graph, weights, said.node().path(), owner);
  }

  /** Whether a layer is written as several operators. */
  static boolean areFor(Layer layer) {
    return CHANNELS_LAST.contains(layer.getClass()) || CHANNELS_FIRST.contains(layer.getClass());
  }

  /** How the operators of a layer take a value, and give one. */
  static Layout layout(Layer layer, Shape shape) {
    return CHANNELS_FIRST.contains(layer.getClass())
        ? Layout.channelsFirst(shape)
        : Layout.channelsLast(shape);
  }

  /** Writes the layer. */
  void write(List<String> inputs) {
    Shape shape = said.inputs().get(0);
    String input = inputs.get(0);
    if (said.layer() instanceof PositionEmbedding layer) {
      positions(layer, input);
    } else if (said.layer() instanceof ClassToken layer) {
      classToken(layer, input);
    } else if (said.layer() instanceof LayerScale layer) {
      to.add("Mul", "", input, to.weight(layer.name(), features(shape)));
    } else if (said.layer() instanceof Attention layer) {
      new AttentionWriter(to, layer, said.inputs()).write(inputs);
    } else if (said.layer() instanceof GroupedAttention layer) {
      new GroupedWriter(to, layer, said.inputs()).write(inputs);
    } else if (said.layer() instanceof LatentAttention layer) {
      new LatentWriter(to, layer, shape).write(input);
    } else if (said.layer() instanceof MixtureOfExperts layer) {
      new ExpertsWriter(to, layer, shape).write(input);
    } else if (said.layer() instanceof RotaryEmbedding layer) {
      rotated(layer, input);
    } else if (said.layer() instanceof WindowAttention layer) {
      new WindowWriter(to, layer, shape).write(input);
    } else if (said.layer() instanceof AdaptivePool layer) {
      pool(layer, input);
    } else if (said.layer() instanceof Standardization layer) {
      standardize(layer, input);
    }
  }

  private static long tokens(Shape shape) {
    return shape.spatial().get(0).size().value();
  }

  private static long features(Shape shape) {
    return shape.channels().size().value();
  }

  /** Features turned by their positions. */
  private void rotated(RotaryEmbedding layer, String input) {
    Shape shape = said.inputs().get(0);
    Size turned = layer.features();
    long features = turned == null ? features(shape) : turned.value();
    String result =
        HeadsWriter.turned(to, "rope", input, 2, tokens(shape), features, features(shape));
    to.add("Identity", "", result);
  }

  /** The first rows of a table, added. */
  private void positions(PositionEmbedding layer, String input) {
    Shape shape = said.inputs().get(0);
    Size length = layer.length();
    long rows = length == null ? tokens(shape) : length.value();
    String table = to.weight(layer.name(), 1L, rows, features(shape));
    if (rows > tokens(shape)) {
      table = to.part("rows", table, 1, 0, tokens(shape));
    }
    to.add("Add", "", input, table);
  }

  /** Learned vectors before each example's own. */
  private void classToken(ClassToken layer, String input) {
    long features = features(said.inputs().get(0));
    long tokens = layer.tokens().value();
    String token = to.weight(layer.name(), 1L, tokens, features);
    String shape = to.add("Shape", "shape", input);
    String batch = to.add("Gather", "batch", shape, to.numbers("first", 0L));
    String size = to.joined("size", 0, List.of(batch, to.numbers("rest", tokens, features)));
    String each = to.add("Expand", "each", token, size);
    to.joined("", 1, List.of(each, input));
  }

  /** The mean or largest of each window along one axis, then along the next. */
  private void pool(AdaptivePool layer, String input) {
    Shape in = said.inputs().get(0);
    Shape out = said.outputs().get(0);
    String reduce = layer.kind() == AdaptivePool.Kind.MAX ? "ReduceMax" : "ReduceMean";
    String last = input;
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
    to.add("Identity", "", last);
  }

  /** Less the mean, over the root of the variance; both are statistics, and no parameters. */
  private void standardize(Standardization layer, String input) {
    Shape shape = said.inputs().get(0);
    Long[] extents = new Long[shape.axes().size()];
    Arrays.fill(extents, 1L);
    extents[0] = layer.channelwise() ? features(shape) : 1L;
    String mean = to.weight("running_mean", extents);
    String variance = to.weight("running_variance", extents);
    String less = to.add("Sub", "less", input, mean);
    String least =
        to.add("Max", "least", to.add("Sqrt", "deviation", variance), to.decimal("small", 1e-7));
    to.add("Div", "", less, least);
  }

  /** ONNX's have the steps first, then the batch, and an axis of directions. */
  void recurrent(Recurrent layer, String input, Map<String, @Nullable Object> arguments) {
    List<String> inputs = new ArrayList<>(List.of(to.moved("steps_first", input, 1L, 0L, 2L)));
    for (String name : List.of("W", "R", "B")) {
      Object extents = arguments.remove(name);
      if (extents != null) {
        String own = name.equals("B") ? "bias" : name.equals("W") ? "weight" : name;
        Long[] sizes = Protos.numbers(extents).toArray(Long[]::new);
        inputs.add(name.equals("B") && layer.singlebias() ? half(sizes) : to.weight(own, sizes));
      }
    }
    NodeProto.Builder node = to.node(layer.kind().name(), "steps", inputs);
    String last = node.getOutput(0) + "_last";
    if (!layer.sequence()) {
      node.setOutput(0, "").addOutput(last);
    }
    arguments.forEach(
        (name, value) -> {
          if (name.equals("activations")) {
            node.addAttribute(Protos.texts(name, (List<?>) value));
          } else if (value != null) {
            node.addAttribute(Protos.attribute(name, value));
          }
        });
    to.add(node);
    if (layer.sequence()) {
      String together = to.moved("batch_first", node.getOutput(0), 2L, 0L, 1L, 3L);
      to.add(StepWriter.RESHAPE, "", together, to.numbers("sizes", 0L, 0L, -1L));
    } else {
      String together = to.moved("batch_first", last, 1L, 0L, 2L);
      to.add(StepWriter.RESHAPE, "", together, to.numbers("sizes", 0L, -1L));
    }
  }

  /** One bias for each gate: ONNX's second is zero. */
  private String half(Long[] sizes) {
    String bias = to.weight("bias", sizes[0], sizes[1] / 2);
    String zeros =
        to.add("ConstantOfShape", "zeros", to.numbers("zeros_sizes", sizes[0], sizes[1] / 2));
    return to.joined("biases", 1, List.of(bias, zeros));
  }
}
