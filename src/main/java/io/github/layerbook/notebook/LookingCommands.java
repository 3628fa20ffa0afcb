package io.github.layerbook.notebook;

import static io.github.layerbook.notebook.Arguments.By.BLOCK;
import static io.github.layerbook.notebook.Arguments.By.LAYER;

import io.github.layerbook.analysis.Report;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.network.Network;
import io.github.layerbook.notebook.Command.Kind;
import io.github.layerbook.view.SummaryTable;
import java.util.List;

/** The commands that show what a network costs, and why. */
final class LookingCommands {
  private LookingCommands() {}

  static List<Command> all() {
    return List.of(
        new Command(
            Kind.LINE,
            "summary",
            "Shows what a network costs: one row per layer or block, with totals.",
            "%summary lenet --by block",
            Arguments.of(
                Arguments.network(),
                Arguments.by(),
                Arguments.noBias(),
                Arguments.batch(),
                Arguments.type(),
                Arguments.order()),
            LookingCommands::summary));
  }

  private static Object summary(Call call) {
    Report report = report(call);
    AxisOrder order = call.<AxisOrder>option(Arguments.ORDER).orElse(AxisOrder.HWC);
    return call.<Arguments.By>option(Arguments.BY).orElse(LAYER) == BLOCK
        ? SummaryTable.byBlock(report, order)
        : SummaryTable.of(report, order);
  }

  /** The report of the network that a call names, under the settings that it asks for. */
  static Report report(Call call) {
    Entry entry = call.session().entry(call.word(0));
    Network network = entry.network();
    return Report.of(
        call.has(Arguments.NO_BIAS) ? network.withoutBiases() : network,
        Definitions.settings(call, entry.settings()));
  }
}
