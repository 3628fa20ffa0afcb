package io.github.layerbook.view.table;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.Network;
import io.github.layerbook.receptive.DenseEvaluation;
import io.github.layerbook.receptive.FullyConvolutional;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.ResultTable;
import java.util.List;

/**
 * What a fully convolutional network's single run over a larger input saves against running the
 * network on every window of it, above the table of the layers that were rewritten.
 *
 * <p>Rows: one window, every window, one dense run. Columns: {@code Evaluation}, {@code Input} and
 * {@code Output} are texts, {@code Runs} and {@code Multiply-adds} exact numbers.
 */
public final class DenseTable {
  /**
   * One way to evaluate.
   *
   * @param name what it is called
   * @param runs how often the network runs
   * @param input the shape of a run's input
   * @param output the shape of a run's output
   * @param multiplyAdds of all runs
   */
  private record Evaluation(
      String name, long runs, String input, String output, long multiplyAdds) {}

  private DenseTable() {}

  /** Makes the table. */
  public static ResultTable of(DenseEvaluation evaluation) {
    return new TableForm<Evaluation>()
        .text("Evaluation", Evaluation::name)
        .count("Runs", Evaluation::runs)
        .layer("Input", Evaluation::input)
        .layer("Output", Evaluation::output)
        .figure(
            "Multiply-adds",
            Quantity.MULTIPLY_ADDS,
            Evaluation::multiplyAdds,
            each -> Numbers.count(each.multiplyAdds()))
        .caption(
            evaluation.network().name(),
            " — every window takes ",
            Numbers.ratio(evaluation.denseMultiplyAdds(), evaluation.slidingMultiplyAdds()),
            " the multiply-adds of one dense run")
        .notes(
            "The outputs agree up to the padding of inner layers: a window has zeros at its border,"
                + " the larger input has neighbours there.")
        .table(evaluation.network().name(), evaluations(evaluation))
        .above(
            ConversionTable.of(evaluation.network(), FullyConvolutional.of(evaluation.network()))
                .display());
  }

  private static List<Evaluation> evaluations(DenseEvaluation evaluation) {
    Network window = evaluation.network();
    Network dense = evaluation.dense();
    long windows = evaluation.positions();
    long all = evaluation.slidingMultiplyAdds();
    return List.of(
        new Evaluation(
            "one window", 1, input(window), output(window), evaluation.windowMultiplyAdds()),
        new Evaluation("every window", windows, input(window), output(window), all),
        new Evaluation(
            "one dense run", 1, input(dense), output(dense), evaluation.denseMultiplyAdds()));
  }

  private static String input(Network network) {
    return network.applied().stream()
        .filter(applied -> applied.node().layer() instanceof Input)
        .map(DenseTable::shape)
        .findFirst()
        .orElse("");
  }

  private static String output(Network network) {
    return shape(network.applied().get(network.applied().size() - 1));
  }

  private static String shape(Applied applied) {
    return applied.output().toString(AxisOrder.HWC);
  }
}
