package io.github.layerbook.exchange.keras.code;

import io.github.layerbook.exchange.python.Builtin;
import io.github.layerbook.exchange.python.CallArguments;
import io.github.layerbook.exchange.python.Callable;
import io.github.layerbook.exchange.python.Interpreter;
import io.github.layerbook.exchange.python.Operators;
import io.github.layerbook.exchange.python.TupleValue;
import io.github.layerbook.exchange.python.Unknown;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.Singleton;
import io.github.layerbook.exchange.tracing.Layouts;
import io.github.layerbook.exchange.tracing.Merges;
import io.github.layerbook.exchange.tracing.Reductions;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.layer.pooling.GlobalPool;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Functions of tensors: Keras's own of lower-case names, TensorFlow's, and activations. */
final class Functions {
  private static final List<String> ACTIVATIONS =
      List.of(
          "relu",
          "relu6",
          "sigmoid",
          "tanh",
          "softmax",
          "elu",
          "selu",
          "gelu",
          "silu",
          "swish",
          "softplus",
          "softsign",
          "leaky_relu",
          "mish",
          "hard_sigmoid",
          "log_softmax",
          "linear");

  /** Keras has a class of the same name. */
  private static final List<String> CLASSES =
      List.of("add", "multiply", "average", "maximum", "minimum", "subtract", "concatenate", "dot");

  /** They change each value alone and have no layer here. */
  private static final List<String> EACH_VALUE =
      List.of(
          "cast",
          "identity",
          "stop_gradient",
          "convert_to_tensor",
          "sqrt",
          "square",
          "abs",
          "exp",
          "log",
          "clip_by_value",
          "l2_normalize");

  private final Layers layers;
  private final Map<String, Callable> specials = new HashMap<>();

  Functions(Layers layers) {
    this.layers = layers;
    for (String name : List.of("concat", "concatenate")) {
      specials.put(
          name, (in, a) -> Merges.concatenated(tensors(in, a.get(0, "values")), axis(a, 1, -1)));
    }
    operator("add", "+");
    operator("multiply", "*");
    operator("subtract", "-");
    operator("matmul", "@");
    specials.put("reshape", Functions::reshaped);
    specials.put("transpose", (in, a) -> transposed(in, a));
    specials.put("permute_dimensions", (in, a) -> transposed(in, a));
    specials.put("expand_dims", (in, a) -> Layouts.unsqueezed(tensor(a), axis(a, 1, -1)));
    specials.put(
        "squeeze",
        (in, a) ->
            a.find(1, "axis").isPresent()
                ? Layouts.squeezed(tensor(a), axis(a, 1, -1))
                : Layouts.squeezed(tensor(a)));
    for (String name : List.of("reduce_mean", "mean", "reduce_sum", "sum")) {
      specials.put(name, (in, a) -> reduced(in, a, GlobalPool.Kind.AVERAGE));
    }
    for (String name : List.of("reduce_max", "max")) {
      specials.put(name, (in, a) -> reduced(in, a, GlobalPool.Kind.MAX));
    }
    specials.put("int_shape", (in, a) -> TensorMethods.shape(tensor(a)));
    specials.put("shape", (in, a) -> TensorMethods.shape(tensor(a)));
    specials.put("range", Functions::range);
    specials.put("arange", Functions::range);
    EACH_VALUE.forEach(name -> specials.put(name, (in, a) -> a.get(0, "x")));
  }

  private void operator(String name, String operator) {
    specials.put(name, (in, a) -> in.operators().binary(operator, a.get(0, "x"), a.get(1, "y")));
  }

  /** Returns a function of {@code keras.layers}: {@code concatenate([x, y])}. */
  Optional<Object> ofLayers(String name) {
    if (!CLASSES.contains(name)) {
      return Optional.empty();
    }
    String type = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    return layers
        .find(type)
        .map(
            made ->
                Builtin.function(
                    name,
                    (in, a) ->
                        in.call(
                            in.call(made, new CallArguments(List.of(), options(a))),
                            CallArguments.of(a.get(0, "inputs")))));
  }

  private static Map<String, Object> options(CallArguments arguments) {
    Map<String, Object> options = new HashMap<>(arguments.named());
    options.remove("inputs");
    if (arguments.positional().size() > 1) {
      options.put("axis", arguments.positional().get(1));
    }
    return options;
  }

  /** Returns an activation as a function: {@code tf.nn.relu}. */
  Optional<Object> activation(String name) {
    return ACTIVATIONS.contains(name)
        ? Optional.of(Builtin.function(name, (in, a) -> activated(in, name, a)))
        : Optional.empty();
  }

  private Object activated(Interpreter in, String name, CallArguments arguments) {
    Object type = layers.find("Activation").orElseThrow();
    Object layer = in.call(type, CallArguments.of(name));
    return in.call(layer, CallArguments.of(tensor(arguments)));
  }

  /** Returns a function of TensorFlow, or of Keras's backend or operations. */
  Optional<Object> find(String name) {
    return Optional.ofNullable(specials.get(name))
        .<Object>map(
            body ->
                Builtin.function(
                    name,
                    (in, a) ->
                        !a.positional().isEmpty()
                                && a.positional().get(0) instanceof Unknown unknown
                            ? unknown
                            : body.call(in, a)))
        .or(() -> activation(name));
  }

  private static TracedTensor tensor(CallArguments arguments) {
    Object value = arguments.get(0, "x");
    if (value instanceof TracedTensor tensor) {
      return tensor;
    } else if (value instanceof Unknown unknown) {
      throw unknown.needed();
    }
    throw new PythonException("a tensor is needed here");
  }

  private static List<TracedTensor> tensors(Interpreter in, Object values) {
    return in.operators().list(values).stream()
        .map(each -> tensor(CallArguments.of(each)))
        .toList();
  }

  private static long axis(CallArguments arguments, int index, long otherwise) {
    return Operators.whole(arguments.get(index, "axis", otherwise), "axis");
  }

  /** The first extent is the batch. */
  private static Object reshaped(Interpreter in, CallArguments arguments) {
    TracedTensor tensor = tensor(arguments);
    List<Long> extents = new ArrayList<>();
    for (Object extent : in.iterate(arguments.get(1, "shape"))) {
      boolean batch =
          extents.isEmpty()
              && (extent == Singleton.NONE || extent.equals(-1L) || extent instanceof Unknown);
      extents.add(batch ? TracedTensor.BATCH : Operators.whole(extent, "shape"));
    }
    return Layouts.reshaped(tensor, extents);
  }

  private static Object transposed(Interpreter in, CallArguments arguments) {
    TracedTensor tensor = tensor(arguments);
    Object order =
        arguments.find(1, "perm").or(() -> arguments.find(1, "axes")).orElse(Singleton.NONE);
    List<Integer> axes = new ArrayList<>();
    if (order == Singleton.NONE) {
      for (int i = tensor.rank() - 1; i >= 0; i--) {
        axes.add(i);
      }
    } else {
      in.iterate(order).forEach(axis -> axes.add(tensor.axis(Operators.whole(axis, "perm"))));
    }
    return Layouts.permuted(tensor, axes);
  }

  private static Object reduced(Interpreter in, CallArguments arguments, GlobalPool.Kind kind) {
    TracedTensor tensor = tensor(arguments);
    Object axis = arguments.get(1, "axis", Singleton.NONE);
    if (axis == Singleton.NONE) {
      return TracedTensor.constant(List.of(), null, tensor.methods());
    }
    List<Integer> axes = new ArrayList<>();
    if (axis instanceof TupleValue || axis instanceof List<?>) {
      in.iterate(axis).forEach(each -> axes.add(tensor.axis(Operators.whole(each, "axis"))));
    } else {
      axes.add(tensor.axis(Operators.whole(axis, "axis")));
    }
    return Reductions.pooled(
        tensor, kind, axes, in.operators().truth(arguments.get(2, "keepdims", false)));
  }

  private static Object range(Interpreter in, CallArguments arguments) {
    Object last =
        arguments
            .find(Integer.MAX_VALUE, "limit")
            .or(() -> arguments.find(Integer.MAX_VALUE, "stop"))
            .orElseGet(
                () -> arguments.positional().get(Math.min(1, arguments.positional().size() - 1)));
    return last instanceof Long length
        ? TracedTensor.constant(List.of(length), null, new TensorMethods())
        : new Unknown("tf.range()", true);
  }
}
