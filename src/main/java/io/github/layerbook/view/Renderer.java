package io.github.layerbook.view;

import io.github.layerbook.claim.CheckReport;
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
import io.github.layerbook.view.table.SummaryTable;
import io.github.layerbook.whatif.diff.Diff;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/**
 * How values of a type are shown: Layerbook's own, and any Tablesaw table and jsplot figure.
 *
 * @param type the type; its subtypes are shown alike unless they have a look of their own
 * @param display shows a value
 */
public record Renderer<T>(Class<T> type, Function<T, Display> display) {
  /** The looks of everything that can be shown, special types before general ones. */
  public static List<Renderer<?>> all() {
    return List.of(
        new Renderer<>(Displayable.class, Displayable::display),
        new Renderer<>(Display.class, display -> display),
        new Renderer<>(Table.class, TableDisplay::of),
        new Renderer<>(Figure.class, FigureDisplay::of),
        new Renderer<>(Network.class, network -> SummaryTable.of(Report.of(network)).display()),
        new Renderer<>(Report.class, report -> SummaryTable.of(report).display()),
        new Renderer<>(Explanation.class, ExplanationDisplay::of),
        new Renderer<>(CheckReport.class, check -> CheckTable.of(check).display()),
        new Renderer<>(Diff.class, diff -> DiffTable.of(diff).display()));
  }

  /** Shows a value if there is a look for its type. */
  public static Optional<Display> of(Object value) {
    return all().stream().flatMap(look -> look.ifFits(value).stream()).findFirst();
  }

  /** Shows a value of the type. */
  public Display show(T value) {
    return display.apply(value);
  }

  private Optional<Display> ifFits(Object value) {
    return type.isInstance(value) ? Optional.of(show(type.cast(value))) : Optional.empty();
  }
}
