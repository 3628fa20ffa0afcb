package io.github.layerbook.exchange.paper;

import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.outline.Habits;
import io.github.layerbook.exchange.outline.LayerPhrase;
import io.github.layerbook.exchange.outline.LayerPhrase.Kind;
import io.github.layerbook.exchange.outline.Outline;
import io.github.layerbook.exchange.outline.Step;
import io.github.layerbook.exchange.outline.Written;
import io.github.layerbook.exchange.paper.PlainTable.Row;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.geometry.Padding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * VGG's table 1 (Simonyan and Zisserman 2015, arXiv:1409.1556): a network a column, a layer a row,
 * {@code conv3-64}. Where it was copied from a PDF a short row belongs to the last columns, since
 * each configuration is the one before it with layers added.
 */
final class ConfigurationTable {
  private static final Pattern LAYER =
      Pattern.compile(
          "(?i)conv(?<kernel>\\d{1,2})(?:x\\d{1,2})?-(?<out>\\d{1,5})|(?<pool>max-?pool\\w*|avg-?pool\\w*)|fc-?(?<units>\\d{1,6})|soft-?max|\\blrn\\b");

  private static final Pattern NAME = Pattern.compile("[A-Za-z][\\w-]{0,15}");
  private static final Pattern SIDE = Pattern.compile("(?i)input.*?(\\d{2,4})\\s*[x×]\\s*\\1");
  private static final long USUAL_SIDE = 224;

  private final List<String> names;
  private final List<List<Step>> columns = new ArrayList<>();

  private ConfigurationTable(List<String> names) {
    this.names = names;
    names.forEach(name -> columns.add(new ArrayList<>()));
  }

  /** A row's layers, by column; of a text without bars, in a row. */
  private record Found(Row row, boolean placed, List<Optional<MatchResult>> layers) {
    long count() {
      return layers.stream().filter(Optional::isPresent).count();
    }

    boolean isConvolution() {
      return layers.stream()
          .flatMap(Optional::stream)
          .anyMatch(layer -> layer.group(1) != null && layer.group(2) != null);
    }
  }

  private static List<Found> rows(String text) {
    List<Found> rows = new ArrayList<>();
    PlainTable table = PlainTable.of(PlainTable.plain(text));
    for (Row row : table.rows()) {
      boolean placed = row.text().contains("|") || row.text().matches(".*(?:\\t|&).*");
      List<Optional<MatchResult>> layers = new ArrayList<>();
      if (placed) {
        row.cells().forEach(cell -> layers.add(only(cell)));
      } else {
        LAYER.matcher(row.text()).results().forEach(layer -> layers.add(Optional.of(layer)));
      }
      boolean rest = !placed && !LAYER.matcher(row.text()).replaceAll("").isBlank();
      rows.add(new Found(row, placed, rest ? List.of() : layers));
    }
    return rows;
  }

  private static Optional<MatchResult> only(String cell) {
    Matcher layer = LAYER.matcher(cell.strip());
    return layer.matches() ? Optional.of(layer.toMatchResult()) : Optional.empty();
  }

  private static int width(List<Found> rows) {
    return rows.stream()
        .filter(Found::isConvolution)
        .mapToInt(row -> row.layers().size())
        .max()
        .orElse(0);
  }

  static boolean recognises(String text) {
    if (!text.contains("onv")) {
      return false;
    }
    List<Found> rows = rows(text);
    return width(rows) >= 2
        && rows.stream().filter(row -> row.isConvolution() && row.count() >= 2).count() >= 3;
  }

  static List<ReadNetwork> readAll(String text, ReadingOptions options) {
    List<Found> rows = rows(text);
    int width = width(rows);
    ConfigurationTable table = new ConfigurationTable(names(rows, width));
    rows.forEach(table::add);
    long side = USUAL_SIDE;
    Matcher stated = SIDE.matcher(text);
    boolean told = stated.find();
    if (told) {
      side = Long.parseLong(stated.group(1));
    }
    List<ReadNetwork> all = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      if (table.isAsked(i, options.call())) {
        all.add(table.network(i, side, told, options, text));
      }
    }
    return all.isEmpty() ? List.of(table.network(0, side, told, options, text)) : all;
  }

  /** The row of names above the first layers. */
  private static List<String> names(List<Found> rows, int width) {
    for (Found row : rows) {
      if (row.count() > 0) {
        break;
      }
      List<String> words =
          row.placed() ? row.row().cells() : List.of(row.row().text().strip().split("\\s+"));
      if (words.size() == width && words.stream().allMatch(w -> NAME.matcher(w).matches())) {
        return List.copyOf(words);
      }
    }
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= width; i++) {
      names.add("column" + i);
    }
    return names;
  }

  private void add(Found row) {
    int width = columns.size();
    boolean shared = row.count() == 1 && !row.isConvolution();
    for (int i = 0; i < row.layers().size(); i++) {
      Optional<MatchResult> layer = row.layers().get(i);
      if (layer.isEmpty()) {
        continue;
      }
      Step step = Step.of(row.row().line(), row.row().text(), "", phrase(layer.get()));
      if (shared) {
        columns.forEach(column -> column.add(step));
      } else {
        int column = row.placed() ? i : width - row.layers().size() + i;
        if (column >= 0 && column < width) {
          columns.get(column).add(step);
        }
      }
    }
  }

  private static LayerPhrase phrase(MatchResult layer) {
    String said = layer.group().toLowerCase(Locale.ROOT);
    if (layer.group(1) != null) {
      long kernel = Long.parseLong(layer.group(1));
      return LayerPhrase.convolution(kernel, Long.parseLong(layer.group(2)))
          .padding(Padding.of(kernel / 2))
          .after(List.of(Activation.relu()));
    } else if (layer.group(3) != null) {
      return LayerPhrase.of(said.startsWith("av") ? Kind.AVERAGE_POOL : Kind.MAX_POOL)
          .kernel(2)
          .stride(2);
    } else if (layer.group(4) != null) {
      return LayerPhrase.of(Kind.FULLY_CONNECTED).out(Long.parseLong(layer.group(4)));
    }
    return LayerPhrase.read(said).orElseThrow();
  }

  private long weights(int column) {
    return columns.get(column).stream()
        .map(step -> step.phrase().kind())
        .filter(kind -> kind.isConvolution() || kind == Kind.FULLY_CONNECTED)
        .count();
  }

  /** Whether a name, {@code D}, or a number of layers, {@code vgg16}, means a column. */
  private boolean isAsked(int column, String call) {
    List<Long> number = Written.numbers(call.replaceAll("[^0-9]", " "));
    boolean pointwise =
        columns.get(column).stream()
            .anyMatch(step -> step.phrase().kernel().equals(List.of(1L, 1L)));
    return call.isBlank()
        || names.get(column).equalsIgnoreCase(call)
        || (!number.isEmpty() && number.get(0) == weights(column) && !pointwise);
  }

  private ReadNetwork network(
      int column, long side, boolean told, ReadingOptions options, String text) {
    Outline outline = new Outline(new Habits(true, true, true, Habits::images));
    outline.input(List.of(3L, side, side));
    if (!told && options.inputs().isEmpty()) {
      outline.note("the input is the paper's, %dx%dx3".formatted(side, side));
    }
    outline.note(
        "as in the paper, ReLU follows each layer with weights but the last; the table leaves it"
            + " out");
    List<Step> steps = columns.get(column);
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      boolean inner =
          step.phrase().kind() == Kind.FULLY_CONNECTED
              && steps.subList(i + 1, steps.size()).stream()
                  .anyMatch(later -> later.phrase().kind() == Kind.FULLY_CONNECTED);
      outline.add(inner ? step.with(step.phrase().after(List.of(Activation.relu()))) : step);
    }
    String name = "vgg_" + names.get(column).toLowerCase(Locale.ROOT).replace('-', '_');
    return outline.read(new ReadingOptions("", options.inputs(), options.nameOr(name)), text);
  }
}
