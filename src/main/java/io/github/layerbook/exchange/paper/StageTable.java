package io.github.layerbook.exchange.paper;

import io.github.layerbook.exchange.drawing.Drawing;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.outline.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table whose columns are networks of one family: what ResNet's and DenseNet's have in common.
 *
 * @param text the text in plain letters
 * @param stages its stages
 * @param names the networks that its head names
 * @param family what such networks are called: {@code resnet}
 * @param painter draws one column
 */
record StageTable(
    String text, List<StageText> stages, List<String> names, String family, Painter painter) {
  private static final Pattern CLASSES =
      Pattern.compile(
          "(?i)\\b(\\d{1,6})\\s*-?\\s*(?:d(?:im\\w*)?[\\s,-]+(?:fc|fully|softmax)|way\\b|classes)"
              + "|\\bfc[\\s,-]+(\\d{1,6})\\b");
  private static final Pattern POWER =
      Pattern.compile(
          "(\\d{1,4}(?:\\.\\d{1,3})?)\\s*[x×]?\\s*10\\s*\\^?\\s*(9|6)\\b|(\\d{1,4}(?:\\.\\d{1,3})?)\\s*([GM])\\b");
  private static final Pattern FLOPS = Pattern.compile("(?im)^.*\\bflops?\\b.*$");

  /** Draws the network of a column. */
  @FunctionalInterface
  interface Painter {
    /** Draws a column, from 0, and says what was assumed. */
    void paint(StageTable table, int column, Stack stack, Drawing drawing);
  }

  /** Returns how many columns there are. */
  int columns() {
    return stages.stream().mapToInt(stage -> stage.blocks().size()).max().orElse(0);
  }

  /** Returns how many classes the text tells. */
  long classes(Drawing drawing) {
    Matcher classes = CLASSES.matcher(text);
    if (classes.find()) {
      return Long.parseLong(Written.group(classes).orElseThrow());
    }
    drawing.note("the text does not say how many classes there are: 1,000 are taken");
    return 1_000;
  }

  /** Returns the network of each column, or of the one that is called. */
  List<ReadNetwork> read(ReadingOptions options) {
    int columns = columns();
    List<ReadNetwork> all = new ArrayList<>();
    for (int column = 0; column < columns; column++) {
      if (options.call().isBlank() || isCalled(name(column), options.call())) {
        all.add(network(column, options));
      }
    }
    return all.isEmpty() ? List.of(ReadNetwork.failed(none(options))) : all;
  }

  private String none(ReadingOptions options) {
    return columns() == 0
        ? "the table has no blocks such as [3×3, 64; 3×3, 64] ×2"
        : "the table has no column %s: its columns are %s"
            .formatted(options.call(), String.join(", ", names));
  }

  private static boolean isCalled(String name, String call) {
    String plain = call.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    String digits = plain.replaceAll("\\D", "");
    return name.equals(plain)
        || (!digits.isEmpty()
            && digits.length() + 6 > plain.length()
            && name.replaceAll("\\D", "").equals(digits));
  }

  private String name(int column) {
    return names.size() == columns()
        ? names.get(column)
        : columns() == 1 ? family : family + "_" + (column + 1);
  }

  private ReadNetwork network(int column, ReadingOptions options) {
    String own = name(column);
    boolean one = columns() == 1 || !options.call().isBlank();
    String name =
        one || options.name().isEmpty() ? options.nameOr(own) : options.name() + "_" + own;
    ReadNetwork read =
        Painting.read(
            options, name, (stack, drawing) -> painter.paint(this, column, stack, drawing));
    return stating(read, column);
  }

  /** The row of FLOPs states multiply-adds, as the papers count them. */
  private ReadNetwork stating(ReadNetwork read, int column) {
    Matcher row = FLOPS.matcher(text);
    List<String> figures = new ArrayList<>();
    Matcher power = POWER.matcher(row.find() ? row.group() : "");
    while (power.find()) {
      figures.add(
          power.group(1) == null
              ? power.group(3) + power.group(4)
              : power.group(1) + (power.group(2).equals("9") ? "G" : "M"));
    }
    if (figures.isEmpty() || figures.size() != columns()) {
      return read;
    }
    long before = text.substring(0, row.start()).chars().filter(c -> c == '\n').count();
    String stated = "TOTAL multiply-adds: " + figures.get(column);
    return read.stating(List.of(), "\n".repeat((int) before) + stated, line -> !line.isBlank());
  }
}
