package io.github.layerbook.exchange.paper;

import static io.github.layerbook.exchange.paper.Painting.number;

import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.tracing.Made;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.merge.Concatenate;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.layer.pooling.MaxPool;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SqueezeNet's table 1 (Iandola et al. 2016, arXiv:1602.07360): a fire module a row, with the
 * filters of its squeeze layer and of the two sizes of its expand layer.
 */
final class FireTable {
  private static final String SIZE = "\\d{1,4}\\s*[x×]\\s*\\d{1,4}\\s*[x×]\\s*(?<depth>\\d{1,5})";
  private static final Pattern FIRE =
      Pattern.compile(
          "(?i)^\\W*(?<name>fire\\s?\\d{1,2})\\W+"
              + SIZE
              + "[\\s|&]+(?:\\d[\\s|&]+)?(?<squeeze>\\d{1,5})\\D*?[\\s|&]+(?<one>\\d{1,5})\\D*?[\\s|&]+(?<three>\\d{1,5})\\b.*$");
  private static final Pattern LAYER =
      Pattern.compile(
          "(?i)^\\W*(?<name>(?:conv|max-?pool|avg-?pool)\\w*)\\W+"
              + SIZE
              + "\\W+(?<kernel>\\d{1,2})\\s*[x×]\\s*\\d{1,2}\\s*/\\s*(?<stride>\\d).*$");

  /** With this the sizes of the paper's table come out; it says 224. */
  private static final long SIDE = 227;

  private FireTable() {}

  static boolean recognises(String text) {
    return Painting.hasRows(text, FIRE);
  }

  static ReadNetwork read(String text, ReadingOptions options) {
    return Painting.read(
        options,
        SIDE,
        "227x227x3 is taken for the input, with which the table's sizes come out",
        options.nameOr("squeezenet"),
        (stack, drawing) -> {
          drawing.note(
              "as in the paper, and not in the text: ReLU after each convolution, which has"
                  + " biases");
          Painting.rows(stack, text, (number, line) -> row(stack, line));
        });
  }

  private static void row(Stack stack, String line) {
    Matcher fire = FIRE.matcher(line);
    Matcher layer = LAYER.matcher(line);
    if (fire.matches()) {
      fire(stack, fire);
    } else if (layer.matches()) {
      String name = layer.group("name");
      long kernel = number(layer, "kernel");
      long stride = number(layer, "stride");
      if (name.matches("(?i)conv.*")) {
        convolved(stack, name, kernel, number(layer, "depth"), stride, 0);
      } else if (name.matches("(?i)max.*")) {
        stack.add(name, MaxPool.of(kernel).stride(stride).padding(0));
      } else {
        stack.add(name, GlobalPool.average());
      }
    }
  }

  private static Made convolved(
      Stack stack, String path, long kernel, long out, long stride, long padding) {
    stack.add(path, Convolution.of(kernel, out).stride(stride).padding(Padding.of(padding)));
    return stack.relu(path + "_relu");
  }

  private static void fire(Stack stack, Matcher row) {
    String path = row.group("name").replace(" ", "");
    Made squeezed = convolved(stack, path + ".squeeze", 1, number(row, "squeeze"), 1, 0);
    Made one = convolved(stack, path + ".expand1x1", 1, number(row, "one"), 1, 0);
    stack.from(squeezed);
    Made three = convolved(stack, path + ".expand3x3", 3, number(row, "three"), 1, 1);
    stack.merge(path + ".concat", new Concatenate(1), List.of(one, three));
  }
}
