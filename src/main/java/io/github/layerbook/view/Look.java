package io.github.layerbook.view;

import io.github.layerbook.analysis.CheckReport;
import io.github.layerbook.analysis.Explanation;
import io.github.layerbook.analysis.Report;
import io.github.layerbook.network.Network;
import io.github.layerbook.whatif.Diff;
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
public record Look<T>(Class<T> type, Function<T, Display> display) {
  /** The looks of everything that can be shown, special types before general ones. */
  public static List<Look<?>> all() {
    return List.of(
        new Look<>(Shown.class, Shown::display),
        new Look<>(Display.class, display -> display),
        new Look<>(Table.class, TableDisplay::of),
        new Look<>(Figure.class, FigureDisplay::of),
        new Look<>(Network.class, network -> SummaryTable.of(Report.of(network)).display()),
        new Look<>(Report.class, report -> SummaryTable.of(report).display()),
        new Look<>(Explanation.class, ExplanationDisplay::of),
        new Look<>(CheckReport.class, check -> CheckTable.of(check).display()),
        new Look<>(Diff.class, diff -> DiffTable.of(diff).display()));
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
