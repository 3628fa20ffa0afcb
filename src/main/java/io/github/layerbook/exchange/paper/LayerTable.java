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
  private static final int TYPE = 0;
  private static final int NAME = 1;
  private static final int KERNEL = 2;
  private static final int STRIDE = 3;
  private static final int PADDING = 4;
  private static final int ACTIVATION = 5;
  private static final int INPUT = 6;
  private static final int SHAPE = 7;
  private static final int OUT = 8;
  private static final int PARAMETERS = 9;
  private static final int SIZE = 10;

  private static final List<Pattern> HEADS =
      List.of(
          Pattern.compile("(?i)^\\W*(?:layer )?\\(?(?:type|operators?|operation|kind)\\b"),
          Pattern.compile(
              "(?i)^\\W*(?:layers?|name|stage|component|block)(?: name| no\\.?| #)?\\W*$"),
          Pattern.compile(
              "(?i)kernel|filter (?:size|shape)|patch|window|receptive|size ?/ ?stride|filter ?/ ?stride|filter dim"),
          Pattern.compile("(?i)\\bstrides?\\b"),
          Pattern.compile("(?i)\\bpad"),
          Pattern.compile("(?i)activation(?! (?:shape|size))|non-?linear|\\bnl\\b"),
          Pattern.compile("(?i)\\binput\\b|size-in"),
          Pattern.compile(
              "(?i)output (?:size|shape|dim\\w*|volume|map)|\\boutput\\b|of (?:the )?feature map|feature map size|activation shape|size-out"),
          Pattern.compile(
              "(?i)filters?|channels?|feature maps?|\\bmaps?\\b|units|neurons|nodes|\\bdepth\\b|width"),
          Pattern.compile("(?i)param|weights"),
          Pattern.compile("(?i)^\\W*size\\W*$|dimensions?"));

  private static final Pattern TIMES = Pattern.compile("^\\W*(\\d{1,2})\\s*[x×*]\\s+(?=\\p{L})");
  private static final Pattern NUMBERS = Pattern.compile("\\d{1,6}(?:\\s*[x×*,]\\s*\\d{1,6}){1,3}");
  private static final Pattern INPUTS =
      Pattern.compile("\\W*(?:\\d+\\W+)?(?:the )?(?:input|image|data)\\b.*");
  private static final Pattern TOTAL = Pattern.compile("(?i)^\\W*(?:total|sum)\\b.*");

  private static final Pattern COPIED =
      Pattern.compile("(?im)^\\s*type\\s*/\\s*stride +filter shape +input size\\s*$");
  private static final Pattern COPIED_ROW =
      Pattern.compile(
          "^\\s*((?:\\d{1,2}\\s*[x×]\\s*)?\\p{L}[\\p{L} ]*/\\s*s\\d)\\s+(.*?)\\s+(\\d+\\s*[x×]\\s*\\d+\\s*[x×]\\s*\\d+)\\s*$");

  private final Outline outline;
  private final int[] columns;
  private final List<Row> rows;
  private final boolean normalized;

  private LayerTable(PlainTable table, Row heading) {
    columns = table.columns(heading, HEADS);
    if (columns[TYPE] < 0) {
      columns[TYPE] = columns[NAME];
      columns[NAME] = -1;
    }
    if (columns[KERNEL] < 0) {
      columns[KERNEL] = columns[SIZE];
    } else if (columns[SHAPE] < 0) {
      columns[SHAPE] = columns[SIZE];
    }
    rows =
        fromInput(
            table.rows().stream()
                .filter(row -> row.line() > heading.line() && row.cells().size() > 1)
                .filter(row -> !TOTAL.matcher(row.text()).matches())
                .toList());
    normalized =
        rows.stream().anyMatch(row -> Written.plain(row.cell(columns[TYPE])).contains("conv dw"));
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

  /** The row that names the columns. */
  private static Optional<Row> heading(PlainTable table) {
    return table.rows().stream()
        .limit(6)
        .filter(
            row -> {
              int[] columns = table.columns(row, HEADS);
              int known = 0;
              for (int column : columns) {
                known += column >= 0 ? 1 : 0;
              }
              boolean named = columns[TYPE] >= 0 || columns[NAME] >= 0;
              boolean sized = columns[KERNEL] >= 0 || columns[OUT] >= 0 || columns[SIZE] >= 0;
              return named && sized && known >= 2 && row.cells().size() >= 3;
            })
        .findFirst();
  }

  /** MobileNet's table as it is copied from a PDF, where blanks alone part the cells. */
  private static String parted(String text) {
    if (!COPIED.matcher(text).find()) {
      return text;
    }
    StringBuilder parted = new StringBuilder();
    String times = "";
    for (String line : text.split("\n", -1)) {
      Matcher row = COPIED_ROW.matcher(line);
      if (COPIED.matcher(line).find()) {
        parted.append("Type / Stride\tFilter Shape\tInput Size");
      } else if (line.matches("\\W*\\d{1,2}\\s*[x×*]\\W*")) {
        times = line.strip() + " ";
      } else if (row.matches()) {
        parted
            .append(times)
            .append(row.group(1))
            .append('\t')
            .append(row.group(2))
            .append('\t')
            .append(row.group(3));
        times = "";
      } else {
        parted.append(line);
      }
      parted.append('\n');
    }
    return parted.toString();
  }

  static boolean recognises(String text) {
    PlainTable table = PlainTable.of(parted(PlainTable.plain(text)));
    Optional<Row> heading = heading(table);
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
    PlainTable table = PlainTable.of(parted(PlainTable.plain(text)));
    Optional<Row> heading = heading(table);
    return heading.isEmpty()
        ? new Outline(Habits.OF_LECTURES).read(options, text)
        : new LayerTable(table, heading.get()).read(options, text);
  }

  private ReadNetwork read(ReadingOptions options, String text) {
    for (int i = 0; i < rows.size(); i++) {
      Matcher times = TIMES.matcher(rows.get(i).cell(columns[TYPE]));
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
    return TIMES.matcher(row.cell(columns[TYPE])).replaceFirst("");
  }

  private void add(int index) {
    Row row = rows.get(index);
    List<Long> input = shape(row.cell(columns[INPUT]));
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
                        row.cell(columns[PARAMETERS]).matches("[\\d,]+")
                            ? row.cell(columns[PARAMETERS])
                            : "")
                    .stream()
                    .findFirst(),
                Optional.empty());
    List<Long> output = output(index, step.phrase());
    outline.add(corrected(output.isEmpty() ? step : step.shaped(output), input, output));
  }

  private void inputRow(Row row) {
    List<Long> extents = shape(cell(row, SHAPE));
    if (extents.isEmpty()) {
      extents = shape(cell(row, KERNEL));
    }
    List<Long> out = Written.numbers(cell(row, OUT));
    if (extents.size() == 2 && out.size() == 1) {
      extents = List.of(extents.get(0), extents.get(1), out.get(0));
    }
    if (!extents.isEmpty() && !outline.hasInput()) {
      outline.input(WrittenShape.image(extents, true));
    }
  }

  private String cell(Row row, int head) {
    return columns[head] < 0 ? "" : row.cell(columns[head]);
  }

  private String name(Row row) {
    String name = cell(row, NAME);
    return name.matches("(?i)[a-z]+[\\d_]*\\w*") && name.matches(".*\\d.*") ? name : "";
  }

  private Optional<LayerPhrase> phrase(Row row, String type) {
    String label = type + " " + cell(row, NAME);
    String kernel = Written.plain(cell(row, KERNEL));
    String stride = columns[STRIDE] == columns[TYPE] ? "" : cell(row, STRIDE);
    String padding = cell(row, PADDING);
    boolean counted = cell(row, OUT).matches("\\W*\\d[\\d,]*\\W*");
    List<Long> filters = counted ? Written.numbers(cell(row, OUT)) : List.of();
    String out = filters.isEmpty() ? "" : filters.get(0) + " filters";
    String body =
        String.join(
            ", ",
            List.of(
                kernel,
                out,
                stride.matches("\\d.*") ? "stride " + stride : "",
                padding.matches("(?i)\\d.*|same|valid") ? "pad " + padding : "",
                cell(row, ACTIVATION),
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
    List<Long> stated = shape(cell(row, SHAPE));
    if (stated.isEmpty() && columns[INPUT] >= 0 && index + 1 < rows.size()) {
      stated = shape(cell(rows.get(index + 1), INPUT));
    }
    List<Long> out = Written.numbers(cell(row, OUT));
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
