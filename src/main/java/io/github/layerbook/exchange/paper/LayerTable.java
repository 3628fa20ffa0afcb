package io.github.layerbook.exchange.paper;

import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.outline.Habits;
import io.github.layerbook.exchange.outline.LayerPhrase;
import io.github.layerbook.exchange.outline.LayerPhrase.Kind;
import io.github.layerbook.exchange.outline.Outline;
import io.github.layerbook.exchange.outline.Step;
import io.github.layerbook.exchange.outline.Written;
import io.github.layerbook.exchange.outline.WrittenShape;
import io.github.layerbook.exchange.paper.LayerColumns.Head;
import io.github.layerbook.exchange.paper.PlainTable.Row;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.normalization.BatchNormalization;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table of a layer a row, whose head says what the columns are: MobileNet's {@code Type / Stride,
 * Filter Shape, Input Size}; AlexNet's and LeNet's in encyclopaedias; Darknet's.
 */
final class LayerTable {
  private static final Pattern TIMES = Pattern.compile("^\\W*(\\d{1,2})\\s*[x×*]\\s+(?=\\p{L})");
  private static final Pattern NUMBERS = Pattern.compile("\\d{1,6}(?:\\s*[x×*,]\\s*\\d{1,6}){1,3}");
  private static final Pattern INPUTS =
      Pattern.compile("\\W*(?:\\d+\\W+)?(?:the )?(?:input|image|data)\\b.*");
  private static final Pattern TOTAL = Pattern.compile("(?i)^\\W*(?:total|sum)\\b.*");

  private final Outline outline;
  private final LayerColumns columns;
  private final List<Row> rows;
  private final boolean normalized;

  private LayerTable(PlainTable table, Row heading) {
    columns = new LayerColumns(heading);
    rows =
        fromInput(
            table.rows().stream()
                .filter(row -> row.line() > heading.line() && row.cells().size() > 1)
                .filter(row -> !TOTAL.matcher(row.text()).matches())
                .toList());
    normalized =
        rows.stream()
            .anyMatch(row -> Written.plain(columns.cell(row, Head.TYPE)).contains("conv dw"));
    outline = new Outline(new Habits(true, true, !normalized, Habits::images));
  }

  /** Some tables begin with the output, and end with the input. */
  private List<Row> fromInput(List<Row> written) {
    boolean upward =
        written.size() > 1 && isInput(written.get(written.size() - 1)) && !isInput(written.get(0));
    List<Row> ordered = new ArrayList<>(written);
    if (upward) {
      Collections.reverse(ordered);
    }
    return List.copyOf(ordered);
  }

  private boolean isInput(Row row) {
    return INPUTS.matcher(Written.plain(type(row))).matches();
  }

  static boolean recognises(String text) {
    PlainTable table = PlainTable.of(LayerColumns.parted(PlainTable.plain(text)));
    Optional<Row> heading = LayerColumns.heading(table);
    return heading.isPresent()
        && table.rows().stream()
                .filter(row -> row.line() > heading.get().line())
                .limit(400)
                .filter(row -> LayerPhrase.read(row.whole()).isPresent())
                .limit(2)
                .count()
            == 2;
  }

  static ReadNetwork read(String text, ReadingOptions options) {
    PlainTable table = PlainTable.of(LayerColumns.parted(PlainTable.plain(text)));
    Optional<Row> heading = LayerColumns.heading(table);
    return heading.isEmpty()
        ? new Outline(Habits.OF_LECTURES).read(options, text)
        : new LayerTable(table, heading.get()).read(options, text);
  }

  private ReadNetwork read(ReadingOptions options, String text) {
    for (int i = 0; i < rows.size(); i++) {
      Matcher times = TIMES.matcher(columns.cell(rows.get(i), Head.TYPE));
      long repeated = times.find() ? Math.min(100, Long.parseLong(times.group(1))) : 1;
      // A depthwise convolution repeats with the pointwise one after it.
      boolean pair = repeated > 1 && isDepthwise(rows.get(i)) && i + 1 < rows.size();
      for (long j = 0; j < repeated; j++) {
        add(i);
        if (pair) {
          add(i + 1);
        }
      }
      i += pair ? 1 : 0;
    }
    if (normalized) {
      outline.note(
          "as in the paper, each convolution is without biases, and batch norm and ReLU follow it");
    }
    return outline.read(options, text);
  }

  private boolean isDepthwise(Row row) {
    return Written.plain(type(row)).matches(".*\\bdw\\b.*|.*depth.*");
  }

  private String type(Row row) {
    return TIMES.matcher(columns.cell(row, Head.TYPE)).replaceFirst("");
  }

  private void add(int index) {
    Row row = rows.get(index);
    List<Long> input = shape(columns.cell(row, Head.INPUT));
    if (outline.steps().isEmpty() && !outline.hasInput() && input.size() > 1) {
      outline.input(WrittenShape.image(input, true));
    }
    String type = type(row);
    if (isInput(row)) {
      inputRow(row);
      return;
    }
    Optional<LayerPhrase> phrase = phrase(row, type);
    if (phrase.isEmpty()) {
      if (row.whole().matches(".*\\d.*")) {
        outline.problem(row.line(), "“%s” is not understood as a layer".formatted(row.text()));
      }
      return;
    }
    Step step =
        Step.of(row.line(), row.text(), name(row), normal(phrase.get()))
            .counted(
                Written.numbers(
                        columns.cell(row, Head.PARAMETERS).matches("[\\d,]+")
                            ? columns.cell(row, Head.PARAMETERS)
                            : "")
                    .stream()
                    .findFirst(),
                Optional.empty());
    List<Long> output = output(index, step.phrase());
    outline.add(corrected(output.isEmpty() ? step : step.shaped(output), input, output));
  }

  private void inputRow(Row row) {
    List<Long> extents = shape(columns.cell(row, Head.SHAPE));
    if (extents.isEmpty()) {
      extents = shape(columns.cell(row, Head.KERNEL));
    }
    List<Long> out = Written.numbers(columns.cell(row, Head.OUT));
    if (extents.size() == 2 && out.size() == 1) {
      extents = List.of(extents.get(0), extents.get(1), out.get(0));
    }
    if (!extents.isEmpty() && !outline.hasInput()) {
      outline.input(WrittenShape.image(extents, true));
    }
  }

  private String name(Row row) {
    String name = columns.cell(row, Head.NAME);
    return name.matches("(?i)[a-z]+[\\d_]*\\w*") && name.matches(".*\\d.*") ? name : "";
  }

  private Optional<LayerPhrase> phrase(Row row, String type) {
    String label = type + " " + columns.cell(row, Head.NAME);
    String kernel = Written.plain(columns.cell(row, Head.KERNEL));
    String stride =
        columns.column(Head.STRIDE) == columns.column(Head.TYPE)
            ? ""
            : columns.cell(row, Head.STRIDE);
    String padding = columns.cell(row, Head.PADDING);
    boolean counted = columns.cell(row, Head.OUT).matches("\\W*\\d[\\d,]*\\W*");
    List<Long> filters = counted ? Written.numbers(columns.cell(row, Head.OUT)) : List.of();
    String out = filters.isEmpty() ? "" : filters.get(0) + " filters";
    String body =
        String.join(
            ", ",
            List.of(
                kernel,
                out,
                stride.matches("\\d.*") ? "stride " + stride : "",
                padding.matches("(?i)\\d.*|same|valid") ? "pad " + padding : "",
                columns.cell(row, Head.ACTIVATION),
                strideOfType(type)));
    Optional<LayerPhrase> phrase = LayerPhrase.read(label, body);
    if (phrase.isPresent() && phrase.get().kind() == Kind.FULLY_CONNECTED) {
      List<Long> weights = Written.numbers(kernel.replaceAll("[^\\d]", " "));
      return out.isEmpty() && weights.size() > 1
          ? phrase.map(read -> read.out(weights.get(weights.size() - 1)))
          : phrase;
    }
    return phrase;
  }

  /** {@code Conv / s2}: labels' digits are no sizes, but this one is. */
  private static String strideOfType(String type) {
    Matcher stride = Pattern.compile("/\\s*s?\\s*(\\d{1,2})\\b").matcher(type);
    return stride.find() ? "stride " + stride.group(1) : "";
  }

  private LayerPhrase normal(LayerPhrase phrase) {
    if (!normalized || !phrase.kind().isConvolution()) {
      return phrase;
    }
    List<Layer> after = new ArrayList<>(List.of(BatchNormalization.of()));
    after.add(Activation.relu());
    return phrase.after(after);
  }

  /** What the row says of its output, or the next row of its input. */
  private List<Long> output(int index, LayerPhrase phrase) {
    Row row = rows.get(index);
    List<Long> stated = shape(columns.cell(row, Head.SHAPE));
    if (stated.isEmpty() && columns.has(Head.INPUT) && index + 1 < rows.size()) {
      stated = shape(columns.cell(rows.get(index + 1), Head.INPUT));
    }
    List<Long> out = Written.numbers(columns.cell(row, Head.OUT));
    if (stated.size() == 2 && (phrase.kind().isConvolution() || phrase.kind().isPool())) {
      return phrase.out().isPresent() || out.size() == 1
          ? List.of(stated.get(0), stated.get(1), phrase.out().orElseGet(() -> out.get(0)))
          : List.of();
    }
    return phrase.kind() == Kind.PLAIN || (stated.size() == 2 && stated.get(1) != 1)
        ? List.of()
        : stated;
  }

  /** The paper's last depthwise convolution is printed with a stride that its sizes deny. */
  private Step corrected(Step step, List<Long> input, List<Long> output) {
    boolean same =
        input.size() == 3 && output.size() == 3 && input.subList(0, 2).equals(output.subList(0, 2));
    if (same
        && step.phrase().kind().isConvolution()
        && step.phrase().stride().filter(s -> s > 1).isPresent()) {
      outline.note(
          "line %d says stride %d, but the next row's input is as large: stride 1 is taken"
              .formatted(step.line(), step.phrase().stride().get()));
      return step.with(step.phrase().stride(1));
    }
    return step;
  }

  private static List<Long> shape(String cell) {
    String plain = Written.plain(cell).replaceAll("(\\d+)\\s*(?:²|\\^2)", "$1x$1");
    plain = plain.replaceAll("(?<=\\d)\\s*[x×*]\\s*(?=\\d)", "x");
    Matcher numbers = NUMBERS.matcher(plain);
    if (numbers.find()) {
      return Written.numbers(numbers.group().replaceAll("[^\\d]", " "));
    }
    return plain.matches("\\d{1,6}") ? List.of(Long.valueOf(plain)) : List.of();
  }
}
