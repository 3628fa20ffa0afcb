package io.github.layerbook.exchange.paper;

import io.github.layerbook.exchange.drawing.Drawing;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.outline.WrittenShape;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Draws a table's network on the input that is given, or on the paper's. */
interface Painting {
  /** Longer lines are no rows. */
  int LONGEST_LINE = 500;

  /** Draws the layers, and says what was assumed. */
  void paint(Stack stack, Drawing drawing);

  /**
   * Returns the network of a table.
   *
   * @param side the side of the paper's images
   * @param assumed what is said where the paper's input is taken; may be empty
   */
  static ReadNetwork read(
      ReadingOptions options, long side, String assumed, String name, Painting painting) {
    Drawing drawing = new Drawing();
    List<Long> input = List.of(3L, side, side);
    if (!options.inputs().isEmpty()) {
      input = WrittenShape.image(options.inputs().get(0), true);
    } else if (!assumed.isEmpty()) {
      drawing.note(assumed);
    }
    List<Long> taken = input;
    drawing.attempt(() -> painting.paint(new Stack(drawing, taken), drawing));
    return drawing.read(name);
  }

  /** Returns the network of a table whose paper has images of 224x224. */
  static ReadNetwork read(ReadingOptions options, String name, Painting painting) {
    return read(options, 224, "the input is the paper's, 224x224x3", name, painting);
  }

  /** Reads a row of a table. */
  interface Row {
    /** Draws a line, if it is a row. */
    void read(int number, String line);
  }

  /** Reads the lines of a table in turn, each at its place in the text. */
  static void rows(Stack stack, String text, Row row) {
    int number = 0;
    for (String line : PlainTable.plain(text).lines().toList()) {
      number++;
      stack.at(number);
      row.read(number, line.length() > LONGEST_LINE ? "" : line);
    }
  }

  /** Returns whether two lines of a text or more are rows of a kind. */
  static boolean hasRows(String text, Pattern row) {
    return PlainTable.plain(text)
            .lines()
            .filter(line -> line.length() < LONGEST_LINE && row.matcher(line).matches())
            .limit(2)
            .count()
        == 2;
  }

  /** Returns a number of a row. */
  static long number(Matcher row, String group) {
    return Long.parseLong(row.group(group));
  }
}
