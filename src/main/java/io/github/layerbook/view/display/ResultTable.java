package io.github.layerbook.view.display;

import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A Tablesaw table that knows how it is shown: with caption, sums and explanations that are not
 * among its rows, so that sums, filters and joins over it stay true. Each heading that readers see
 * is the name of a column, whose numbers are in the quantity's own unit whatever unit is shown.
 *
 * <p>It prints as plain text of the same form. What Tablesaw's operations make of it (filters,
 * joins, copies) are ordinary tables; one that has itself been changed, by whatever operation of
 * its own or of its columns, is shown and printed as an ordinary table of what it holds now.
 */
public final class ResultTable extends Table implements Displayable {
  /** So many lines are shown at once; more are folded. */
  public static final int LINES_AT_ONCE = 60;

  private final Grid all;
  private final Grid brief;
  private final List<Display> under;
  private final long made;

  private ResultTable(
      String name, List<? extends Column<?>> columns, Grid brief, Grid all, List<Display> under) {
    super(name, columns.toArray(new Column<?>[0]));
    requireNamed(all);
    requireNamed(brief);
    this.brief = brief;
    this.all = all;
    this.under = under;
    this.made = Contents.of(this);
  }

  /** Refuses a heading that code cannot find a column by. */
  private void requireNamed(Grid grid) {
    for (Grid.Head head : grid.heads()) {
      if (!head.title().isEmpty() && !containsColumn(head.title())) {
        throw new IllegalArgumentException(
            "readers see a column “%s”, code has %s".formatted(head.title(), columnNames()));
      }
    }
  }

  /** Makes a table that is folded to its first lines where it is long. */
  public static ResultTable of(String name, List<? extends Column<?>> columns, Grid all) {
    return new ResultTable(name, columns, all.abridged(LINES_AT_ONCE), all, List.of());
  }

  /** Makes a table that is folded to a brief form where it is long. */
  public static ResultTable folded(
      String name, List<? extends Column<?>> columns, Grid brief, Grid all) {
    boolean isLong = all.lines().size() > LINES_AT_ONCE;
    return new ResultTable(
        name, columns, isLong ? brief.abridged(LINES_AT_ONCE) : all, all, List.of());
  }

  /** Returns the same table, shown with something under it: a chart, another table. */
  public ResultTable above(Display more) {
    List<Display> longer = new ArrayList<>(under);
    longer.add(more);
    return new ResultTable(name(), columns(), brief, all, List.copyOf(longer));
  }

  /** Returns the whole table as a grid, before a medium is chosen. */
  public Grid grid() {
    return all;
  }

  @Override
  public Display display() {
    if (isChanged()) {
      return TableDisplay.ordinary(this);
    }
    Display display =
        all.lines().size() <= LINES_AT_ONCE
            ? GridDisplay.of(all)
            : GridDisplay.folded(brief, rows(), all.bare());
    for (Display more : under) {
      display = display.above(more);
    }
    return display;
  }

  /** Returns the table as plain text, folded where it is long; {@link #printAll()} never folds. */
  @Override
  public String print() {
    return display().text();
  }

  /** Returns all of the table as plain text. */
  @Override
  public String printAll() {
    return print(Integer.MAX_VALUE);
  }

  /** Returns the table as plain text with at most the given number of lines. */
  @Override
  public String print(int lines) {
    boolean beyond = isCut() && lines > all.lines().size();
    return Text.of(isChanged() || beyond ? TableDisplay.grid(this, lines) : all.first(lines));
  }

  /** Whether only as many lines were made as a page can hold. */
  private boolean isCut() {
    return all.lines().size() == TableDisplay.MOST_ROWS;
  }

  /** How many rows all lines show; rows alike may share lines. */
  private int rows() {
    return isCut() ? rowCount() : Math.min(rowCount(), all.lines().size());
  }

  /** Whether it holds something else than what it was made with. */
  private boolean isChanged() {
    return Contents.of(this) != made;
  }

  /** Returns {@link #print()}. */
  @Override
  public String toString() {
    return print();
  }
}
