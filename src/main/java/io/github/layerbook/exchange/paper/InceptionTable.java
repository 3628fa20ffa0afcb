package io.github.layerbook.exchange.paper;

import io.github.layerbook.exchange.drawing.Drawing;
import io.github.layerbook.exchange.drawing.UnreadableException;
import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.paper.PlainTable.Row;
import io.github.layerbook.exchange.tracing.Made;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.activation.Dropout;
import io.github.layerbook.layer.activation.Softmax;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.merge.Concatenate;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.layer.pooling.MaxPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * GoogLeNet's table 1 (Szegedy et al. 2014, arXiv:1409.4842): a row for each module, with the
 * filters of its branches, {@code #1×1, #3×3 reduce, #3×3, #5×5 reduce, #5×5, pool proj}.
 *
 * <p>The numbers of a row stand in this order, whether or not empty cells stand between.
 */
final class InceptionTable {
  private static final Pattern MODULE =
      Pattern.compile("(?im)^\\W*inception\\s*\\(?\\s*\\d[a-z]\\b");
  private static final Pattern TYPE =
      Pattern.compile(
          "(?i)^\\W*(conv\\w*|max[-"
              + " ]?pool\\w*|inception\\s*\\(?\\s*(\\d[a-z])\\s*\\)?|av(?:era)?g[-"
              + " ]?pool\\w*|dropout(?:\\s*\\(\\d+\\s*%\\))?|linear|fc|softmax)");
  private static final Pattern WINDOW = Pattern.compile("(\\d{1,2})\\s*[x×]\\s*\\1\\s*/\\s*(\\d)");
  private static final Pattern SIZE =
      Pattern.compile("(\\d{1,4})\\s*[x×]\\s*(\\d{1,4})\\s*[x×]\\s*(\\d{1,5})");
  private static final Pattern FIGURE = Pattern.compile("(\\d[\\d.,]*)\\s*([KMG]?)(?![\\w%])");

  private final Drawing drawing;
  private final Stack stack;
  private final Map<Integer, String> stated;
  private int convolutions;
  private int pools;

  private InceptionTable(Stack stack, Drawing drawing, Map<Integer, String> stated) {
    this.stack = stack;
    this.drawing = drawing;
    this.stated = stated;
  }

  static boolean recognises(String text) {
    return MODULE.matcher(text).results().limit(2).count() == 2
        && text.toLowerCase(Locale.ROOT).matches("(?s).*(?:reduce|pool proj).*");
  }

  static ReadNetwork read(String text, ReadingOptions options) {
    Map<Integer, String> stated = new TreeMap<>();
    ReadNetwork read =
        Painting.read(
            options,
            options.nameOr("googlenet"),
            (stack, drawing) -> {
              drawing.note(
                  "as in the paper, and not in the text: biases, and ReLU after each convolution;"
                      + " local response normalisation and the auxiliary classifiers are left out");
              InceptionTable table = new InceptionTable(stack, drawing, stated);
              PlainTable.of(PlainTable.plain(text)).rows().forEach(table::add);
            });
    return read.stating(List.of(), claims(stated), each -> !each.isBlank());
  }

  /** The numbers of a row behind its sizes. */
  private record Numbers(List<Long> whole, List<String> figures) {
    long at(int index, Row row) {
      if (index >= whole.size()) {
        throw new UnreadableException(
            row.line(), "“%s” has too few numbers: %s".formatted(row.text(), whole));
      }
      return whole.get(index);
    }
  }

  private void add(Row row) {
    String text = row.whole();
    Matcher type = TYPE.matcher(text);
    if (!type.find()) {
      if (SIZE.matcher(text).find()) {
        drawing.problem(
            new Problem(
                row.line(), "“%s” is not understood as a row of the table".formatted(row.text())));
      }
      return;
    }
    stack.at(row.line());
    String word = type.group(1).toLowerCase(Locale.ROOT);
    Matcher window = WINDOW.matcher(text);
    boolean windowed = window.find();
    long kernel = windowed ? Long.parseLong(window.group(1)) : 1;
    long stride = windowed ? Long.parseLong(window.group(2)) : 1;
    Matcher size = SIZE.matcher(text);
    int behind = type.end();
    long channels = 0;
    while (size.find()) {
      behind = size.end();
      channels = Long.parseLong(size.group(3));
    }
    Numbers numbers = numbers(text.substring(behind));
    if (word.startsWith("inception")) {
      module(row, "inception_" + type.group(2).toLowerCase(Locale.ROOT), numbers);
    } else if (word.startsWith("conv") && channels > 0) {
      convolution(row, kernel, stride, channels, numbers);
    } else if (word.startsWith("max")) {
      pool(row, kernel, stride, channels);
    } else if (word.startsWith("av")) {
      stack.add("avgpool", GlobalPool.average());
    } else if (word.startsWith("dropout")) {
      stack.add("dropout", new Dropout(0.4));
    } else if (word.equals("softmax")) {
      stack.add("softmax", new Softmax());
    } else if (channels > 0) {
      stack.add("linear", FullyConnected.of(channels));
      states(row, "linear", numbers);
    }
  }

  private static Numbers numbers(String text) {
    List<Long> whole = new ArrayList<>();
    List<String> figures = new ArrayList<>();
    Matcher figure = FIGURE.matcher(text);
    while (figure.find()) {
      String digits = figure.group(1).replace(",", "");
      if (figure.group(2).isEmpty() && digits.matches("\\d{1,6}")) {
        whole.add(Long.valueOf(digits));
      } else if (digits.matches("\\d{1,9}(?:\\.\\d{1,3})?")) {
        figures.add(digits + figure.group(2));
      }
    }
    return new Numbers(whole, figures);
  }

  /** What a row says of its parameters and operations, in words that claims are read in. */
  private void states(Row row, String path, Numbers numbers) {
    if (numbers.figures().size() == 2) {
      stated.put(
          row.line(),
          "%s has %s parameters, %s multiply-adds"
              .formatted(path, numbers.figures().get(0), numbers.figures().get(1)));
    }
  }

  private static String claims(Map<Integer, String> stated) {
    StringBuilder text = new StringBuilder();
    int line = 1;
    for (Map.Entry<Integer, String> each : stated.entrySet()) {
      text.append("\n".repeat(Math.max(0, each.getKey() - line))).append(each.getValue());
      line = each.getKey();
    }
    return text.toString();
  }

  private Made rectified(String path, long kernel, long out, long stride) {
    stack.add(path, Convolution.of(kernel, out).stride(stride).padding(kernel / 2));
    return stack.activation(path + "_relu", Activation.Kind.RELU);
  }

  /** Of depth 2, a reduction stands before it. */
  private void convolution(Row row, long kernel, long stride, long channels, Numbers numbers) {
    convolutions++;
    String path = "conv" + convolutions;
    if (numbers.whole().size() > 2) {
      rectified(path + "_reduce", 1, numbers.at(1, row), 1);
    }
    rectified(path, kernel, channels, stride);
  }

  /** The paper's pooling rounds up. */
  private void pool(Row row, long kernel, long stride, long channels) {
    pools++;
    if (channels > 0 && channels != stack.channels()) {
      throw new UnreadableException(
          row.line(),
          "%d channels are pooled, but %d come in".formatted(channels, stack.channels()));
    }
    stack.add("pool" + pools, MaxPool.of(kernel).stride(stride).ceil(true));
  }

  private void module(Row row, String path, Numbers numbers) {
    Made start = stack.last();
    List<Made> branches = new ArrayList<>();
    branches.add(rectified(path + ".conv1x1", 1, numbers.at(1, row), 1));
    for (int i = 0; i < 2; i++) {
      long kernel = 3 + 2L * i;
      String name = path + ".conv%dx%d".formatted(kernel, kernel);
      stack.from(start);
      rectified(name + "_reduce", 1, numbers.at(2 + 2 * i, row), 1);
      branches.add(rectified(name, kernel, numbers.at(3 + 2 * i, row), 1));
    }
    stack.from(start);
    stack.add(path + ".pool", MaxPool.of(3).stride(1).padding(1));
    branches.add(rectified(path + ".pool_proj", 1, numbers.at(6, row), 1));
    stack.merge(path + ".concat", new Concatenate(1), branches);
    states(row, path, numbers);
  }
}
