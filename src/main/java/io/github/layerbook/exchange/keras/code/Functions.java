package io.github.layerbook.exchange.keras.code;

import static io.github.layerbook.exchange.tracing.TensorCall.function;

import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.python.syntax.Singleton;
import io.github.layerbook.exchange.python.value.Builtin;
import io.github.layerbook.exchange.python.value.CallArguments;
import io.github.layerbook.exchange.python.value.Members;
import io.github.layerbook.exchange.python.value.Operators;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.python.value.Unknown;
import io.github.layerbook.exchange.tracing.Layouts;
import io.github.layerbook.exchange.tracing.TensorCall;
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
      Dialect.names(
          "relu relu6 sigmoid tanh softmax elu selu gelu silu swish softplus softsign leaky_relu"
              + " mish hard_sigmoid log_softmax linear");

  /** Keras has a class of the same name. */
  private static final List<String> CLASSES =
      List.of("add", "multiply", "average", "maximum", "minimum", "subtract", "concatenate", "dot");

  /** They change each value alone and have no layer here. */
  private static final String EACH_VALUE =
      "cast identity stop_gradient convert_to_tensor sqrt square abs exp log clip_by_value"
          + " l2_normalize";

  private final Layers layers;
  private final Members specials = new Members();

  Functions(Layers layers) {
    this.layers = layers;
    operator("add", "+");
    operator("multiply", "*");
    operator("subtract", "-");
    operator("matmul", "@");
    specials
        .known("concat concatenate", function(call -> call.concatenated(-1)))
        .known("reshape", Functions::reshaped)
        .known("transpose permute_dimensions", function(Functions::transposed))
        .known(
            "expand_dims",
            function(call -> Layouts.unsqueezed(call.tensor(), call.dimension(1, -1))))
        .known("squeeze", function(TensorCall::squeezed))
        .known(
            "reduce_mean mean reduce_sum sum",
            function(call -> call.pooled(GlobalPool.Kind.AVERAGE)))
        .known("reduce_max max", function(call -> call.pooled(GlobalPool.Kind.MAX)))
        .known("int_shape shape", function(call -> TensorMethods.shape(call.tensor())))
        .known("range arange", Functions::range)
        .same(EACH_VALUE, "x");
  }

  private void operator(String name, String operator) {
    specials.known(name, (in, a) -> in.operators().binary(operator, a.get(0, "x"), a.get(1, "y")));
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
                            a.get(0, "inputs"))));
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

  private Object activated(Python in, String name, CallArguments arguments) {
    Object type = layers.find("Activation").orElseThrow();
    Object layer = in.call(type, name);
    return in.call(layer, TensorCall.tensor(arguments.get(0, "x")));
  }

  /** Returns a function of TensorFlow, or of Keras's backend or operations. */
  Optional<Object> find(String name) {
    return specials.find(name).or(() -> activation(name));
  }

  /** The first extent is the batch. */
  private static Object reshaped(Python in, CallArguments arguments) {
    TracedTensor tensor = TensorCall.tensor(arguments.get(0, "x"));
    List<Long> extents = new ArrayList<>();
    for (Object extent : in.iterate(arguments.get(1, "shape"))) {
      boolean batch =
          extents.isEmpty()
              && (extent == Singleton.NONE || extent.equals(-1L) || extent instanceof Unknown);
      extents.add(batch ? TracedTensor.BATCH : Operators.whole(extent, "shape"));
    }
    return Layouts.reshaped(tensor, extents);
  }

  private static Object transposed(TensorCall call) {
    CallArguments arguments = call.arguments();
    Object order = arguments.any(1, "perm", "axes");
    List<Long> axes = new ArrayList<>();
    if (order == Singleton.NONE) {
      for (long i = call.tensor().rank() - 1L; i >= 0; i--) {
        axes.add(i);
      }
    } else {
      call.in().iterate(order).forEach(axis -> axes.add(Operators.whole(axis, "perm")));
    }
    return call.permuted(axes);
  }

  private static Object range(Python in, CallArguments arguments) {
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
