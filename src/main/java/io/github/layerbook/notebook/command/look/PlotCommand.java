package io.github.layerbook.notebook.command.look;

import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.By;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Counting;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.NetworkArgument;
import io.github.layerbook.notebook.command.QuantityName;
import io.github.layerbook.notebook.command.Takes;
import io.github.layerbook.notebook.outcome.Listed;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.view.chart.Charts;
import io.github.layerbook.view.chart.Charts.Scale;
import java.util.Optional;

/** Draws what a network costs. */
@Magic(
    name = "plot",
    purpose = Magic.Purpose.LOOK,
    line = "Draws where the memory and the parameters are, or any one quantity.",
    example = "%plot lenet macs --by block")
public record PlotCommand(
    NetworkArgument network,
    @Takes("QUANTITY: what to draw: ${COMPLETION-CANDIDATES}, or what the notebook declares")
        Optional<QuantityName> measure,
    @Takes("--measure QUANTITY: the same as an option") Optional<QuantityName> named,
    @Takes("--by: what each bar stands for") Optional<By> by,
    @Takes("--log: a logarithmic axis") boolean log,
    @Takes(
            "--nested: nested boxes of blocks and their layers; of parameters if"
                + " no quantity is named")
        boolean nested,
    Counting counting)
    implements Command {

  @Override
  public Object run(Session session) {
    Optional<Listed> listed = session.inventory(network.name());
    if (listed.isPresent()) {
      return ofInventory(listed.get(), session);
    }
    Report report = counting.report(session.entry(network.name()));
    Optional<Quantity> quantity = measure.or(() -> named).map(name -> name.in(session));
    if (nested) {
      requireNested();
      return Charts.nested(report, quantity.orElse(Quantity.PARAMETERS));
    }
    boolean byBlock = by.orElse(By.LAYER) == By.BLOCK;
    if (quantity.isEmpty()) {
      return byBlock
          ? Charts.memoryAndParametersByBlock(report)
          : Charts.memoryAndParameters(report);
    }
    Scale scale = log ? Scale.LOGARITHMIC : Scale.LINEAR;
    return byBlock
        ? Charts.byBlock(report, quantity.get(), scale)
        : Charts.byLayer(report, quantity.get(), scale);
  }

  private Object ofInventory(Listed listed, Session session) {
    boolean parameters =
        measure.or(() -> named).map(word -> word.in(session)).stream()
            .allMatch(quantity -> quantity.equals(Quantity.PARAMETERS));
    if (!parameters || nested) {
      throw new CellError(
          "%s is an inventory, which has parameters only: %%plot %1$s draws them."
              .formatted(network.name()));
    }
    return Charts.parameters(listed.inventory());
  }

  private void requireNested() {
    if (log || by.isPresent()) {
      throw new CellError(
          "%plot: --nested shows blocks and layers in one, as shares of the total: leave out "
              + (log ? "--log" : "--by")
              + ".");
    }
  }
}
