package io.github.layerbook.exchange.source;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Arrangement;
import io.github.layerbook.exchange.Arrangement.Operand;
import io.github.layerbook.exchange.Arrangement.Result;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.Invocation;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Placement;
import io.github.layerbook.exchange.Reading;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A class or function on tensors, which may first have to be permuted: by what the dialect's table
 * says of where its axes stand.
 *
 * @param operands the tensors as they must be
 * @param invocation what is called on them
 * @param results what the framework returns, in its order
 * @param outputs which of the layer's outputs each of these is
 */
public record Arranged(
    List<Layout> operands, Invocation invocation, List<Layout> results, List<Integer> outputs) {
  private static final String DIMENSION = "dim";
  private static final String AXIS = "axis";

  /**
   * Arranges the inputs of a layer.
   *
   * @param inputs how they are held
   * @throws NotExpressibleException if the framework's class takes them in no order
   */
  static Arranged of(Said said, List<Layout> inputs) {
    List<UnaryOperator<Layout>> ways =
        List.of(
            UnaryOperator.identity(),
            layout -> layout.placed(Placement.channelsFirst(1, layout.shape().axes().size())),
            layout -> layout.placed(Placement.channelsLast(1, layout.shape().axes().size())));
    for (UnaryOperator<Layout> way : ways) {
      List<Layout> operands = inputs.stream().map(way).toList();
      for (Invocation invocation : alike(said, operands)) {
        Optional<Arranged> arranged = tried(said, invocation, operands);
        if (arranged.isPresent()) {
          return arranged.get();
        }
      }
    }
    throw new NotExpressibleException(
        "%s does not take the inputs of %s as they are",
        said.invocation().name(), said.node().path());
  }

  /** The same along each of the framework's axes, where it takes one. */
  private static List<Invocation> alike(Said said, List<Layout> operands) {
    Invocation invocation = said.invocation();
    List<Invocation> all = new ArrayList<>(List.of(invocation));
    for (String name : List.of(DIMENSION, AXIS)) {
      if (invocation.arguments().named().containsKey(name)) {
        for (long axis = operands.get(0).rank() - 1L; axis > 0; axis--) {
          Map<String, @Nullable Object> named = new LinkedHashMap<>(invocation.arguments().named());
          named.put(name, axis == operands.get(0).rank() - 1L ? -1L : axis);
          all.add(
              new Invocation(
                  invocation.name(),
                  new Arguments(invocation.arguments().positional(), named),
                  invocation.options()));
        }
      }
    }
    return all;
  }

  private static Optional<Arranged> tried(Said said, Invocation invocation, List<Layout> operands) {
    Entry entry = said.entry();
    Reading reading;
    Declaration declaration;
    try {
      List<List<Long>> extents = operands.stream().map(Layout::extents).toList();
      reading = entry.read(invocation.arguments(), invocation.options(), extents);
      declaration = reading.layer().on(said.inputs());
    } catch (IllegalArgumentException | ArithmeticException e) {
      return Optional.empty();
    }
    Arrangement arrangement = reading.arrangement();
    List<Shape> shapes = declaration.outputs().stream().map(Shape::evaluated).toList();
    if (!sizes(shapes).equals(sizes(said.outputs()))
        || parameters(declaration) != parameters(said.layer().on(said.inputs()))) {
      return Optional.empty();
    } else if (arrangement.anyOrder() && operands.size() == 1) {
      Layout only = operands.get(0);
      return Optional.of(new Arranged(operands, invocation, List.of(only), List.of(0)));
    }
    for (Operand operand : arrangement.operands()) {
      Layout layout = operands.get(operand.input());
      if (!operand.placement().equals(layout.at())
          || !sizes(List.of(operand.shape())).equals(sizes(List.of(layout.shape())))) {
        return Optional.empty();
      }
    }
    List<Layout> results = new ArrayList<>();
    List<Integer> outputs = new ArrayList<>();
    for (Result result : arrangement.results().of(shapes)) {
      Shape shape = shapes.get(result.output());
      results.add(
          new Layout(
              shape, result.placement().extents(shape, arrangement.batch()), result.placement()));
      outputs.add(result.output());
    }
    return Optional.of(new Arranged(operands, invocation, results, outputs));
  }

  private static List<List<Long>> sizes(List<Shape> shapes) {
    return shapes.stream()
        .map(shape -> shape.axes().stream().map(axis -> axis.size().value()).toList())
        .toList();
  }

  /** How many parameters there are: how they are held in tensors is each framework's own. */
  private static long parameters(Declaration declaration) {
    return declaration.tensors().stream()
        .filter(tensor -> tensor.kind() != Tensor.Kind.BUFFER)
        .mapToLong(tensor -> tensor.count().value())
        .sum();
  }
}
