package io.github.layerbook.exchange.paper;

import io.github.layerbook.exchange.drawing.Drawing;
import io.github.layerbook.exchange.drawing.UnreadableException;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.outline.Written;
import io.github.layerbook.exchange.paper.StageText.Block;
import io.github.layerbook.exchange.tracing.Made;
import io.github.layerbook.layer.merge.Concatenate;
import io.github.layerbook.layer.pooling.AveragePool;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * DenseNet's table 1 (Huang et al. 2017, arXiv:1608.06993): {@code [1×1 conv; 3×3 conv] ×6} a block
 * and a column; the growth rate k stands in the caption.
 */
final class DenseTable {
  private static final Pattern NAMES =
      Pattern.compile("(?i)\\bdense block\\s*\\(?\\s*(\\d)\\s*\\)?");
  private static final Pattern GROWTH =
      Pattern.compile("(?i)\\bgrowth rate\\b[^\\d]{0,40}?(\\d{1,3})\\b|\\bk\\s*=\\s*(\\d{1,3})\\b");

  private DenseTable() {}

  private static String plain(String text) {
    return PlainTable.plain(text).replaceAll("(?i)<br\\s*/?>", "; ");
  }

  static boolean recognises(String text) {
    return NAMES.matcher(text).find()
        && StageText.all(plain(text), NAMES).stream()
                .filter(stage -> !stage.blocks().isEmpty())
                .count()
            >= 2;
  }

  static List<ReadNetwork> readAll(String text, ReadingOptions options) {
    String plain = plain(text);
    List<StageText> stages = StageText.all(plain, NAMES);
    return new StageTable(
            plain, stages, StageText.networks(plain, "densenet"), "densenet", DenseTable::paint)
        .read(options);
  }

  private static long growth(StageTable table, Drawing drawing) {
    Matcher growth = GROWTH.matcher(table.text());
    if (growth.find()) {
      return Long.parseLong(Written.group(growth).orElseThrow());
    }
    drawing.note("the text does not say the growth rate: k = 32 is taken, as in the paper");
    return 32;
  }

  private static void paint(StageTable table, int column, Stack stack, Drawing drawing) {
    long growth = growth(table, drawing);
    stack.convolution("conv", 7, 2 * growth, 2, 1);
    stack.norm("bn");
    stack.relu("relu");
    stack.maxPool("pool", 3, 2);
    for (int i = 0; i < table.stages().size(); i++) {
      StageText stage = table.stages().get(i);
      stack.at(stage.line());
      List<Block> blocks = stage.blocks();
      if (blocks.isEmpty()) {
        throw new UnreadableException(
            stage.line(), stage.name() + " has no layers such as [1×1 conv; 3×3 conv] ×6");
      }
      int times = blocks.get(Math.min(column, blocks.size() - 1)).times();
      if (times > 500) {
        throw new UnreadableException(
            stage.line(), "%s has %d layers".formatted(stage.name(), times));
      }
      for (int j = 1; j <= times; j++) {
        layer(stack, "block%d.layer%d".formatted(i + 1, j), growth);
      }
      if (i < table.stages().size() - 1) {
        transition(stack, "transition" + (i + 1));
      }
    }
    stack.norm("last_bn");
    stack.relu("last_relu");
    stack.classifier(table.classes(drawing));
    drawing.note(
        "as in the paper, and not in the text: batch norm and ReLU before each convolution, 4k"
            + " filters in 1x1 convolutions, k in 3x3, half the channels behind transitions, no biases but in fc");
  }

  private static void layer(Stack stack, String path, long growth) {
    Made start = stack.last();
    stack.norm(path + ".bn1");
    stack.relu(path + ".relu1");
    stack.convolution(path + ".conv1", 1, 4 * growth, 1, 1);
    stack.norm(path + ".bn2");
    stack.relu(path + ".relu2");
    stack.convolution(path + ".conv2", 3, growth, 1, 1);
    stack.merge(path + ".concat", new Concatenate(1), List.of(start, stack.last()));
  }

  private static void transition(Stack stack, String path) {
    stack.norm(path + ".bn");
    stack.relu(path + ".relu");
    stack.convolution(path + ".conv", 1, stack.channels() / 2, 1, 1);
    stack.add(path + ".pool", AveragePool.of(2));
  }
}
