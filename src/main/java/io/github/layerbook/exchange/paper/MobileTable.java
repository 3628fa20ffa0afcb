package io.github.layerbook.exchange.paper;

import io.github.layerbook.exchange.drawing.Drawing;
import io.github.layerbook.exchange.drawing.UnreadableException;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.outline.WrittenShape;
import io.github.layerbook.exchange.tracing.Made;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.convolution.SqueezeExcitation;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.size.Size;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * MobileNetV3's tables 1 and 2 (Howard et al. 2019, arXiv:1905.02244): an operator a row with the
 * expanded channels, the channels out, squeeze-and-excitation, the nonlinearity and the stride.
 */
final class MobileTable {
  private static final String GAP = "[\\s|&,]+";
  private static final String MARK = "(?:(?<se>[✓√✔]|\\\\?checkmark|yes|[xX])|-+|–|—)?";
  private static final String NONLINEARITY = "(?<nl>RE|HS|ReLU|h-?swish|-|–|—)";
  private static final Pattern BLOCK =
      Pattern.compile(
          "(?i)^.*?\\bbneck"
              + GAP
              + "(?<kernel>\\d)\\s*[x×]\\s*\\d"
              + GAP
              + "(?<wide>\\d{1,5})"
              + GAP
              + "(?<out>\\d{1,5})"
              + GAP
              + MARK
              + "[\\s|&]*"
              + NONLINEARITY
              + GAP
              + "(?<stride>\\d)\\W*$");
  private static final Pattern CONVOLUTION =
      Pattern.compile(
          "(?i)^.*?\\bconv2d(?:"
              + GAP
              + "(?<kernel>\\d)\\s*[x×]\\s*\\d)?(?<plain>"
              + GAP
              + "NBN)?"
              + "(?:"
              + GAP
              + "[-–—])?"
              + GAP
              + "(?<out>\\d{1,5}|k)"
              + GAP
              + MARK
              + "[\\s|&]*"
              + NONLINEARITY
              + GAP
              + "(?<stride>\\d)\\W*$");
  private static final Pattern POOL = Pattern.compile("(?i)^.*\\bpool\\b.*$");
  private static final long CLASSES = 1_000;

  private final Drawing drawing;
  private final Stack stack;

  private MobileTable(Drawing drawing, List<Long> input) {
    this.drawing = drawing;
    this.stack = new Stack(drawing, input);
  }

  static boolean recognises(String text) {
    return PlainTable.plain(text)
            .lines()
            .filter(line -> line.length() < 500 && BLOCK.matcher(line).matches())
            .limit(2)
            .count()
        == 2;
  }

  static ReadNetwork read(String text, ReadingOptions options) {
    Drawing drawing = new Drawing();
    List<Long> input = List.of(3L, 224L, 224L);
    if (options.inputs().isEmpty()) {
      drawing.note("the input is the paper's, 224x224x3");
    } else {
      input = WrittenShape.image(options.inputs().get(0), true);
    }
    drawing.note(
        "as in the paper, and not in the text: batch norm after each convolution but those marked NBN,"
            + " squeeze-and-excitation to a quarter of the expanded channels in steps of 8, sums where"
            + " shapes stay");
    MobileTable table = new MobileTable(drawing, input);
    try {
      int number = 0;
      for (String line : PlainTable.plain(text).lines().toList()) {
        number++;
        table.row(number, line.length() > 500 ? "" : line);
      }
    } catch (UnreadableException e) {
      drawing.problem(e.problem());
    }
    return drawing.read(options.name().isEmpty() ? "mobilenet_v3" : options.name());
  }

  private void row(int number, String line) {
    stack.at(number);
    Matcher block = BLOCK.matcher(line);
    Matcher convolution = CONVOLUTION.matcher(line);
    String path = "stage" + number;
    if (block.matches()) {
      block(path, block);
    } else if (convolution.matches()) {
      convolution(path, convolution);
    } else if (POOL.matcher(line).matches()) {
      stack.add("avgpool", GlobalPool.average());
    }
  }

  private static Activation.Kind activation(Matcher row) {
    return row.group("nl").matches("(?i)h.*") ? Activation.Kind.HARDSWISH : Activation.Kind.RELU;
  }

  private static long number(Matcher row, String group) {
    return Long.parseLong(row.group(group));
  }

  private void convolution(String path, Matcher row) {
    boolean open = row.group("out").equalsIgnoreCase("k");
    if (open) {
      drawing.note("k classes: 1,000 are taken");
    }
    long out = open ? CLASSES : number(row, "out");
    boolean active = row.group("nl").matches("\\p{L}.*");
    if (row.group("plain") != null || stack.last().shape().spatial().isEmpty()) {
      stack.add(path + ".fc", FullyConnected.of(out));
    } else {
      long kernel = row.group("kernel") == null ? 3 : number(row, "kernel");
      stack.convolution(path + ".conv", kernel, out, number(row, "stride"), 1);
      stack.norm(path + ".bn");
    }
    if (active) {
      stack.activation(path + ".activation", activation(row));
    }
    if (row.group("se") != null && row.group("plain") == null) {
      squeezed(path, out);
    }
  }

  private void squeezed(String path, long channels) {
    long quarter = Math.max(8, (channels / 4 + 4) / 8 * 8);
    long squeeze = 10 * quarter < 9 * (channels / 4) ? quarter + 8 : quarter;
    stack.add(
        path + ".se",
        new SqueezeExcitation(
            Size.of(squeeze), Activation.Kind.RELU, Activation.Kind.HARDSIGMOID, true));
  }

  private void block(String path, Matcher row) {
    Made start = stack.last();
    long in = stack.channels();
    long wide = number(row, "wide");
    long out = number(row, "out");
    long stride = number(row, "stride");
    Activation.Kind activation = activation(row);
    if (wide != in) {
      stack.convolution(path + ".expand", 1, wide, 1, 1);
      stack.norm(path + ".expand_bn");
      stack.activation(path + ".expand_activation", activation);
    }
    stack.depthwise(path + ".depthwise", number(row, "kernel"), stride);
    stack.norm(path + ".depthwise_bn");
    stack.activation(path + ".depthwise_activation", activation);
    if (row.group("se") != null) {
      squeezed(path, wide);
    }
    stack.convolution(path + ".project", 1, out, 1, 1);
    stack.norm(path + ".project_bn");
    if (stride == 1 && in == out) {
      stack.merge(path + ".add", Merge.of(Merge.Kind.ADD), List.of(stack.last(), start));
    }
  }
}
