package io.github.layerbook.view.display;

import io.github.layerbook.report.Quantity;
import io.github.layerbook.unit.Numbers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table as it is shown, before a medium is chosen: HTML, Markdown and plain text are three prints
 * of one grid.
 *
 * @param caption what stands above
 * @param heads the columns
 * @param lines the lines, each with one cell per column
 * @param notes what stands below, one sentence each
 */
public record Grid(List<Phrase> caption, List<Head> heads, List<Line> lines, List<String> notes) {
  /** So many lines stand below those that are left out. */
  private static final int LAST = 5;

  /** What a line is. */
  public enum Kind {
    /** An ordinary line. */
    ROW,
    /** The heading of the lines after it, with their sums. */
    GROUP,
    /** A line under a heading. */
    MEMBER,
    /** The sums of all lines. */
    TOTAL
  }

  /**
   * A piece of a sentence.
   *
   * @param text the words
   * @param strong whether they stand out
   */
  public record Phrase(String text, boolean strong) {
    /** Makes a plain piece. */
    public static Phrase of(String text) {
      return new Phrase(text, false);
    }

    /** Makes a piece that stands out. */
    public static Phrase strong(String text) {
      return new Phrase(text, true);
    }

    /** Makes a line of pieces, of which the first, the third and so on stand out. */
    public static List<Phrase> line(String... pieces) {
      return IntStream.range(0, pieces.length)
          .filter(i -> !pieces[i].isEmpty())
          .mapToObj(i -> new Phrase(pieces[i], i % 2 == 0))
          .toList();
    }
  }

  /**
   * A column.
   *
   * @param title its name
   * @param unit that of its numbers, {@code KiB}; empty for none to name
   * @param right whether its cells are aligned to the right, as numbers are
   * @param quiet whether its cells stand back
   * @param tint red, green and blue of its bars, {@code 4c8fc4}; empty for no bars
   */
  public record Head(String title, String unit, boolean right, boolean quiet, String tint) {
    /** Makes a column of texts. */
    public static Head text(String title) {
      return new Head(title, "", false, false, "");
    }

    /** Makes a column of texts that stand back. */
    public static Head quiet(String title) {
      return new Head(title, "", false, true, "");
    }

    /** Makes a column of numbers. */
    public static Head number(String title) {
      return new Head(title, "", true, false, "");
    }

    /** A column of a quantity, with bars in the colour that it has in charts too. */
    public static Head bars(Quantity quantity) {
      return bars(quantity.heading(), quantity);
    }

    /** A column of numbers with bars in the colour that a quantity has in charts too. */
    public static Head bars(String title, Quantity quantity) {
      return new Head(title, "", true, false, Palette.color(quantity).substring(1));
    }

    /** The same column with its numbers in a unit. */
    public Head in(String other) {
      return new Head(title, other, right, quiet, tint);
    }

    /**
     * What readers see above the column: its name, with the unit behind it, {@code Memory (KiB)}.
     */
    public String heading() {
      return unit.isEmpty() || unit.equalsIgnoreCase(title) ? title : title + " (" + unit + ")";
    }
  }

  /**
   * A cell.
   *
   * @param text what it says in plain text
   * @param typeset the text for media that have signs such as {@code ·}
   * @param hover what explains it; empty for nothing
   * @param share the length of its bar, 0 to 1
   * @param figure the number that it says, whose unit is the column's; empty once that is chosen
   */
  public record Cell(
      String text, String typeset, String hover, double share, Optional<Figure> figure) {
    public static final Cell EMPTY = of("");

    /** Makes a cell of a plain text. */
    public static Cell of(String text) {
      return new Cell(text, text, "", 0, Optional.empty());
    }

    /** Makes a cell of a number of a quantity, in the unit of its column. */
    public static Cell of(Quantity quantity, Number number) {
      return figure(new Figure(quantity, number, false));
    }

    /** Makes a cell of how much a number grew, in the unit of its column. */
    public static Cell change(Quantity quantity, Number difference) {
      return figure(new Figure(quantity, difference, true));
    }

    private static Cell figure(Figure figure) {
      String text = figure.text();
      return new Cell(text, text, "", 0, Optional.of(figure));
    }

    /** Returns the cell with another text for media that have mathematical signs. */
    public Cell typeset(String other) {
      return new Cell(text, other, hover, share, figure);
    }

    /** Returns the cell with what explains it. */
    public Cell hover(String explanation) {
      return explanation.equals(hover) ? this : new Cell(text, typeset, explanation, share, figure);
    }

    /** The cell with a bar that shows a part of a whole. */
    public Cell bar(double part, double whole) {
      return new Cell(text, typeset, hover, whole > 0 && part > 0 ? part / whole : 0, figure);
    }

    /** The cell with its figure in a unit. */
    private Cell in(FigureUnit unit) {
      String written = figure.map(number -> number.text(unit)).orElse(text);
      return figure.isEmpty() ? this : new Cell(written, written, hover, share, Optional.empty());
    }
  }

  /**
   * A number in a cell.
   *
   * @param quantity what it measures
   * @param number the number
   * @param grown whether it is how much a number grew
   */
  public record Figure(Quantity quantity, Number number, boolean grown) {
    /** What it says without a column. */
    String text() {
      return grown ? QuantityText.signed(quantity, number) : QuantityText.brief(quantity, number);
    }

    String text(FigureUnit unit) {
      return grown ? unit.change(number) : unit.text(number);
    }
  }

  /**
   * A line.
   *
   * @param kind what it is
   * @param cells one per column
   */
  public record Line(Kind kind, List<Cell> cells) {
    public Line {
      cells = List.copyOf(cells);
    }

    /** Makes a line of texts. */
    public static Line of(Kind kind, String... texts) {
      return new Line(kind, Stream.of(texts).map(Cell::of).toList());
    }

    /** The cells with their figures in the units of their columns. */
    private List<Cell> in(List<Optional<FigureUnit>> units) {
      return IntStream.range(0, cells.size())
          .mapToObj(i -> units.get(i).map(cells.get(i)::in).orElse(cells.get(i)))
          .toList();
    }

    /** The number of columns that the first cell can span: those empty ones that follow it. */
    int span() {
      int span = 1;
      while (span < cells.size() && cells.get(span).equals(Cell.EMPTY)) {
        span++;
      }
      return span;
    }
  }

  /** Copies the lists, and chooses one unit for the figures of each column. */
  public Grid {
    caption = List.copyOf(caption);
    notes = List.copyOf(notes);
    for (Line line : lines) {
      if (line.cells().size() != heads.size()) {
        throw new IllegalArgumentException(
            "a line has %d cells, the table %d columns"
                .formatted(line.cells().size(), heads.size()));
      }
    }
    List<Optional<FigureUnit>> units = FigureUnit.ofColumns(heads.size(), lines);
    heads = headed(heads, units);
    lines = units.stream().allMatch(Optional::isEmpty) ? List.copyOf(lines) : written(lines, units);
  }

  private static List<Head> headed(List<Head> heads, List<Optional<FigureUnit>> units) {
    return IntStream.range(0, heads.size())
        .mapToObj(i -> units.get(i).map(unit -> heads.get(i).in(unit.name())).orElse(heads.get(i)))
        .toList();
  }

  private static List<Line> written(List<Line> lines, List<Optional<FigureUnit>> units) {
    return lines.stream().map(line -> new Line(line.kind(), line.in(units))).toList();
  }

  /**
   * The same grid with at most the given number of lines: the first ones, one that says how many
   * are left out, the last ones, and the totals.
   */
  Grid abridged(int most) {
    List<Line> rows = lines.stream().filter(line -> line.kind() != Kind.TOTAL).toList();
    if (lines.size() <= most) {
      return this;
    }
    List<Line> totals = lines.stream().filter(line -> line.kind() == Kind.TOTAL).toList();
    int room = Math.max(2, most - totals.size() - 1);
    int last = Math.min(LAST, room / 2);
    List<Line> kept = new ArrayList<>(rows.subList(0, room - last));
    kept.add(gap(rows.size() - room));
    kept.addAll(rows.subList(rows.size() - last, rows.size()));
    kept.addAll(totals);
    return withLines(kept);
  }

  private Line gap(int number) {
    List<Cell> cells = new ArrayList<>(Collections.nCopies(heads.size(), Cell.EMPTY));
    cells.set(0, Cell.of("⋯ " + Numbers.count(number) + " more"));
    return new Line(Kind.GROUP, cells);
  }

  /** The same grid with its first lines only. */
  public Grid first(int number) {
    return lines.size() <= number ? this : withLines(lines.subList(0, number));
  }

  /** The same grid with other lines. */
  public Grid withLines(List<Line> others) {
    return new Grid(caption, heads, others, notes);
  }

  /** The same grid without caption, notes and explanations, which would make a long one heavy. */
  Grid bare() {
    List<Line> plain =
        lines.stream()
            .map(
                line -> new Line(line.kind(), line.cells().stream().map(c -> c.hover("")).toList()))
            .toList();
    return new Grid(List.of(), heads, plain, List.of());
  }

  /** The same grid with one more note. */
  Grid note(String note) {
    List<String> more = new ArrayList<>(notes);
    more.add(note);
    return new Grid(caption, heads, lines, more);
  }
}
