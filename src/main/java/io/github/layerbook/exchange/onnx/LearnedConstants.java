package io.github.layerbook.exchange.onnx;

import io.github.layerbook.exchange.onnx.inference.Known;
import io.github.layerbook.exchange.onnx.model.Operation;
import io.github.layerbook.exchange.onnx.operator.Signature;
import io.github.layerbook.exchange.onnx.pattern.NodeNames;
import io.github.layerbook.exchange.tracing.Made;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.linear.Parameter;
import io.github.layerbook.layer.shape.Opaque;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What is computed of learned values alone: rows of a table at fixed places, biases that a small
 * network makes of distances. The values are parameters, and what is made of them is one row.
 */
final class LearnedConstants {
  /** What positions become; nobody learns it. */
  private static final Set<String> WAVES = Set.of("Sin", "Cos");

  /** What takes rows of a table. */
  private static final Set<String> TABLES = Set.of("Gather", "GatherND");

  private final Tracer tracer;
  private final Map<String, Operation> makers = new HashMap<>();

  LearnedConstants(Tracer tracer) {
    this.tracer = tracer;
  }

  /** Adds the parameters and what is made of them, whose output has the given sizes. */
  interface Source extends Function<List<Size>, Made> {}

  /** Notes an operation that does not depend on the network's input. */
  void add(Operation operation) {
    operation.outputs().forEach(output -> makers.put(output, operation));
  }

  /**
   * Returns what makes a value, if it is not one tensor of the file in another form.
   *
   * @param operator what it is combined by: tables without a module's name are learned only if
   *     their rows are added
   */
  Optional<Source> source(String name, String operator) {
    Operation maker = makers.get(name);
    Known known = tracer.known(name);
    boolean statistic = operator.equals("Sub") || operator.equals("Div");
    if (maker == null || statistic || tracer.isWhole(known) || tracer.isTable(known)) {
      return Optional.empty();
    }
    Set<String> weights = new LinkedHashSet<>();
    boolean tables = operator.equals("Add");
    return collect(name, weights, new HashSet<>(), tables) && !weights.isEmpty()
        ? Optional.of(sizes -> made(maker, weights, sizes))
        : Optional.empty();
  }

  /** Collects the learned values that a value is made of; false if it is made of waves. */
  private boolean collect(String name, Set<String> weights, Set<String> seen, boolean tables) {
    if (name.isEmpty() || !seen.add(name)) {
      return true;
    }
    Operation maker = makers.get(name);
    if (maker == null) {
      Known known = tracer.known(name);
      if (name.equals(known.weight()) && name.contains(".") && known.size() > 1) {
        weights.add(name);
      }
      return true;
    }
    String first = maker.input(0).orElse("");
    if (tables && TABLES.contains(maker.operator()) && !makers.containsKey(first)) {
      Known table = tracer.known(first);
      boolean learned = first.equals(table.weight()) && Tracer.isMatrix(table.extents());
      weights.addAll(learned ? Set.of(first) : Set.of());
    }
    return !WAVES.contains(maker.operator())
        && maker.inputs().stream().allMatch(input -> collect(input, weights, seen, tables));
  }

  /**
   * Adds the parameters that a layer's weights are computed of beside those that it has: gains of
   * standardised filters, lengths of normalised rows.
   */
  void addBeside(Operation operation) {
    Signature signature = Signature.of(operation.operator());
    for (int i = 0; i < operation.inputs().size(); i++) {
      String input = operation.inputs().get(i);
      if (!makers.containsKey(input) || !signature.weights().contains(signature.name(i))) {
        continue;
      }
      Set<String> weights = new LinkedHashSet<>();
      collect(input, weights, new HashSet<>(), false);
      Known own = tracer.known(input);
      weights.remove(
          weights.stream()
              .filter(weight -> tracer.known(weight).size() == own.size())
              .findFirst()
              .orElse(own.weight()));
      weights.removeIf(weight -> weight.contains("._") || tracer.uses().containsKey(weight));
      for (String weight : weights) {
        tracer.graph().keep(parameter(weight));
        tracer
            .graph()
            .note("what weights are computed of beside their own values is a row of its own");
      }
    }
  }

  private Made parameter(String weight) {
    String path = NodeNames.path(List.of(weight.split("[./]", -1)));
    String name = path.substring(path.lastIndexOf('.') + 1);
    List<Size> own = tracer.known(weight).extents().stream().map(Size::of).toList();
    tracer.uses().computeIfAbsent(weight, each -> new ArrayList<>()).add(path);
    Parameter layer = new Parameter(own, AxisOrder.CHW, name);
    return tracer.graph().add(path, layer, List.of(), weight).get(0);
  }

  private Made made(Operation maker, Set<String> weights, List<Size> sizes) {
    List<Made> parameters = weights.stream().map(this::parameter).toList();
    tracer.graph().note("what is made of learned values alone is a row of its own, without work");
    Opaque layer = new Opaque(sizes, AxisOrder.CHW, maker.operator(), Size.of(0));
    return tracer.graph().add(tracer.names().of(maker), layer, parameters, null).get(0);
  }
}
