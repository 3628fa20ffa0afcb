package io.github.layerbook.exchange.paper;

import io.github.layerbook.exchange.drawing.Drawing;
import io.github.layerbook.exchange.drawing.UnreadableException;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.paper.StageText.Block;
import io.github.layerbook.exchange.paper.StageText.Part;
import io.github.layerbook.exchange.tracing.Made;
import io.github.layerbook.layer.activation.Softmax;
import io.github.layerbook.layer.merge.Merge;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * ResNet's table 1 (He et al. 2015, arXiv:1512.03385): {@code [3×3, 64; 3×3, 64] ×2} a stage and a
 * column; also ResNeXt's, whose blocks have {@code C=32} groups.
 */
final class ResidualTable {
  private static final Pattern NAMES =
      Pattern.compile("(?i)\\bconv\\s?([1-9])(?:\\s?[_ ]\\s?x\\b|x\\b)?(?![\\w-])");
  private static final Pattern BLOCK =
      Pattern.compile(
          "\\b([13])\\W{0,3}(?:[x×]|\\\\times)\\W{0,3}\\1\\W{0,3},\\s*\\d|\\\\block[ab]\\{");
  private static final Pattern STEM =
      Pattern.compile("(?i)(\\d{1,2})\\s*[x×]\\s*\\1\\s*,\\s*(\\d{1,4})\\s*,?\\s*stride\\s*(\\d)");
  private static final Pattern POOL =
      Pattern.compile("(?i)(\\d)\\s*[x×]\\s*\\1\\s*max[- ]?pool\\w*\\s*,?\\s*stride\\s*(\\d)");
  private static final Pattern SIZE =
      Pattern.compile("(?<!\\d)(\\d{1,3})\\s*[x×]\\s*\\1(?![\\d,])(?!\\s*(?:,|max|average|conv))");
  private static final Pattern MACRO_A = Pattern.compile("\\\\blocka\\{(\\d+)}\\{(\\d+)}");
  private static final Pattern MACRO_B =
      Pattern.compile("\\\\blockb\\{(\\d+)}\\{(\\d+)}\\{(\\d+)}");

  private ResidualTable() {}

  private static String plain(String text) {
    String expanded = MACRO_A.matcher(text).replaceAll("[3×3, $1; 3×3, $1] ×$2");
    expanded = MACRO_B.matcher(expanded).replaceAll("[1×1, $2; 3×3, $2; 1×1, $1] ×$3");
    return PlainTable.plain(expanded).replaceAll("(?i)<br\\s*/?>", "; ");
  }

  static boolean recognises(String text) {
    if (!BLOCK.matcher(text).find()) {
      return false;
    }
    List<StageText> stages = StageText.all(plain(text), NAMES);
    return stages.stream().filter(stage -> !stage.blocks().isEmpty() && hasFilters(stage)).count()
        >= 2;
  }

  private static boolean hasFilters(StageText stage) {
    return stage.blocks().stream()
        .allMatch(block -> block.parts().stream().allMatch(part -> part.out() > 0));
  }

  static List<ReadNetwork> readAll(String text, ReadingOptions options) {
    String plain = plain(text);
    List<StageText> stages = StageText.all(plain, NAMES);
    return new StageTable(
            plain, stages, StageText.networks(plain, "resnet"), "resnet", ResidualTable::paint)
        .read(options);
  }

  private static void paint(StageTable table, int column, Stack stack, Drawing drawing) {
    long size = 0;
    for (StageText stage : table.stages()) {
      stack.at(stage.line());
      String name = Drawing.name(stage.name());
      stem(stack, stage.text(), name);
      List<Block> blocks = stage.blocks();
      if (!blocks.isEmpty()) {
        Matcher stated = SIZE.matcher(stage.text());
        size = stated.find() ? Long.parseLong(stated.group(1)) : 0;
        stage(stack, name, blocks.get(Math.min(column, blocks.size() - 1)), size, stage.line());
      }
    }
    stack.classifier(table.classes(drawing));
    if (table.text().toLowerCase(java.util.Locale.ROOT).contains("softmax")) {
      stack.add("softmax", new Softmax());
    }
    drawing.note(
        "as in the paper, and not in the text: batch norm after each convolution, no biases but in"
            + " fc, shortcuts with 1x1 convolutions and batch norm where shapes change");
  }

  /** The first convolution and pooling, before the blocks. */
  private static void stem(Stack stack, String text, String name) {
    Matcher stem = STEM.matcher(text);
    if (stem.find()) {
      long kernel = Long.parseLong(stem.group(1));
      stack.convolution(
          name + ".conv", kernel, Long.parseLong(stem.group(2)), Long.parseLong(stem.group(3)), 1);
      stack.norm(name + ".bn");
      stack.relu(name + ".relu");
    }
    Matcher pool = POOL.matcher(text);
    if (pool.find()) {
      stack.maxPool(name + ".pool", Long.parseLong(pool.group(1)), Long.parseLong(pool.group(2)));
    }
  }

  /** The first block divides the resolution down to the stage's, which the text states. */
  private static void stage(Stack stack, String name, Block block, long size, int line) {
    if (block.times() > 500) {
      throw new UnreadableException(line, "%s has %d blocks".formatted(name, block.times()));
    }
    long stride =
        size > 0 && stack.height() > size ? Math.round((double) stack.height() / size) : 1;
    for (int i = 1; i <= block.times(); i++) {
      block(stack, name + "." + i, block.parts(), i == 1 ? stride : 1);
    }
  }

  private static void block(Stack stack, String path, List<Part> parts, long stride) {
    Made start = stack.last();
    long channels = stack.channels();
    // ResNeXt moves with its grouped convolution, ResNet with the first.
    int moving = 0;
    for (int i = 0; i < parts.size(); i++) {
      moving = parts.get(i).groups() > 1 ? i : moving;
    }
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      String number = String.valueOf(i + 1);
      stack.convolution(
          path + ".conv" + number,
          part.kernel(),
          part.out(),
          i == moving ? stride : 1,
          part.groups());
      stack.norm(path + ".bn" + number);
      if (i < parts.size() - 1) {
        stack.relu(path + ".relu" + number);
      }
    }
    Made end = stack.last();
    stack.from(start);
    if (stride != 1 || channels != parts.get(parts.size() - 1).out()) {
      stack.convolution(path + ".shortcut", 1, parts.get(parts.size() - 1).out(), stride, 1);
      stack.norm(path + ".shortcut_bn");
    }
    stack.merge(path + ".add", Merge.of(Merge.Kind.ADD), List.of(end, stack.last()));
    stack.relu(path + ".relu");
  }
}
