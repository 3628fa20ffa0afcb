package io.github.layerbook.exchange.paper;

import io.github.layerbook.exchange.drawing.UnreadableException;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.layer.activation.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * EfficientNet's table 1 (Tan and Le 2019, arXiv:1905.11946), a stage a row: {@code MBConv6, k5x5},
 * the resolution that comes in, channels and layers; and EfficientNetV2's table 4, which has
 * strides in the place of resolutions and {@code Fused-MBConv}.
 */
final class EfficientTable {
  private static final Pattern ROW =
      Pattern.compile(
          "(?i)^\\W*(\\d{1,2})?\\W+((?:fused-?)?mbconv\\s?(\\d)\\W+k\\s?(\\d)\\s*[x×]\\s*\\4(\\W+SE\\s?0?\\.25)?|conv\\s?(\\d)\\s*[x×]\\s*\\6(.*?pool.*?fc)?)\\W+(.*)$");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,5}");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,4})\\s*[x×]\\s*\\1");
  private static final Pattern STRIDES = Pattern.compile("(?i)\\bstride\\b");

  /** A row of the table; its resolution is 0 where it has none. */
  private record Stage(
      int line,
      boolean block,
      boolean fused,
      boolean squeezed,
      boolean last,
      long expansion,
      long kernel,
      long resolution,
      List<Long> numbers) {}

  private EfficientTable() {}

  static boolean recognises(String text) {
    return text.lines()
            .filter(
                line ->
                    line.length() < 500
                        && ROW.matcher(line).matches()
                        && line.matches("(?i).*mbconv.*"))
            .count()
        >= 2;
  }

  private static List<Stage> stages(String text) {
    List<Stage> stages = new ArrayList<>();
    int number = 0;
    for (String line : PlainTable.plain(text).lines().toList()) {
      number++;
      Matcher row = ROW.matcher(line.length() > 500 ? "" : line);
      if (row.matches()) {
        boolean block = row.group(3) != null;
        String rest = row.group(8);
        Matcher size = SIZE.matcher(rest);
        long resolution = size.find() ? Long.parseLong(size.group(1)) : 0;
        List<Long> numbers = new ArrayList<>();
        Matcher each = NUMBER.matcher(resolution > 0 ? rest.substring(size.end()) : rest);
        while (each.find()) {
          numbers.add(Long.valueOf(each.group()));
        }
        stages.add(
            new Stage(
                number,
                block,
                row.group(2).toLowerCase(java.util.Locale.ROOT).startsWith("fused"),
                row.group(5) != null,
                row.group(7) != null,
                block ? Long.parseLong(row.group(3)) : 0,
                Long.parseLong(block ? row.group(4) : row.group(6)),
                resolution,
                numbers));
      }
    }
    return stages;
  }

  static ReadNetwork read(String text, ReadingOptions options) {
    List<Stage> stages = stages(text);
    if (stages.isEmpty()) {
      return ReadNetwork.failed("the table has no rows such as MBConv6, k5x5");
    }
    boolean strides = STRIDES.matcher(text).find();
    long stated = stages.get(0).resolution();
    return Painting.read(
        options,
        stated > 0 ? stated : 384,
        stated > 0
            ? ""
            : "the text does not state the input's size; 384x384x3 is taken: give another with"
                + " --input",
        options.nameOr("efficientnet"),
        (stack, drawing) -> {
          drawing.note(
              "as in the paper, and not in the text: batch norm and SiLU after convolutions, sums"
                  + " where shapes stay, no biases but in the classifier, 1,000 classes"
                  + (strides
                      ? ""
                      : ", squeeze-and-excitation to a quarter of a block's input channels"));
          for (int i = 0; i < stages.size(); i++) {
            long next = i + 1 < stages.size() ? stages.get(i + 1).resolution() : 0;
            add(stack, stages.get(i), "stage" + (i + 1), next, strides);
          }
        });
  }

  private static void add(Stack stack, Stage stage, String path, long next, boolean strides) {
    stack.at(stage.line());
    List<Long> numbers = stage.numbers();
    int first = strides && numbers.size() > 2 ? 1 : 0;
    if (numbers.size() < first + 1) {
      throw new UnreadableException(stage.line(), "the row does not say its channels and layers");
    }
    long stride =
        first == 1
            ? numbers.get(0)
            : next > 0 && stage.resolution() > next ? stage.resolution() / next : 1;
    long out = numbers.get(first);
    long layers = stage.last() || numbers.size() < first + 2 ? 1 : numbers.get(first + 1);
    if (layers > 200) {
      throw new UnreadableException(stage.line(), "a stage has %d layers".formatted(layers));
    }
    for (int i = 1; i <= layers; i++) {
      if (stage.block()) {
        new InvertedResidual(
                stage.expansion(),
                stage.kernel(),
                out,
                i == 1 ? stride : 1,
                Activation.Kind.SILU,
                !strides || stage.squeezed() ? 4 : 0,
                stage.fused())
            .draw(stack, path + "." + i);
      } else {
        stack.convolution(path + ".conv", stage.kernel(), out, stage.last() ? 1 : stride, 1);
        stack.norm(path + ".bn");
        stack.activation(path + ".silu", Activation.Kind.SILU);
      }
    }
    if (stage.last()) {
      stack.classifier(1_000);
    }
  }
}
