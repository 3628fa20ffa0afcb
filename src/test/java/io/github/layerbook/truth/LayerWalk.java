package io.github.layerbook.truth;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.activation.Dropout;
import io.github.layerbook.layer.activation.StochasticDepth;
import io.github.layerbook.layer.attention.Attention;
import io.github.layerbook.layer.attention.ClassToken;
import io.github.layerbook.layer.attention.PositionEmbedding;
import io.github.layerbook.layer.attention.WindowAttention;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.convolution.DepthwiseConvolution;
import io.github.layerbook.layer.convolution.SqueezeExcitation;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.layer.normalization.BatchNormalization;
import io.github.layerbook.layer.normalization.LayerNormalization;
import io.github.layerbook.layer.normalization.LayerScale;
import io.github.layerbook.layer.pooling.AdaptivePool;
import io.github.layerbook.layer.pooling.AveragePool;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.layer.pooling.MaxPool;
import io.github.layerbook.layer.shape.Flatten;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * Walks a network and the calls of PyTorch's modules together, in execution order.
 *
 * <p>A node that is the next call must have its output shape, parameters, buffers and
 * multiply-adds. Where PyTorch calls a function there is no module, so a node may be left over;
 * then it has neither parameters nor multiply-adds. No call may be left over.
 */
final class LayerWalk {
  private static final Map<String, Predicate<Layer>> TYPES =
      Map.ofEntries(
          is("Conv2d", Convolution.class, DepthwiseConvolution.class),
          is("Linear", FullyConnected.class, Linear.class),
          is("BatchNorm2d", BatchNormalization.class),
          is("MaxPool2d", MaxPool.class),
          is("AvgPool2d", AveragePool.class),
          is("AdaptiveAvgPool2d", AdaptivePool.class, GlobalPool.class),
          is("Dropout", Dropout.class),
          is("LayerNorm", LayerNormalization.class),
          is("LayerNorm2d", LayerNormalization.class),
          is("Flatten", Flatten.class),
          is("StochasticDepth", StochasticDepth.class),
          is("MultiheadAttention", Attention.class),
          is("ShiftedWindowAttention", WindowAttention.class),
          is("ShiftedWindowAttentionV2", WindowAttention.class),
          is(PartitionCalls.ATTENTION, WindowAttention.class),
          is("Tanh", Activation.Kind.TANH),
          is("ReLU", Activation.Kind.RELU),
          is("ReLU6", Activation.Kind.RELU6),
          is("Hardswish", Activation.Kind.HARDSWISH),
          is("Hardsigmoid", Activation.Kind.HARDSIGMOID),
          is("SiLU", Activation.Kind.SILU),
          is("GELU", Activation.Kind.GELU),
          is("Sigmoid", Activation.Kind.SIGMOID));

  /** Layers of ours that are several modules of PyTorch's: how many. */
  private static final Map<Class<? extends Layer>, Integer> COMPOSED =
      Map.of(SqueezeExcitation.class, 5);

  /** Modules that only order axes anew, which our shapes know by name, or do nothing. */
  private static final Set<String> UNSEEN = Set.of("Permute", "Identity");

  /** Layers of ours that are parameters that a module of PyTorch's holds beside its children. */
  private static final Set<Class<? extends Layer>> LOOSE =
      Set.of(ClassToken.class, PositionEmbedding.class, LayerScale.class);

  private final List<JsonNode> calls;
  private final List<String> loose = new ArrayList<>();
  private final long batch;
  private final List<String> differences = new ArrayList<>();
  private int next;

  private LayerWalk(JsonNode model) {
    calls =
        PartitionCalls.asImages(model).stream()
            .filter(call -> !UNSEEN.contains(call.get("type").asText()))
            .toList();
    batch = model.get("input").get(0).asLong();
  }

  private static Map.Entry<String, Predicate<Layer>> is(String type, Class<?>... layers) {
    Set<Class<?>> all = Set.of(layers);
    return Map.entry(type, layer -> all.contains(layer.getClass()));
  }

  private static Map.Entry<String, Predicate<Layer>> is(String type, Activation.Kind kind) {
    return Map.entry(
        type, layer -> layer instanceof Activation activation && activation.kind() == kind);
  }

  /** Returns in what a network differs from what PyTorch says of its model's calls. */
  static List<String> differences(JsonNode model, Network network) {
    LayerWalk walk = new LayerWalk(model);
    network.applied().stream().filter(a -> !a.node().layer().isSource()).forEach(walk::visit);
    walk.compareLoose(model);
    if (walk.next < walk.calls.size()) {
      walk.differences.add(
          "%d calls from %s on have no layer"
              .formatted(walk.calls.size() - walk.next, walk.calls.get(walk.next).get("name")));
    }
    return walk.differences;
  }

  private void visit(Applied applied) {
    if (LOOSE.contains(applied.node().layer().getClass())) {
      applied.tensors().forEach(t -> loose.add(t.name() + Trial.extents(t)));
      return;
    }
    int number = COMPOSED.getOrDefault(applied.node().layer().getClass(), 1);
    if (number > 1 && next + number <= calls.size()) {
      compareTensors(applied, calls.subList(next, next + number), true);
      next += number;
    } else if (next < calls.size() && isCall(applied, calls.get(next))) {
      compareTensors(applied, calls.subList(next, next + 1), false);
      next++;
    } else if (!applied.tensors().isEmpty() || Verdict.multiplyAdds(applied) > 0) {
      differences.add(
          "%s: %s with output %s and parameters is not the next call, %s"
              .formatted(
                  applied.node().path(),
                  LayerForm.of(applied.node().layer()).print(applied.node().layer()),
                  applied.output(),
                  next < calls.size() ? described(calls.get(next)) : "of which there is none"));
    }
  }

  private void compareLoose(JsonNode model) {
    List<String> expected = new ArrayList<>();
    for (JsonNode module : model.path("loose_params")) {
      if (PartitionCalls.hold(module)) {
        continue;
      }
      module
          .get("params")
          .properties()
          .forEach(e -> expected.add(e.getKey() + Case.numbers(e.getValue())));
    }
    if (!expected.equals(loose)) {
      differences.add("loose parameters: expected %s, found %s".formatted(expected, loose));
    }
  }

  private static String described(JsonNode call) {
    return "%s %s with output %s"
        .formatted(call.get("name").asText(), call.get("type").asText(), call.get("out"));
  }

  private boolean isCall(Applied applied, JsonNode call) {
    Predicate<Layer> type = TYPES.get(call.get("type").asText());
    if (type == null) {
      throw new AssertionError("no layer is known for PyTorch's " + call.get("type"));
    }
    return type.test(applied.node().layer()) && outputs(call).equals(outputs(applied, call));
  }

  /** The shapes of a call's outputs without the batch. */
  private static List<List<Long>> outputs(JsonNode call) {
    return StreamSupport.stream(call.get("out").spliterator(), false)
        .map(Case::numbers)
        .map(shape -> shape.subList(1, shape.size()))
        .toList();
  }

  /** The shapes of a node's outputs, channels first or last as in the call. */
  private static List<List<Long>> outputs(Applied applied, JsonNode call) {
    List<List<Long>> last = extents(applied, AxisOrder.HWC);
    return last.equals(outputs(call)) ? last : extents(applied, AxisOrder.CHW);
  }

  private static List<List<Long>> extents(Applied applied, AxisOrder order) {
    List<List<Long>> all = new ArrayList<>();
    for (Shape output : applied.outputs()) {
      all.add(Trial.extents(output, order));
    }
    return all;
  }

  private void compareTensors(Applied applied, List<JsonNode> modules, boolean prefixed) {
    Map<String, List<Long>> expected = new TreeMap<>();
    long buffers = 0;
    long flops = 0;
    for (JsonNode module : modules) {
      String name = module.get("name").asText();
      String prefix = prefixed ? name.substring(name.lastIndexOf('.') + 1) + "." : "";
      module
          .path("params")
          .properties()
          .forEach(e -> expected.put(prefix + e.getKey(), Case.numbers(e.getValue())));
      buffers += module.path("buffers").asLong();
      flops += module.path("flops").asLong();
    }
    Map<String, List<Long>> found = new TreeMap<>();
    for (Tensor tensor : applied.tensors()) {
      if (tensor.kind() != Tensor.Kind.BUFFER) {
        found.put(tensor.name(), Trial.extents(tensor));
      }
    }
    compare(applied, "parameters", expected, found);
    compare(applied, "buffers", buffers, Verdict.elements(applied, true));
    compare(applied, "flops", flops, 2 * batch * Verdict.multiplyAdds(applied));
  }

  private void compare(Applied applied, String what, Object expected, Object found) {
    if (!expected.equals(found)) {
      differences.add(
          "%s: %s expected %s, found %s".formatted(applied.node().path(), what, expected, found));
    }
  }
}
