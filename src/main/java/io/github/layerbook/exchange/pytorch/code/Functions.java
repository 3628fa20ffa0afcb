package io.github.layerbook.exchange.pytorch.code;

import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.python.Builtin;
import io.github.layerbook.exchange.python.CallArguments;
import io.github.layerbook.exchange.python.Callable;
import io.github.layerbook.exchange.python.Interpreter;
import io.github.layerbook.exchange.python.Operators;
import io.github.layerbook.exchange.python.TupleValue;
import io.github.layerbook.exchange.python.Unknown;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.Singleton;
import io.github.layerbook.exchange.tracing.Applications;
import io.github.layerbook.exchange.tracing.Graph;
import io.github.layerbook.exchange.tracing.Layouts;
import io.github.layerbook.exchange.tracing.Merges;
import io.github.layerbook.exchange.tracing.Reductions;
import io.github.layerbook.exchange.tracing.Slices;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.exchange.tracing.Trial;
import io.github.layerbook.exchange.tracing.Values;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.pooling.GlobalPool;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** PyTorch's functions of tensors: those of the dialect's table, and those that only rearrange. */
final class Functions {
  /** They change each value alone and have no layer here. */
  private static final List<String> EACH_VALUE =
      List.of(
          "contiguous",
          "clone",
          "detach",
          "sqrt",
          "rsqrt",
          "abs",
          "pow",
          "square",
          "log",
          "neg",
          "clamp",
          "clamp_",
          "clip",
          "sin",
          "cos",
          "float",
          "half",
          "double",
          "long",
          "int",
          "to",
          "cuda",
          "cpu",
          "type",
          "type_as",
          "requires_grad_",
          "masked_fill",
          "masked_fill_",
          "zero_",
          "fill_",
          "normal_",
          "uniform_",
          "tril",
          "triu",
          "round",
          "floor",
          "ceil",
          "sign",
          "nan_to_num",
          "bfloat16",
          "bool",
          "retain_grad",
          "expand_as",
          "view_as",
          "reciprocal",
          "cumsum",
          "roll",
          "flip");

  private final Dialect dialect;
  private final Map<String, Callable> specials = new HashMap<>();

  Functions(Dialect dialect) {
    this.dialect = dialect;
    EACH_VALUE.forEach(name -> specials.put(name, (in, a) -> a.get(0, "input")));
    shapes();
    merges();
    reductions();
    layers();
  }

  /** Returns a function of a name. */
  Optional<Object> find(String name) {
    Callable special = specials.get(name);
    if (special != null) {
      return Optional.of(Builtin.function(name, (in, a) -> known(a, special, in)));
    }
    return dialect
        .find(name)
        .filter(Entry::isFunction)
        .map(entry -> Builtin.function(name, (in, a) -> applied(in, entry, name, a)));
  }

  /** What is done to an unknown value is unknown. */
  private static Object known(CallArguments arguments, Callable body, Interpreter in) {
    return !arguments.positional().isEmpty()
            && arguments.positional().get(0) instanceof Unknown unknown
        ? unknown
        : body.call(in, arguments);
  }

  private static Object applied(Interpreter in, Entry entry, String name, CallArguments arguments) {
    List<TracedTensor> inputs = new ArrayList<>();
    Map<String, Object> named = new LinkedHashMap<>(arguments.named());
    int next = 0;
    for (String operand : entry.operands()) {
      Object value =
          next < arguments.positional().size()
              ? arguments.positional().get(next++)
              : named.remove(operand.replace("*", ""));
      if (value instanceof TracedTensor tensor) {
        inputs.add(tensor);
      } else if (value instanceof List<?> || value instanceof TupleValue) {
        in.iterate(value).forEach(each -> inputs.add(tensor(each)));
      } else if (value instanceof Unknown unknown) {
        return unknown;
      } else if (value != null && value != Singleton.NONE) {
        throw new PythonException("%s is called without a tensor".formatted(name));
      }
    }
    if (inputs.isEmpty()) {
      throw new PythonException("%s is called without a tensor".formatted(name));
    } else if (inputs.stream().noneMatch(TracedTensor::isTraced)) {
      return example(
          inputs, entry, new CallArguments(arguments.from(next).positional(), named), name);
    }
    Graph graph = inputs.stream().filter(TracedTensor::isTraced).findFirst().orElseThrow().graph();
    List<TracedTensor> outputs =
        Applications.apply(
            entry,
            Values.plain(new CallArguments(arguments.from(next).positional(), named)),
            io.github.layerbook.exchange.Arguments.NONE,
            inputs,
            Graph.joined(graph.block(), plainName(name)),
            null);
    return outputs.size() == 1 ? outputs.get(0) : TupleValue.of(outputs);
  }

  /** What a function makes of a tensor that code makes itself: the size is asked for. */
  private static TracedTensor example(
      List<TracedTensor> inputs, Entry entry, CallArguments options, String name) {
    TracedTensor first = inputs.get(0);
    try {
      return inputs.size() > 1 || first.weight() != null
          ? first
          : Trial.of(
                  first,
                  (graph, input) ->
                      Applications.apply(
                              entry,
                              Values.plain(options),
                              io.github.layerbook.exchange.Arguments.NONE,
                              List.of(input),
                              plainName(name),
                              null)
                          .get(0))
              .orElse(first);
    } catch (PythonException e) {
      return first;
    }
  }

  /** {@code relu_} is called like {@code relu}. */
  private static String plainName(String name) {
    return name.endsWith("_") ? name.substring(0, name.length() - 1) : name;
  }

  static TracedTensor tensor(Object value) {
    if (value instanceof TracedTensor tensor) {
      return tensor;
    } else if (value instanceof Unknown unknown) {
      throw unknown.needed();
    }
    throw new PythonException("a tensor is needed here");
  }

  private static TracedTensor tensor(CallArguments arguments) {
    return tensor(arguments.get(0, "input"));
  }

  /** Whole numbers from a place on: {@code view(1, 2)} and {@code view((1, 2))} alike. */
  private static List<Long> numbers(
      Interpreter in, CallArguments arguments, int from, String name) {
    List<Object> values = arguments.from(from).positional();
    if (values.isEmpty()) {
      values = List.of(arguments.get(from, name));
    }
    if (values.size() == 1
        && (values.get(0) instanceof TupleValue || values.get(0) instanceof List<?>)) {
      values = in.operators().list(values.get(0));
    }
    return values.stream().map(value -> Operators.whole(value, name)).toList();
  }

  private static long number(CallArguments arguments, int index, String name, long otherwise) {
    return Operators.whole(arguments.get(index, name, otherwise), name);
  }

  private static long dimension(CallArguments arguments, int index, long otherwise) {
    Object value =
        arguments
            .find(index, "dim")
            .or(() -> arguments.find(Integer.MAX_VALUE, "axis"))
            .orElse(otherwise);
    return Operators.whole(value, "dim");
  }

  private void shapes() {
    specials.put("view", (in, a) -> viewed(in, a));
    specials.put("reshape", (in, a) -> viewed(in, a));
    specials.put(
        "flatten",
        (in, a) ->
            Layouts.flattened(
                tensor(a), number(a, 1, "start_dim", 0), number(a, 2, "end_dim", -1)));
    specials.put(
        "unflatten",
        (in, a) -> {
          TracedTensor tensor = tensor(a);
          int axis = tensor.axis(dimension(a, 1, 0));
          List<Long> extents = new ArrayList<>(tensor.extents());
          long whole = extents.remove(axis);
          List<Long> parts =
              new ArrayList<>(
                  in.operators().list(a.get(2, "sizes")).stream()
                      .map(v -> Operators.whole(v, "sizes"))
                      .toList());
          long stated = parts.stream().filter(n -> n != -1).reduce(1L, Math::multiplyExact);
          parts.replaceAll(n -> n == -1 && stated != 0 ? whole / stated : n);
          extents.addAll(axis, parts);
          return Layouts.reshaped(tensor, extents);
        });
    specials.put("permute", (in, a) -> permuted(tensor(a), numbers(in, a, 1, "dims")));
    specials.put(
        "transpose",
        (in, a) -> swapped(tensor(a), number(a, 1, "dim0", 0), number(a, 2, "dim1", 1)));
    specials.put("swapaxes", specials.get("transpose"));
    specials.put("t", (in, a) -> swapped(tensor(a), 0, 1));
    specials.put("unsqueeze", (in, a) -> Layouts.unsqueezed(tensor(a), dimension(a, 1, 0)));
    specials.put(
        "squeeze",
        (in, a) ->
            a.find(1, "dim").isPresent()
                ? Layouts.squeezed(tensor(a), dimension(a, 1, 0))
                : Layouts.squeezed(tensor(a)));
    specials.put("chunk", Functions::chunked);
    specials.put("split", Functions::split);
    specials.put(
        "unbind",
        (in, a) -> {
          TracedTensor tensor = tensor(a);
          int axis = tensor.axis(dimension(a, 1, 0));
          in.budget().elements(tensor.extents().get(axis));
          List<Object> parts = new ArrayList<>();
          for (long i = 0; i < tensor.extents().get(axis); i++) {
            parts.add(Slices.picked(tensor, axis, i));
          }
          return TupleValue.of(parts);
        });
    specials.put(
        "narrow",
        (in, a) ->
            Slices.part(
                tensor(a),
                tensor(a).axis(dimension(a, 1, 0)),
                number(a, 2, "start", 0),
                number(a, 3, "length", 1),
                1));
    specials.put(
        "select",
        (in, a) ->
            Slices.picked(tensor(a), tensor(a).axis(dimension(a, 1, 0)), number(a, 2, "index", 0)));
    specials.put("expand", Functions::expanded);
    specials.put("repeat", Functions::repeated);
    specials.put("tile", Functions::repeated);
  }

  /** A first extent that the text does not tell is the batch's. */
  private static Object viewed(Interpreter in, CallArguments arguments) {
    List<Object> sizes = new ArrayList<>(arguments.from(1).positional());
    if (sizes.size() > 1 && sizes.get(0) instanceof Unknown) {
      sizes.set(0, TracedTensor.BATCH);
    }
    CallArguments settled = new CallArguments(sizes, arguments.named()).after(tensor(arguments));
    return Layouts.reshaped(tensor(arguments), numbers(in, settled, 1, "shape"));
  }

  private static Object permuted(TracedTensor tensor, List<Long> dims) {
    return Layouts.permuted(tensor, dims.stream().map(tensor::axis).toList());
  }

  private static Object swapped(TracedTensor tensor, long first, long second) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < tensor.rank(); i++) {
      order.add(i);
    }
    java.util.Collections.swap(order, tensor.axis(first), tensor.axis(second));
    return Layouts.permuted(tensor, order);
  }

  private static Object chunked(Interpreter in, CallArguments arguments) {
    TracedTensor tensor = tensor(arguments);
    long parts = Math.max(1, number(arguments, 1, "chunks", 1));
    int axis = tensor.axis(dimension(arguments, 2, 0));
    long extent = tensor.extents().get(axis);
    return parts(in, tensor, axis, (extent + parts - 1) / parts);
  }

  private static Object split(Interpreter in, CallArguments arguments) {
    TracedTensor tensor = tensor(arguments);
    int axis = tensor.axis(dimension(arguments, 2, 0));
    Object sizes =
        arguments
            .find(1, "split_size_or_sections")
            .or(() -> arguments.find(1, "split_size"))
            .orElse(1L);
    if (sizes instanceof Long size) {
      return parts(in, tensor, axis, Math.max(1, size));
    }
    List<Long> counts = new ArrayList<>();
    in.iterate(sizes).forEach(size -> counts.add(Operators.whole(size, "a size")));
    long whole = counts.stream().mapToLong(Long::longValue).sum();
    if (whole != tensor.extents().get(axis)) {
      throw new PythonException(
          "parts of %d together do not make dimension %d of %s"
              .formatted(whole, axis, TracedTensor.text(tensor.extents())));
    }
    return TupleValue.of(Slices.parts(tensor, axis, counts));
  }

  private static Object parts(Interpreter in, TracedTensor tensor, int axis, long size) {
    long extent = tensor.extents().get(axis);
    in.budget().elements((extent + size - 1) / size);
    List<Long> sizes = new ArrayList<>();
    for (long start = 0; start < extent; start += size) {
      sizes.add(Math.min(size, extent - start));
    }
    return TupleValue.of(Slices.parts(tensor, axis, sizes));
  }

  /** Values that are repeated by a merge later on stay as they are. */
  private static Object expanded(Interpreter in, CallArguments arguments) {
    TracedTensor tensor = tensor(arguments);
    if (tensor.isTraced()) {
      return tensor;
    }
    List<Long> wanted = numbers(in, arguments, 1, "size");
    List<Long> extents = new ArrayList<>();
    int added = wanted.size() - tensor.rank();
    for (int i = 0; i < wanted.size(); i++) {
      extents.add(
          wanted.get(i) == -1 && i >= added ? tensor.extents().get(i - added) : wanted.get(i));
    }
    return tensor.viewed(extents, tensor.placement());
  }

  private static Object repeated(Interpreter in, CallArguments arguments) {
    List<Long> times = numbers(in, arguments, 1, "repeats");
    TracedTensor tensor = tensor(arguments);
    while (tensor.rank() < times.size()) {
      tensor = Layouts.unsqueezed(tensor, 0);
    }
    for (int axis = 0; axis < times.size(); axis++) {
      long number = times.get(axis);
      if (!tensor.isTraced()) {
        List<Long> extents = new ArrayList<>(tensor.extents());
        extents.set(axis, Math.multiplyExact(extents.get(axis), number));
        tensor = tensor.viewed(extents, tensor.placement());
      } else if (number > 1) {
        in.budget().elements(number);
        tensor = Merges.concatenated(java.util.Collections.nCopies((int) number, tensor), axis);
      }
    }
    return tensor;
  }

  private void merges() {
    for (String name : List.of("cat", "concat", "concatenate")) {
      specials.put(name, (in, a) -> Merges.concatenated(tensors(in, a), dimension(a, 1, 0)));
    }
    specials.put(
        "stack",
        (in, a) -> {
          List<TracedTensor> tensors = tensors(in, a);
          long axis = dimension(a, 1, 0);
          return Merges.concatenated(
              tensors.stream().map(tensor -> Layouts.unsqueezed(tensor, axis)).toList(), axis);
        });
    operator("add", "+");
    operator("sub", "-");
    operator("mul", "*");
    operator("multiply", "*");
    operator("div", "/");
    for (String name : List.of("matmul", "bmm", "mm")) {
      operator(name, "@");
    }
    specials.put(
        "maximum",
        (in, a) -> Merges.merged(Merge.Kind.MAXIMUM, tensor(a), tensor(a.get(1, "other")), false));
    specials.put(
        "minimum",
        (in, a) -> Merges.merged(Merge.Kind.MINIMUM, tensor(a), tensor(a.get(1, "other")), false));
  }

  private void operator(String name, String operator) {
    specials.put(
        name, (in, a) -> in.operators().binary(operator, a.get(0, "input"), a.get(1, "other")));
    specials.put(
        name + "_",
        (in, a) ->
            tensor(a)
                .operate(in, operator + "=", a.get(1, "other"), false)
                .orElseThrow(() -> new PythonException("a tensor is needed here")));
  }

  private static List<TracedTensor> tensors(Interpreter in, CallArguments arguments) {
    Object all = arguments.get(0, "tensors");
    return in.operators().list(all).stream().map(Functions::tensor).toList();
  }

  private void reductions() {
    specials.put("mean", (in, a) -> reduced(in, a, GlobalPool.Kind.AVERAGE));
    specials.put("sum", (in, a) -> reduced(in, a, GlobalPool.Kind.AVERAGE));
    specials.put("amax", (in, a) -> reduced(in, a, GlobalPool.Kind.MAX));
    specials.put("amin", (in, a) -> reduced(in, a, GlobalPool.Kind.MAX));
    specials.put("max", (in, a) -> extreme(in, a, Merge.Kind.MAXIMUM));
    specials.put("min", (in, a) -> extreme(in, a, Merge.Kind.MINIMUM));
    for (String name : List.of("var", "std", "norm")) {
      specials.put(name, Functions::spread);
    }
    specials.put("argmax", (in, a) -> constant(tensor(a), List.of()));
  }

  private static TracedTensor constant(TracedTensor tensor, List<Long> extents) {
    return TracedTensor.constant(extents, null, tensor.methods());
  }

  private static Object reduced(Interpreter in, CallArguments arguments, GlobalPool.Kind kind) {
    TracedTensor tensor = tensor(arguments);
    Object dims =
        arguments
            .find(1, "dim")
            .or(() -> arguments.find(Integer.MAX_VALUE, "axis"))
            .orElse(Singleton.NONE);
    boolean keep = in.operators().truth(arguments.get(2, "keepdim", false));
    if (dims == Singleton.NONE) {
      return constant(tensor, List.of());
    }
    List<Integer> axes = new ArrayList<>();
    if (dims instanceof Long dim) {
      axes.add(tensor.axis(dim));
    } else {
      in.iterate(dims).forEach(dim -> axes.add(tensor.axis(Operators.whole(dim, "dim"))));
    }
    return Reductions.pooled(tensor, kind, axes, keep);
  }

  /** A variance, deviation or length along dimensions; counted as a mean. */
  private static Object spread(Interpreter in, CallArguments arguments) {
    Map<String, Object> named = new LinkedHashMap<>(arguments.named());
    List<Object> positional = arguments.positional();
    Object dims = named.getOrDefault("dim", positional.size() > 1 ? positional.get(1) : -1L);
    boolean isOrder = positional.size() > 2 && positional.get(2) instanceof Long;
    Object keep = named.getOrDefault("keepdim", false);
    return reduced(
        in,
        new CallArguments(
            List.of(positional.get(0), isOrder ? positional.get(2) : dims, keep), Map.of()),
        GlobalPool.Kind.AVERAGE);
  }

  private static Object extreme(Interpreter in, CallArguments arguments, Merge.Kind kind) {
    Object second = arguments.get(1, "dim", Singleton.NONE);
    if (second instanceof TracedTensor other) {
      return Merges.merged(kind, tensor(arguments), other, false);
    }
    Object values = reduced(in, arguments, GlobalPool.Kind.MAX);
    return second == Singleton.NONE && !arguments.named().containsKey("dim")
        ? values
        : new TupleValue(
            List.of(values, constant((TracedTensor) values, ((TracedTensor) values).extents())),
            List.of("values", "indices"));
  }

  /** Functions whose weights are given to them. */
  private void layers() {
    specials.put(
        "scaled_dot_product_attention",
        (in, a) -> {
          TracedTensor query = tensor(a.get(0, "query"));
          TracedTensor key = tensor(a.get(1, "key"));
          TracedTensor scores = Merges.product(query, (TracedTensor) swapped(key, -1, -2));
          Object weights =
              in.call(
                  find("softmax").orElseThrow(),
                  new CallArguments(List.of(scores), Map.of("dim", -1L)));
          return Merges.product((TracedTensor) weights, tensor(a.get(2, "value")));
        });
    specials.put("einsum", Patterns::einsum);
    specials.put("layer_norm", this::layerNorm);
    specials.put("linear", this::linear);
    for (int axes = 1; axes <= 3; axes++) {
      String name = "Conv" + axes + "d";
      specials.put("conv" + axes + "d", (in, a) -> convolution(name, a));
    }
  }

  private Object layerNorm(Interpreter in, CallArguments arguments) {
    Object weight = arguments.get(2, "weight", Singleton.NONE);
    Object bias = arguments.get(3, "bias", Singleton.NONE);
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("elementwise_affine", weight instanceof TracedTensor);
    options.put("bias", bias instanceof TracedTensor);
    return applied(
        "LayerNorm",
        new CallArguments(List.of(arguments.get(1, "normalized_shape")), options),
        tensor(arguments),
        weight,
        bias,
        "layer_norm");
  }

  private Object linear(Interpreter in, CallArguments arguments) {
    TracedTensor weight = tensor(arguments.get(1, "weight"));
    if (weight.rank() != 2) {
      throw new PythonException("the weight of a linear layer has two dimensions");
    }
    Object bias = arguments.get(2, "bias", Singleton.NONE);
    return applied(
        "Linear",
        CallArguments.of(
            weight.extents().get(1), weight.extents().get(0), bias instanceof TracedTensor),
        tensor(arguments),
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
        name, new CallArguments(sizes, options), tensor(arguments), weight, bias, "conv");
  }

  private Object applied(
      String type,
      CallArguments arguments,
      TracedTensor input,
      Object weight,
      Object bias,
      String name) {
    Entry entry = dialect.require(type);
    if (!input.isTraced()) {
      return input;
    }
    TracedTensor.@Nullable Weight owner =
        weight instanceof TracedTensor tensor ? tensor.weight() : null;
    if (bias instanceof TracedTensor tensor && tensor.weight() != null) {
      input.graph().use(tensor.weight().owner());
    }
    return Applications.apply(
            entry,
            Values.plain(arguments),
            io.github.layerbook.exchange.Arguments.NONE,
            List.of(input),
            Graph.joined(input.graph().block(), name),
            owner == null ? null : owner.owner())
        .get(0);
  }
}
