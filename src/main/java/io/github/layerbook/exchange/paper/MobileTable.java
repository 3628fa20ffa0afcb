package io.github.layerbook.exchange.paper;

import static io.github.layerbook.exchange.paper.Painting.number;

import io.github.layerbook.exchange.drawing.Drawing;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.tracing.Made;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.pooling.GlobalPool;
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
  private static final String END =
      GAP + MARK + "[\\s|&]*" + NONLINEARITY + GAP + "(?<stride>\\d)\\W*$";
  private static final Pattern BLOCK =
      Pattern.compile(
          "(?i)^.*?\\bbneck"
              + GAP
              + "(?<kernel>\\d)\\s*[x×]\\s*\\d"
              + GAP
              + "(?<wide>\\d{1,5})"
              + GAP
              + "(?<out>\\d{1,5})"
              + END);
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
              + END);
  private static final Pattern POOL = Pattern.compile("(?i)^.*\\bpool\\b.*$");
  private static final long CLASSES = 1_000;

  private final Drawing drawing;
  private final Stack stack;

  private MobileTable(Stack stack, Drawing drawing) {
    this.drawing = drawing;
    this.stack = stack;
  }

  static boolean recognises(String text) {
    return Painting.hasRows(text, BLOCK);
  }

  static ReadNetwork read(String text, ReadingOptions options) {
    return Painting.read(
        options,
        options.nameOr("mobilenet_v3"),
        (stack, drawing) -> {
          drawing.note(
              "as in the paper, and not in the text: batch norm after each convolution but those"
                  + " marked NBN, squeeze-and-excitation to a quarter of the expanded channels in"
                  + " steps of 8, sums where shapes stay");
          Painting.rows(stack, text, new MobileTable(stack, drawing)::row);
        });
  }

  private void row(int number, String line) {
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
    stack.squeeze(path, squeezed(channels), Activation.Kind.RELU, Activation.Kind.HARDSIGMOID);
  }

  /** A quarter of the channels in steps of 8. */
  private static long squeezed(long channels) {
    long quarter = Math.max(8, (channels / 4 + 4) / 8 * 8);
    return 10 * quarter < 9 * (channels / 4) ? quarter + 8 : quarter;
  }

  private void block(String path, Matcher row) {
    Made start = stack.last();
    long wide = number(row, "wide");
    Activation.Kind activation = activation(row);
    stack.widened(path, wide, number(row, "kernel"), number(row, "stride"), activation);
    if (row.group("se") != null) {
      squeezed(path, wide);
    }
    stack.projected(path, number(row, "out"), number(row, "stride"), start);
  }
}
