package io.github.layerbook.exchange;

import io.github.layerbook.layer.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * How a framework's tensors are a layer's inputs and outputs.
 *
 * @param operands the layer's inputs, in its order
 * @param batch the extents of the axes of the batch
 * @param results the framework's outputs
 * @param anyOrder whether the layer does the same to each value, wherever the channels stand
 */
public record Arrangement(
    List<Operand> operands, List<Long> batch, Results results, boolean anyOrder) {
  /** Copies the lists. */
  public Arrangement {
    operands = List.copyOf(operands);
    batch = List.copyOf(batch);
  }

  /**
   * One input of a layer.
   *
   * @param input which of the framework's inputs it is, from 0
   * @param shape its shape, without the batch
   * @param placement at which of the framework's axes the shape's stand
   */
  public record Operand(int input, Shape shape, Placement placement) {}

  /**
   * One output as the framework returns it.
   *
   * @param output which of the layer's outputs it is, from 0
   * @param placement at which of the framework's axes ours stand
   */
  public record Result(int output, Placement placement) {}

  /** Which of a layer's outputs are the framework's, and how they stand. */
  @FunctionalInterface
  public interface Results {
    /** Returns the framework's outputs in order. */
    List<Result> of(List<Shape> outputs);

    /** Makes the layer's outputs in order, each placed by its rank. */
    static Results placed(IntFunction<Placement> placements) {
      return outputs -> {
        List<Result> results = new ArrayList<>();
        for (Shape output : outputs) {
          results.add(new Result(results.size(), placements.apply(output.axes().size())));
        }
        return results;
      };
    }
  }

  /**
   * Makes the arrangement of inputs that are all placed by their number of axes, as the outputs.
   */
  public static Arrangement placed(
      List<List<Long>> inputs, int leading, IntFunction<Placement> placements) {
    List<Operand> operands = new ArrayList<>();
    for (List<Long> extents : inputs) {
      Placement placement = placements.apply(extents.size() - leading);
      operands.add(new Operand(operands.size(), placement.shape(extents), placement));
    }
    List<Long> batch =
        inputs.isEmpty() ? List.of() : operands.get(0).placement().batch(inputs.get(0));
    return new Arrangement(operands, batch, Results.placed(placements), false);
  }

  /** Makes the arrangement of channels first after the axes of the batch. */
  public static Arrangement channelsFirst(List<List<Long>> inputs, int leading) {
    return placed(inputs, leading, rank -> Placement.channelsFirst(leading, rank));
  }

  /** Makes the arrangement of channels last after the axes of the batch. */
  public static Arrangement channelsLast(List<List<Long>> inputs, int leading) {
    return placed(inputs, leading, rank -> Placement.channelsLast(leading, rank));
  }

  /**
   * Makes the arrangement of inputs one of whose axes is our channels, the others positions.
   *
   * @param leading how many axes of the batch there are, none of which it is
   * @param axis the axis among all of the framework's, from 0
   */
  public static Arrangement along(List<List<Long>> inputs, int leading, int axis) {
    return placed(
        inputs,
        leading,
        rank -> {
          List<Integer> order = new ArrayList<>(Placement.channelsFirst(leading, rank).axes());
          if (order.remove(Integer.valueOf(axis))) {
            order.add(axis);
          }
          return Placement.last(order);
        });
  }

  /** Returns this with other operands. */
  public Arrangement operands(List<Operand> changed) {
    return new Arrangement(changed, batch, results, anyOrder);
  }

  /** Returns this with other results. */
  public Arrangement results(Results changed) {
    return new Arrangement(operands, batch, changed, anyOrder);
  }

  /** Returns this with other results, made of those it has. */
  public Arrangement mapped(UnaryOperator<List<Result>> change) {
    return results(outputs -> change.apply(results.of(outputs)));
  }

  /** Returns this of a layer to which it is all the same where the channels stand. */
  public Arrangement inAnyOrder() {
    return new Arrangement(operands, batch, results, true);
  }

  /** Returns how many examples the batch has. */
  public long examples() {
    return batch.stream().reduce(1L, Math::multiplyExact);
  }

  /** Returns the framework's extents of outputs. */
  public List<List<Long>> extents(List<Shape> outputs) {
    return results.of(outputs).stream()
        .map(result -> result.placement().extents(outputs.get(result.output()), batch))
        .toList();
  }
}
