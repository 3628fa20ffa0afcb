package io.github.layerbook.exchange.tracing;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Arrangement;
import io.github.layerbook.exchange.Arrangement.Operand;
import io.github.layerbook.exchange.Arrangement.Result;
import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.DialectException;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.Invocation;
import io.github.layerbook.exchange.Placement;
import io.github.layerbook.exchange.Reading;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.attention.Attention;
import io.github.layerbook.layer.normalization.BatchNormalization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Classes and functions of a dialect applied to tensors. */
public final class Applications {
  private Applications() {}

  /**
   * Applies a class or function to tensors.
   *
   * @param path the layer's name with its blocks
   * @param weightsOf whose weights it uses; null for none of its own
   * @return its outputs in the framework's order
   */
  public static List<TracedTensor> apply(
      Entry entry,
      Arguments arguments,
      Arguments options,
      List<TracedTensor> inputs,
      String path,
      @Nullable Object weightsOf) {
    Graph graph =
        inputs.stream()
            .filter(TracedTensor::isTraced)
            .findFirst()
            .map(TracedTensor::graph)
            .orElse(null);
    if (graph == null) {
      return constants(entry, arguments, options, inputs);
    }
    List<TracedTensor> traced = traced(inputs, graph, entry);
    TracedTensor first = traced.get(0);
    Reading reading = reading(entry, arguments, options, traced);
    Arrangement arrangement = reading.arrangement();
    if (arrangement.anyOrder() && traced.size() == 1) {
      Made made = added(first, reading, List.of(first.made()), path, weightsOf).get(0);
      return List.of(first.with(first.extents(), first.placement(), made));
    } else if (isLonger(first, arrangement)) {
      return reading.layer() instanceof BatchNormalization
          ? alongPositions(entry, arguments, first, path, weightsOf)
          : List.of(longer(first, reading, path, weightsOf));
    } else if (LongBatch.is(first)) {
      Arguments behind = behind(entry, arguments);
      return LongBatch.within(
          traced, apart -> apply(entry, behind, options, apart, path, weightsOf));
    }
    List<Made> operands = new ArrayList<>();
    for (Operand operand : arrangement.operands()) {
      operands.add(Layouts.placed(traced.get(operand.input()), operand.placement()));
    }
    operands = reading.layer() instanceof Attention ? once(operands) : operands;
    List<Made> outputs = added(first, reading, operands, path, weightsOf);
    List<TracedTensor> results = new ArrayList<>();
    for (Result result : arrangement.results().of(outputs.stream().map(Made::shape).toList())) {
      Made made = outputs.get(result.output());
      results.add(
          first.with(
              result.placement().extents(made.shape(), arrangement.batch()),
              result.placement(),
              made));
    }
    return results;
  }

  /** What a layer makes of what does not depend on the input does not either. */
  private static List<TracedTensor> constants(
      Entry entry, Arguments arguments, Arguments options, List<TracedTensor> inputs) {
    TracedTensor first = inputs.get(0);
    try {
      Reading reading =
          entry.read(arguments, options, inputs.stream().map(TracedTensor::extents).toList());
      Arrangement arrangement = reading.arrangement();
      List<Shape> shapes = arrangement.operands().stream().map(Operand::shape).toList();
      List<Shape> outputs = reading.layer().on(shapes).outputs();
      return arrangement.extents(outputs).stream()
          .map(extents -> TracedTensor.constant(extents, first.weight(), first.methods()))
          .toList();
    } catch (IllegalArgumentException | ArithmeticException e) {
      return List.of(first); // as much as is known of a shape that nobody may need
    }
  }

  /** The inputs that a layer reads: learned values are some of a module, others of none. */
  private static List<TracedTensor> traced(List<TracedTensor> inputs, Graph graph, Entry entry) {
    List<TracedTensor> traced = new ArrayList<>();
    for (TracedTensor input : inputs) {
      TracedTensor.Weight weight = input.weight();
      if (input.isTraced()) {
        traced.add(input);
      } else if (weight != null && !entry.isFunction() && input.rank() > 1) {
        traced.add(Merges.source(input, weight, graph));
      }
    }
    return traced;
  }

  /** Applies a class or function to one tensor, and returns its first output. */
  public static TracedTensor one(
      Entry entry, Arguments arguments, TracedTensor tensor, String path, @Nullable Object of) {
    return apply(entry, arguments, Arguments.NONE, List.of(tensor), path, of).get(0);
  }

  /** Attention of a tensor to itself has one input, and of one to another two. */
  private static List<Made> once(List<Made> operands) {
    int last = operands.size() - 1;
    return last > 0 && operands.get(last).equals(operands.get(last - 1))
        ? once(operands.subList(0, last))
        : operands;
  }

  /**
   * Applies classes one after the other, which together are one of the framework's.
   *
   * @param path the layer's name with its blocks; those behind the first have theirs added
   * @param weightsOf whose weights they use; null for none of their own
   */
  public static List<TracedTensor> chained(
      Dialect dialect,
      List<Invocation> chain,
      List<TracedTensor> inputs,
      String path,
      @Nullable Object weightsOf) {
    List<TracedTensor> tensors = inputs;
    for (int i = 0; i < chain.size(); i++) {
      Invocation each = chain.get(i);
      tensors =
          apply(
              dialect.require(each.name()),
              each.arguments(),
              each.options(),
              tensors,
              i == 0 ? path : path + "_" + each.name().toLowerCase(Locale.ROOT),
              i == 0 || weightsOf == null ? weightsOf : List.of(weightsOf, i));
    }
    return tensors;
  }

  private static Reading reading(
      Entry entry, Arguments arguments, Arguments options, List<TracedTensor> inputs) {
    try {
      return entry.read(arguments, options, inputs.stream().map(TracedTensor::extents).toList());
    } catch (DialectException e) {
      throw new PythonException(e.message(TracedTensor::text));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new PythonException(String.valueOf(e.getMessage()));
    }
  }

  private static List<Made> added(
      TracedTensor tensor,
      Reading reading,
      List<Made> inputs,
      String path,
      @Nullable Object weightsOf) {
    Graph graph = tensor.graph();
    List<Made> outputs = graph.add(path, reading.layer(), inputs, weightsOf);
    Layer next = reading.next().orElse(null);
    return next == null
        ? outputs
        : graph.add(path + "_activation", next, outputs.subList(0, 1), null);
  }

  /** The channels of {@code [N*T, C]} are those of {@code [N, C, T]}. */
  private static List<TracedTensor> alongPositions(
      Entry entry,
      Arguments arguments,
      TracedTensor tensor,
      String path,
      @Nullable Object weightsOf) {
    return LongBatch.within(
        List.of(tensor),
        apart -> {
          TracedTensor turned = Layouts.permuted(apart.get(0), List.of(0, 2, 1));
          return List.of(
              Layouts.permuted(one(entry, arguments, turned, path, weightsOf), List.of(0, 2, 1)));
        });
  }

  /** Arguments of a tensor that has one axis more at its front: axes count from there. */
  private static Arguments behind(Entry entry, Arguments arguments) {
    List<@Nullable Object> positional = new ArrayList<>(arguments.positional());
    for (int i = 0; i < positional.size() && i < entry.arguments().size(); i++) {
      positional.set(i, behind(entry.arguments().get(i).name(), positional.get(i)));
    }
    Map<String, @Nullable Object> named = new LinkedHashMap<>(arguments.named());
    named.replaceAll(Applications::behind);
    return new Arguments(positional, named);
  }

  private static @Nullable Object behind(String name, @Nullable Object value) {
    boolean axis = Set.of("dim", "axis").contains(name);
    return axis && value instanceof Long place && place > 0 ? Long.valueOf(place + 1) : value;
  }

  /** Whether a layer of vectors meets a batch that has taken positions in: {@code [N*T, C]}. */
  private static boolean isLonger(TracedTensor tensor, Arrangement arrangement) {
    return tensor.placement().axes().contains(0)
        && tensor.batchAxis() == 0
        && tensor.rank() == 2
        && arrangement.operands().size() == 1
        && arrangement.operands().get(0).placement().axes().equals(List.of(1));
  }

  private static TracedTensor longer(
      TracedTensor tensor, Reading reading, String path, @Nullable Object weightsOf) {
    Placement vectors = new Placement(List.of(1, 0));
    Made made =
        added(tensor, reading, List.of(Layouts.placed(tensor, vectors)), path, weightsOf).get(0);
    long features = made.shape().channels().size().value();
    return tensor.with(List.of(tensor.extents().get(0), features), vectors, made);
  }
}
