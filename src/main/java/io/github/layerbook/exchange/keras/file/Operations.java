package io.github.layerbook.exchange.keras.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.keras.Keras;
import io.github.layerbook.exchange.keras.file.ConfigValues.Given;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.Singleton;
import io.github.layerbook.exchange.python.value.TupleValue;
import io.github.layerbook.exchange.tracing.Applications;
import io.github.layerbook.exchange.tracing.Concatenations;
import io.github.layerbook.exchange.tracing.Layouts;
import io.github.layerbook.exchange.tracing.MatrixProducts;
import io.github.layerbook.exchange.tracing.Merges;
import io.github.layerbook.exchange.tracing.Reductions;
import io.github.layerbook.exchange.tracing.Slices;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.layer.activation.Identity;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.pooling.GlobalPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Operators that stand among a configuration's layers: {@code keras.ops} by their classes, those of
 * TensorFlow by the functions that {@code TFOpLambda} names.
 *
 * @param name the operator, in small letters: {@code reduce_mean}
 * @param config its settings
 * @param given what it is called on, tensors in the places of their names
 * @param path its name in the network
 */
record Operations(String name, JsonNode config, Given given, String path) {
  /** Two tensors value by value, by the class of Keras that does the same. */
  private static final Map<String, String> MERGES =
      Dialect.pairs(
          """
          add=Add add_v2=Add subtract=Subtract sub=Subtract multiply=Multiply mul=Multiply
          divide=Multiply true_divide=Multiply truediv=Multiply div=Multiply maximum=Maximum
          minimum=Minimum
          """);

  private static final Map<String, Merge.Kind> KINDS =
      Map.of(
          "Add", Merge.Kind.ADD, "Subtract", Merge.Kind.SUBTRACT, "Multiply", Merge.Kind.MULTIPLY);

  /** They say which values count, and make none. */
  private static final Set<String> MASKS =
      Set.of("not_equal", "equal", "greater", "greater_equal", "less", "less_equal", "logical_not");

  /** They change each value alone and have no layer here. */
  private static final List<String> EACH_VALUE =
      Dialect.names(
          "identity stop_gradient cast convert_to_tensor sqrt rsqrt square abs absolute exp log"
              + " negative clip clip_by_value pow power round sign sin cos reciprocal");

  private static final List<String> ACTIVATIONS =
      Dialect.names(
          "relu relu6 sigmoid tanh softmax gelu silu swish elu selu leaky_relu softplus"
              + " softsign hard_sigmoid hard_silu hard_swish mish log_softmax");

  private static final Map<String, GlobalPool.Kind> REDUCTIONS =
      Map.of(
          "mean", GlobalPool.Kind.AVERAGE,
          "reduce_mean", GlobalPool.Kind.AVERAGE,
          "sum", GlobalPool.Kind.AVERAGE,
          "reduce_sum", GlobalPool.Kind.AVERAGE,
          "max", GlobalPool.Kind.MAX,
          "reduce_max", GlobalPool.Kind.MAX);

  /** Makes the operator of a layer's configuration. */
  static Operations of(LayerConfig layer, Given given, String path) {
    String function = layer.config().path("function").asText("");
    String name =
        layer.type().endsWith("OpLambda") && !function.isEmpty()
            ? function.substring(function.lastIndexOf('.') + 1)
            : layer.type().replaceAll("([a-z0-9])([A-Z])", "$1_$2");
    return new Operations(name.toLowerCase(Locale.ROOT), layer.config(), given, path);
  }

  /**
   * Returns what it makes; empty if the operator is not known.
   *
   * @throws PythonException if its tensors do not fit
   */
  Optional<TracedTensor> applied() {
    if (MERGES.containsKey(name)) {
      return Optional.of(merged());
    } else if (MASKS.contains(name)) {
      return Optional.of(tensor());
    } else if (EACH_VALUE.contains(name)) {
      return Optional.of(unchanged(tensor()));
    } else if (ACTIVATIONS.contains(name)) {
      return Optional.of(layer("Activation", Arguments.of(name), List.of(tensor())));
    } else if (REDUCTIONS.containsKey(name)) {
      return Optional.of(reduced());
    }
    return Optional.ofNullable(
        switch (name) {
          case "reshape" -> Layouts.reshaped(tensor(), shape());
          case "transpose", "permute_dimensions" ->
              Layouts.permuted(tensor(), axes("axes", "perm"));
          case "expand_dims" -> Layouts.unsqueezed(tensor(), number("axis", -1));
          case "squeeze" -> Layouts.squeezed(tensor(), number("axis", -1));
          case "concatenate", "concat" -> Concatenations.of(tensors(), number("axis", -1));
          case "pad" -> padded();
          case "matmul" -> MatrixProducts.of(tensor(), second());
          case "get_item", "getitem" -> item();
          default -> null;
        });
  }

  private TracedTensor merged() {
    String type = MERGES.getOrDefault(name, "Add");
    Object left = given.arguments().isEmpty() ? Singleton.NONE : given.arguments().get(0);
    Object right = operand(1, "y").or(() -> operand(1, "x2")).orElse(Singleton.NONE);
    if (left instanceof TracedTensor one && right instanceof TracedTensor two) {
      if (one.isTraced() && two.isTraced() && one.rank() == two.rank()) {
        return layer(type, Arguments.NONE, List.of(one, two));
      }
      return Merges.merged(KINDS.getOrDefault(type, Merge.Kind.ADD), one, two, false);
    }
    return unchanged(left instanceof TracedTensor one ? one : tensor());
  }

  /** A number, or values that stand in the file, change every value alike: no layer. */
  private TracedTensor unchanged(TracedTensor tensor) {
    return tensor.isTraced()
        ? tensor.with(
            tensor.extents(),
            tensor.placement(),
            tensor.graph().add(path, new Identity(), List.of(tensor.made()), null).get(0))
        : tensor;
  }

  private TracedTensor layer(String type, Arguments arguments, List<TracedTensor> inputs) {
    Entry entry = Keras.dialect().require(type);
    return Applications.apply(entry, arguments, Arguments.NONE, inputs, path, null).get(0);
  }

  private TracedTensor reduced() {
    TracedTensor tensor = tensor();
    List<Integer> axes = new ArrayList<>();
    numbers("axis").forEach(axis -> axes.add(tensor.axis(axis)));
    if (axes.isEmpty()) {
      throw new PythonException("all axes are reduced, the batch among them");
    }
    boolean keep = setting("keepdims").filter(Boolean.TRUE::equals).isPresent();
    return Reductions.pooled(
        tensor, REDUCTIONS.getOrDefault(name, GlobalPool.Kind.MAX), axes, keep);
  }

  /** Zeros around the axes between the batch and the channels; empty for other values and axes. */
  private @Nullable TracedTensor padded() {
    int axes = tensor().rank() - 2;
    List<?> widths =
        setting("pad_width").orElse(List.of()) instanceof List<?> all ? all : List.of();
    List<Long> none = List.of(0L, 0L);
    boolean zeros = setting("mode").filter("constant"::equals).isPresent();
    boolean spatial =
        axes >= 1
            && axes <= 3
            && widths.size() == axes + 2
            && widths.get(0).equals(none)
            && widths.get(axes + 1).equals(none);
    if (!zeros || !spatial) {
      return null;
    }
    Object padding = axes == 1 ? widths.get(1) : widths.subList(1, axes + 1);
    return layer(
        "ZeroPadding" + axes + "D", Arguments.named(Map.of("padding", padding)), List.of(tensor()));
  }

  private List<Long> shape() {
    List<Long> extents = new ArrayList<>(numbers("newshape"));
    if (extents.isEmpty()) {
      extents.addAll(numbers("shape"));
    }
    if (!extents.isEmpty() && extents.get(0) == -1) {
      extents.set(0, TracedTensor.BATCH);
    }
    return extents;
  }

  private List<Integer> axes(String first, String second) {
    List<Long> order = numbers(first).isEmpty() ? numbers(second) : numbers(first);
    TracedTensor tensor = tensor();
    return order.stream().map(tensor::axis).toList();
  }

  private TracedTensor item() {
    Object key = operand(1, "key").or(() -> setting("slice_spec")).orElse(Singleton.ELLIPSIS);
    Object index = key instanceof List<?> parts ? TupleValue.of(new ArrayList<Object>(parts)) : key;
    if (index instanceof TupleValue tuple
        && !tuple.values().isEmpty()
        && tuple.values().get(0) instanceof TracedTensor) {
      throw new PythonException("an index that is a tensor");
    }
    return (TracedTensor) Slices.item(tensor(), index);
  }

  /** The first tensor that it is given. */
  private TracedTensor tensor() {
    return tensors().stream()
        .findFirst()
        .orElseThrow(() -> new PythonException("is called without a tensor"));
  }

  private TracedTensor second() {
    List<TracedTensor> all = tensors();
    if (all.size() < 2) {
      throw new PythonException("is called with one tensor");
    }
    return all.get(1);
  }

  private List<TracedTensor> tensors() {
    return Resolved.tensors(given);
  }

  private Optional<Object> operand(int place, String named) {
    return place < given.arguments().size()
        ? Optional.of(given.arguments().get(place))
        : Optional.ofNullable(given.named().get(named));
  }

  /** A setting that stands in the configuration or in the call. */
  private Optional<Object> setting(String named) {
    return Optional.ofNullable(given.named().get(named))
        .filter(value -> value != Singleton.NONE)
        .or(() -> Optional.ofNullable(ConfigValues.argument(config.path(named))))
        .filter(value -> !value.equals(""));
  }

  private List<Long> numbers(String named) {
    List<Long> numbers = new ArrayList<>();
    Object value = setting(named).orElse(List.of());
    for (Object each : value instanceof List<?> list ? list : List.of(value)) {
      if (each instanceof Long number) {
        numbers.add(number);
      } else if (each == null || each == Singleton.NONE) {
        numbers.add(-1L);
      } else {
        throw new PythonException("%s is %s, which is not a number", named, each);
      }
    }
    return numbers;
  }

  private long number(String named, long otherwise) {
    List<Long> numbers = numbers(named);
    return numbers.isEmpty() ? otherwise : numbers.get(0);
  }
}
