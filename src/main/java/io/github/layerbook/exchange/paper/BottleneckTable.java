package io.github.layerbook.exchange.paper;

import io.github.layerbook.exchange.drawing.Drawing;
import io.github.layerbook.exchange.drawing.UnreadableException;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.outline.Written;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.layer.pooling.GlobalPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * MobileNetV2's table 2 (Sandler et al. 2018, arXiv:1801.04381): an operator with its expansion t,
 * channels c, repetitions n and stride s a row.
 */
final class BottleneckTable {
  private static final Pattern HEAD = Pattern.compile("(?im)^.*\\bt\\b\\W+c\\b\\W+n\\b\\W+s\\b.*$");
  private static final Pattern ROW =
      Pattern.compile(
          "(?i)^.*?\\b(conv2d\\s*(?:\\(?\\d\\s*[x×]\\s*\\d\\)?)?|(?:inverted"
              + " )?bottleneck|av(?:era)?g\\s?pool\\w*(?:\\s*\\(?\\d+\\s*[x×]\\s*\\d+\\)?)?|fc|linear)[\\s|&]+(.*)$");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,5}|-+|–|—|\\bk\\b");

  private BottleneckTable() {}

  static boolean recognises(String text) {
    return HEAD.matcher(text).find()
        && text.lines().filter(line -> line.toLowerCase(Locale.ROOT).contains("bottleneck")).count()
            >= 2;
  }

  static ReadNetwork read(String text, ReadingOptions options) {
    return Painting.read(
        options,
        options.nameOr("mobilenet_v2"),
        (stack, drawing) -> {
          drawing.note(
              "as in the paper, and not in the text: batch norm after each convolution, ReLU6 but"
                  + " after a bottleneck's last, sums where shapes stay, no biases but in the last"
                  + " layer");
          int[] stage = {0};
          Painting.rows(
              stack,
              text,
              (number, line) -> {
                Matcher row = ROW.matcher(line);
                if (row.matches() && !HEAD.matcher(line).matches()) {
                  add(stack, drawing, number, "stage" + ++stage[0], row);
                }
              });
        });
  }

  /** The numbers t, c, n, s, 0 where a dash stands; a column that is missing has 1. */
  private static List<Long> numbers(String cells) {
    List<Long> all = new ArrayList<>();
    Matcher number = NUMBER.matcher(cells);
    while (number.find() && all.size() < 4) {
      String text = number.group();
      all.add(text.matches("\\d+") ? Long.parseLong(text) : text.equals("k") ? -1L : 0L);
    }
    while (all.size() < 4) {
      all.add(0L);
    }
    return all;
  }

  private static void add(Stack stack, Drawing drawing, int line, String path, Matcher row) {
    String operator = Written.plain(row.group(1));
    List<Long> numbers = numbers(row.group(2));
    long out = numbers.get(1);
    long times = Math.max(1, numbers.get(2));
    long stride = Math.max(1, numbers.get(3));
    if (times > 200) {
      throw new UnreadableException(line, "a block stands %d times".formatted(times));
    } else if (operator.startsWith("av")) {
      stack.add("avgpool", GlobalPool.average());
    } else if ((operator.startsWith("conv") && stack.last().shape().spatial().isEmpty())
        || operator.matches("fc|linear")) {
      if (out < 0) {
        drawing.note("k classes: 1,000 are taken");
      }
      stack.add("fc", FullyConnected.of(out > 0 ? out : 1_000));
    } else if (out <= 0) {
      throw new UnreadableException(line, "the row does not say its channels c");
    } else if (operator.startsWith("conv")) {
      stack.convolution(path + ".conv", operator.contains("1x1") ? 1 : 3, out, stride, 1);
      stack.norm(path + ".bn");
      stack.activation(path + ".relu6", Activation.Kind.RELU6);
    } else {
      for (int i = 1; i <= times; i++) {
        InvertedResidual.plain(Math.max(1, numbers.get(0)), 3, out, i == 1 ? stride : 1)
            .draw(stack, path + "." + i);
      }
    }
  }
}
