package io.github.layerbook.view;

import io.github.layerbook.claim.CheckReport;
import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.network.Network;
import io.github.layerbook.report.Explanation;
import io.github.layerbook.report.Report;
import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.display.Displayable;
import io.github.layerbook.view.display.TableDisplay;
import io.github.layerbook.view.explanation.ExplanationDisplay;
import io.github.layerbook.view.figure.FigureDisplay;
import io.github.layerbook.view.table.CheckTable;
import io.github.layerbook.view.table.DiffTable;
import io.github.layerbook.view.table.InventoryTable;
import io.github.layerbook.view.table.SummaryTable;
import io.github.layerbook.whatif.diff.Diff;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/**
 * The types that are shown, and how; immutable.
 *
 * @param all the renderers; of those that fit a value the first shows it
 */
public record Renderers(List<Renderer<?>> all) {
  private static final Renderers BUILT_IN =
      new Renderers(
          List.of(
              new Renderer<>(Displayable.class, Displayable::display),
              new Renderer<>(Display.class, display -> display),
              new Renderer<>(Table.class, TableDisplay::of),
              new Renderer<>(Figure.class, FigureDisplay::of),
              new Renderer<>(
                  Network.class, network -> SummaryTable.of(Report.of(network)).display()),
              new Renderer<>(Inventory.class, inventory -> InventoryTable.of(inventory).display()),
              new Renderer<>(Report.class, report -> SummaryTable.of(report).display()),
              new Renderer<>(Explanation.class, ExplanationDisplay::of),
              new Renderer<>(CheckReport.class, check -> CheckTable.of(check).display()),
              new Renderer<>(Diff.class, diff -> DiffTable.of(diff).display())));

  /** Copies the list. */
  public Renderers {
    all = List.copyOf(all);
  }

  /**
   * Returns the renderers of Layerbook's own types, and of any Tablesaw table and jsplot figure.
   */
  public static Renderers builtIn() {
    return BUILT_IN;
  }

  /** Returns these with one more, which comes before those for the same values. */
  public Renderers with(Renderer<?> renderer) {
    return new Renderers(Stream.concat(Stream.of(renderer), all.stream()).toList());
  }

  /** Shows a value if there is a renderer for its type. */
  public Optional<Display> of(Object value) {
    return all.stream().flatMap(renderer -> renderer.ifFits(value).stream()).findFirst();
  }
}
