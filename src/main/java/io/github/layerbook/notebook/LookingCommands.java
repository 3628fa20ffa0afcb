package io.github.layerbook.notebook;

import static io.github.layerbook.notebook.Arguments.By.BLOCK;
import static io.github.layerbook.notebook.Arguments.By.LAYER;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.network.Network;
import io.github.layerbook.notebook.Command.Kind;
import io.github.layerbook.receptive.ReceptiveFields;
import io.github.layerbook.report.Aspect;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.view.chart.Charts;
import io.github.layerbook.view.chart.Charts.Scale;
import io.github.layerbook.view.table.ReceptiveTable;
import io.github.layerbook.view.table.SummaryTable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The commands that show what a network costs, and why. */
final class LookingCommands {
  /** What a chart can draw, by the words of the commands. */
  private enum Plotted {
    PARAMETERS(Quantity.PARAMETERS),
    MACS(Quantity.MULTIPLY_ADDS),
    MEMORY(Quantity.BYTES);

    private final Quantity quantity;

    Plotted(Quantity quantity) {
      this.quantity = quantity;
    }

    Quantity quantity() {
      return quantity;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final String THROUGH = "--through";

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
            LookingCommands::summary),
        new Command(
            Kind.LINE,
            "explain",
            "Shows how a figure of a network, a block or a layer is calculated, step by step.",
            "%explain lenet.conv1_1 parameters",
            Arguments.of(
                Arguments.word(0, "NAME[.LAYER]", "a network, or one of its layers or blocks"),
                Arguments.maybe(1, "shape|QUANTITY", "what to explain")),
            call ->
                call.session()
                    .explain(
                        call.word(0), call.<String>maybe(1).map(Aspect::of).stream().toList())),
        new Command(
            Kind.LINE,
            "plot",
            "Draws a measure by layer or block, or nested; without a measure, where the memory and"
                + " where the parameters are.",
            "%plot lenet macs --by block",
            Arguments.of(
                Arguments.network(),
                Arguments.maybe(1, Plotted.class, Plotted::word, "what to draw"),
                Arguments.by(),
                Arguments.log(),
                Arguments.nested(),
                Arguments.batch(),
                Arguments.type()),
            LookingCommands::plot),
        new Command(
            Kind.LINE,
            "receptive",
            "Shows what of the input a position of each layer's output sees: the receptive field,"
                + " the step between neighbours, where the first begins; with a drawing.",
            "%receptive lenet",
            Arguments.of(
                Arguments.network(),
                Arguments.values(
                    THROUGH, "only paths that pass some layers, or go around others: -*.conv1")),
            LookingCommands::receptive));
  }

  private static Object receptive(Call call) {
    return ReceptiveTable.of(
        ReceptiveFields.through(
            call.session().network(call.word(0)), call.<String>option(THROUGH).orElse("")));
  }

  private static Object summary(Call call) {
    Report report = report(call);
    AxisOrder order = call.<AxisOrder>option(Arguments.ORDER).orElse(AxisOrder.HWC);
    return call.<Arguments.By>option(Arguments.BY).orElse(LAYER) == BLOCK
        ? SummaryTable.byBlock(report, order)
        : SummaryTable.of(report, order);
  }

  private static Object plot(Call call) {
    Report report = report(call);
    Scale scale = call.has(Arguments.LOG) ? Scale.LOGARITHMIC : Scale.LINEAR;
    boolean byBlock = call.<Arguments.By>option(Arguments.BY).orElse(LAYER) == BLOCK;
    Optional<Quantity> quantity = call.<Plotted>maybe(1).map(Plotted::quantity);
    if (call.has(Arguments.NESTED)) {
      return nested(call, report, quantity.orElse(Quantity.PARAMETERS));
    }
    if (quantity.isEmpty()) {
      return byBlock
          ? Charts.memoryAndParametersByBlock(report)
          : Charts.memoryAndParameters(report);
    }
    return byBlock
        ? Charts.byBlock(report, quantity.get(), scale)
        : Charts.byLayer(report, quantity.get(), scale);
  }

  private static Object nested(Call call, Report report, Quantity quantity) {
    if (call.has(Arguments.LOG) || call.option(Arguments.BY).isPresent()) {
      throw new CellError(
          "%plot: --nested shows blocks and layers in one, as shares of the total: leave out "
              + (call.has(Arguments.LOG) ? Arguments.LOG : Arguments.BY)
              + ".");
    }
    return Charts.nested(report, quantity);
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
