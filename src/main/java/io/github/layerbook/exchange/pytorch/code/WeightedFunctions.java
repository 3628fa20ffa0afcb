package io.github.layerbook.exchange.pytorch.code;

import static io.github.layerbook.exchange.tracing.TensorCall.tensor;

import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.Singleton;
import io.github.layerbook.exchange.python.value.CallArguments;
import io.github.layerbook.exchange.python.value.Members;
import io.github.layerbook.exchange.python.value.Operators;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.python.value.TupleValue;
import io.github.layerbook.exchange.tracing.Applications;
import io.github.layerbook.exchange.tracing.Graph;
import io.github.layerbook.exchange.tracing.MatrixProducts;
import io.github.layerbook.exchange.tracing.TensorCall;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.exchange.tracing.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions whose weights are given to them. */
record WeightedFunctions(Functions functions) {
  /** Functions whose weights are given to them. */
  void add(Members specials) {
    specials
        .known("scaled_dot_product_attention", this::attention)
        .known("einsum", Patterns::einsum)
        .known("layer_norm", this::layerNorm)
        .known("linear", this::linear)
        .known("conv1d", (in, a) -> convolution("Conv1d", a))
        .known("conv2d", (in, a) -> convolution("Conv2d", a))
        .known("conv3d", (in, a) -> convolution("Conv3d", a));
  }

  private Object attention(Python in, CallArguments arguments) {
    TracedTensor query = tensor(arguments.get(0, "query"));
    TensorCall key = new TensorCall(in, CallArguments.of(arguments.get(1, "key")));
    TracedTensor scores = MatrixProducts.of(query, Rearrangements.swapped(key, -1, -2));
    Object weights =
        in.call(
            functions.find("softmax").orElseThrow(),
            new CallArguments(List.of(scores), Map.of("dim", -1L)));
    return MatrixProducts.of((TracedTensor) weights, tensor(arguments.get(2, "value")));
  }

  private Object layerNorm(Python in, CallArguments arguments) {
    Object weight = arguments.get(2, "weight", Singleton.NONE);
    Object bias = arguments.get(3, "bias", Singleton.NONE);
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("elementwise_affine", weight instanceof TracedTensor);
    options.put("bias", bias instanceof TracedTensor);
    return applied(
        "LayerNorm",
        new CallArguments(List.of(arguments.get(1, "normalized_shape")), options),
        tensor(arguments.get(0, "input")),
        weight,
        bias,
        "layer_norm");
  }

  private Object linear(Python in, CallArguments arguments) {
    TracedTensor weight = tensor(arguments.get(1, "weight"));
    if (weight.rank() != 2) {
      throw new PythonException("the weight of a linear layer has two dimensions");
    }
    Object bias = arguments.get(2, "bias", Singleton.NONE);
    return applied(
        "Linear",
        CallArguments.of(
            weight.extents().get(1), weight.extents().get(0), bias instanceof TracedTensor),
        tensor(arguments.get(0, "input")),
        weight,
        bias,
        "linear");
  }

  private Object convolution(String name, CallArguments arguments) {
    TracedTensor weight = tensor(arguments.get(1, "weight"));
    if (weight.rank() < 3) {
      throw new PythonException("the weight of a convolution has three dimensions or more");
    }
    Object groups = arguments.get(6, "groups", 1L);
    long in = Math.multiplyExact(weight.extents().get(1), Operators.whole(groups, "groups"));
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("stride", arguments.get(3, "stride", 1L));
    options.put("padding", arguments.get(4, "padding", 0L));
    options.put("dilation", arguments.get(5, "dilation", 1L));
    options.put("groups", groups);
    Object bias = arguments.get(2, "bias", Singleton.NONE);
    options.put("bias", bias instanceof TracedTensor);
    List<Object> sizes =
        List.of(
            in, weight.extents().get(0), TupleValue.of(weight.extents().subList(2, weight.rank())));
    return applied(
        name,
        new CallArguments(sizes, options),
        tensor(arguments.get(0, "input")),
        weight,
        bias,
        "conv");
  }

  private Object applied(
      String type,
      CallArguments arguments,
      TracedTensor input,
      Object weight,
      Object bias,
      String name) {
    Entry entry = functions.dialect.require(type);
    if (!input.isTraced()) {
      return input;
    }
    TracedTensor.@Nullable Weight owner =
        weight instanceof TracedTensor tensor ? tensor.weight() : null;
    if (bias instanceof TracedTensor tensor && tensor.weight() != null) {
      input.graph().use(tensor.weight().owner());
    }
    return Applications.one(
        entry,
        Values.plain(arguments),
        input,
        Graph.joined(input.graph().block(), name),
        owner == null ? null : owner.owner());
  }
}
