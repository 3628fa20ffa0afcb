package io.github.layerbook.notebook.command.change;

import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Columns;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Counting;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.NetworkArgument;
import io.github.layerbook.notebook.command.Takes;
import io.github.layerbook.notebook.offer.NameOffers;
import io.github.layerbook.notebook.offer.Offers;
import io.github.layerbook.report.Quantities;
import io.github.layerbook.view.table.ComparisonTable;
import java.util.List;
import java.util.stream.Stream;

/** Shows networks side by side. */
@Magic(
    name = "compare",
    purpose = Magic.Purpose.CHANGE,
    line = "Shows networks side by side: totals, and how many times the first network's they are.",
    example = "%compare lenet wide")
public record CompareCommand(
    NetworkArgument network,
    @Takes("OTHERS: the names of more networks") @Offers(NameOffers.Networks.class)
        List<String> others,
    Columns columns,
    Counting counting)
    implements Command {

  @Override
  public Object run(Session session) {
    if (others.isEmpty()) {
      throw new CellError(
          "%%compare needs more networks than %1$s: %%compare %1$s OTHER."
              .formatted(network.name()));
    }
    return ComparisonTable.of(
        Stream.concat(Stream.of(network.name()), others.stream())
            .map(each -> counting.report(each, session.entry(each)))
            .toList(),
        columns.in(session).orElse(Quantities.USUAL));
  }
}
