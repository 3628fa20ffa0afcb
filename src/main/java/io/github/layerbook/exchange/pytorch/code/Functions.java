package io.github.layerbook.exchange.pytorch.code;

import static io.github.layerbook.exchange.tracing.TensorCall.function;
import static io.github.layerbook.exchange.tracing.TensorCall.tensor;

import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.DialectException;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.Singleton;
import io.github.layerbook.exchange.python.value.Builtin;
import io.github.layerbook.exchange.python.value.CallArguments;
import io.github.layerbook.exchange.python.value.Members;
import io.github.layerbook.exchange.python.value.Operators;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.python.value.TupleValue;
import io.github.layerbook.exchange.python.value.Unknown;
import io.github.layerbook.exchange.tracing.Applications;
import io.github.layerbook.exchange.tracing.Graph;
import io.github.layerbook.exchange.tracing.Layouts;
import io.github.layerbook.exchange.tracing.Merges;
import io.github.layerbook.exchange.tracing.TensorCall;
import io.github.layerbook.exchange.tracing.TracedTensor;
import io.github.layerbook.exchange.tracing.Trial;
import io.github.layerbook.exchange.tracing.Values;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.pooling.GlobalPool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** PyTorch's functions of tensors: those of the dialect's table, and those that only rearrange. */
final class Functions {
  /** They change each value alone and have no layer here. */
  private static final String EACH_VALUE =
      """
      contiguous clone detach sqrt rsqrt abs pow square log neg clamp clamp_ clip sin cos
      float half double long int to cuda cpu type type_as requires_grad_ masked_fill
      masked_fill_ zero_ fill_ normal_ uniform_ tril triu round floor ceil sign nan_to_num
      bfloat16 bool retain_grad expand_as view_as reciprocal cumsum roll flip
      """;

  final Dialect dialect;
  private final Members specials = new Members();

  Functions(Dialect dialect) {
    this.dialect = dialect;
    specials.same(EACH_VALUE, "input");
    Rearrangements.add(specials);
    merges();
    reductions();
    new WeightedFunctions(this).add(specials);
  }

  /** Returns a function of a name. */
  Optional<Object> find(String name) {
    return specials
        .find(name)
        .or(() -> dialect.find(name).filter(Entry::isFunction).map(entry -> applied(name, entry)));
  }

  private static Object applied(String name, Entry entry) {
    return Builtin.function(
        name, (in, a) -> Unknown.first(a).orElseGet(() -> applied(in, entry, name, a)));
  }

  private static Object applied(Python in, Entry entry, String name, CallArguments arguments) {
    List<TracedTensor> inputs = new ArrayList<>();
    Map<String, Object> named = new LinkedHashMap<>(arguments.named());
    int next = 0;
    for (String operand : entry.operands()) {
      @Nullable Object value =
          next < arguments.positional().size()
              ? arguments.positional().get(next++)
              : named.remove(operand.replace("*", ""));
      if (value instanceof TracedTensor tensor) {
        inputs.add(tensor);
      } else if (value instanceof Unknown unknown) {
        return unknown;
      } else if (value != null && Operators.isSequence(value)) {
        in.iterate(value).forEach(each -> inputs.add(TensorCall.tensor(each)));
      } else if (value != null && value != Singleton.NONE) {
        throw new PythonException("%s is called without a tensor", name);
      }
    }
    if (inputs.isEmpty()) {
      throw new PythonException("%s is called without a tensor", name);
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
    TracedTensor.Weight weight = first.weight();
    try {
      if (weight != null
          && inputs.size() == 1
          && entry.layer(Values.plain(options)) instanceof Activation layer) {
        return TracedTensor.constant(first.extents(), weight.changed(layer), first.methods());
      }
      return inputs.size() > 1 || weight != null
          ? first
          : Trial.of(
                  first,
                  (graph, input) ->
                      Applications.one(entry, Values.plain(options), input, plainName(name), null))
              .orElse(first);
    } catch (PythonException | DialectException e) {
      return first;
    }
  }

  /** {@code relu_} is called like {@code relu}. */
  private static String plainName(String name) {
    return name.endsWith("_") ? name.substring(0, name.length() - 1) : name;
  }

  private void merges() {
    specials
        .known("cat concat concatenate", function(call -> call.concatenated(0)))
        .known("stack", function(Functions::stacked))
        .known("maximum", function(call -> merged(call, Merge.Kind.MAXIMUM)))
        .known("minimum", function(call -> merged(call, Merge.Kind.MINIMUM)));
    operator("add", "+");
    operator("sub", "-");
    operator("mul", "*");
    operator("multiply", "*");
    operator("div", "/");
    operator("matmul", "@");
    operator("bmm", "@");
    operator("mm", "@");
  }

  private static Object merged(TensorCall call, Merge.Kind kind) {
    TracedTensor other = TensorCall.tensor(call.arguments().get(1, "other"));
    return Merges.merged(kind, call.tensor(), other, false);
  }

  private static Object stacked(TensorCall call) {
    long axis = call.dimension(1, 0);
    return Merges.concatenated(
        call.tensors().stream().map(tensor -> Layouts.unsqueezed(tensor, axis)).toList(), axis);
  }

  private void operator(String name, String operator) {
    specials
        .known(
            name, (in, a) -> in.operators().binary(operator, a.get(0, "input"), a.get(1, "other")))
        .known(
            name + "_",
            (in, a) ->
                tensor(a.get(0, "input"))
                    .operate(in, operator + "=", a.get(1, "other"), false)
                    .orElseThrow(() -> new PythonException("a tensor is needed here")));
  }

  private void reductions() {
    specials
        .known("mean sum", function(call -> call.pooled(GlobalPool.Kind.AVERAGE)))
        .known("amax amin", function(call -> call.pooled(GlobalPool.Kind.MAX)))
        .known("max", function(call -> extreme(call, Merge.Kind.MAXIMUM)))
        .known("min", function(call -> extreme(call, Merge.Kind.MINIMUM)))
        .known("var std norm", Functions::spread)
        .known("argmax", function(call -> constant(call.tensor(), List.of())));
  }

  private static TracedTensor constant(TracedTensor tensor, List<Long> extents) {
    return TracedTensor.constant(extents, null, tensor.methods());
  }

  /** A variance, deviation or length along dimensions; counted as a mean. */
  private static Object spread(Python in, CallArguments arguments) {
    Map<String, Object> named = arguments.named();
    List<Object> positional = arguments.positional();
    // `norm` has its order before the dimensions.
    int last = positional.size() - 1;
    int at = last > 1 && !(positional.get(2) instanceof Boolean) ? 2 : 1;
    Object dims = named.getOrDefault("dim", last >= at ? positional.get(at) : -1L);
    Object keep = named.getOrDefault("keepdim", at == 2 && last > 2 ? positional.get(3) : false);
    return new TensorCall(in, CallArguments.of(positional.get(0), dims, keep))
        .pooled(GlobalPool.Kind.AVERAGE);
  }

  private static Object extreme(TensorCall call, Merge.Kind kind) {
    Object second = call.arguments().get(1, "dim", Singleton.NONE);
    if (second instanceof TracedTensor other) {
      return Merges.merged(kind, call.tensor(), other, false);
    }
    TracedTensor values = call.pooled(GlobalPool.Kind.MAX);
    return second == Singleton.NONE && !call.arguments().named().containsKey("dim")
        ? values
        : new TupleValue(
            List.of(values, constant(values, values.extents())), List.of("values", "indices"));
  }
}
