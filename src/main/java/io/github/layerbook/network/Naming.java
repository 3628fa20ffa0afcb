package io.github.layerbook.network;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.activation.Softmax;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.pooling.AveragePool;
import io.github.layerbook.layer.pooling.MaxPool;
import io.github.layerbook.layer.shape.Input;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The field's names for layers and blocks that are given none.
 *
 * <p>Pooling ends a stage: the convolutions of stage 2 are {@code conv2_1}, {@code conv2_2}, its
 * pooling {@code pool2}, as in the VGG paper's released models. In a block the convolutions count
 * under the block's name, unless that is a number. Other layers count through in their block:
 * {@code fc1}, {@code fc2}. Where no layer is in a block and none merges several, stages with
 * convolutions get the names of blocks, unless all their layers are given names.
 */
final class Naming {
  /** The number at the end of a name, short enough to count on. */
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}$");

  private final Map<BlockPath, Block> blocks = new HashMap<>();
  private final Map<String, List<String>> labels = new HashMap<>();

  /** The block that was asked for last: mostly the next layer's too. */
  private Block latest = new Block(BlockPath.NONE);

  private int stage = 1;

  private Naming() {
    blocks.put(BlockPath.NONE, latest);
  }

  /** What is known of the names in a block. */
  private static final class Block {
    private final BlockPath path;

    /** How many layers so far have a name that starts so. */
    private final Map<String, Integer> counts = new HashMap<>(4);

    private final Set<String> taken = new HashSet<>(8);

    /** How often a name was wanted again. */
    private final Map<String, Integer> again = new HashMap<>(2);

    /** Whether some layer in it is unnamed. */
    private boolean open;

    private Block(BlockPath path) {
      this.path = path;
    }

    private int next(String start) {
      return counts.merge(start, 1, Integer::sum);
    }
  }

  private Block block(Draft draft) {
    if (!draft.block().equals(latest.path)) {
      latest = blocks.computeIfAbsent(draft.block(), Block::new);
    }
    return latest;
  }

  /** Returns a name for each layer: its own, or the field's. */
  static List<String> names(List<Draft> drafts) {
    if (drafts.stream().noneMatch(draft -> draft.name().isEmpty())) {
      return drafts.stream().map(Draft::name).toList();
    }
    Naming naming = new Naming();
    List<Block> blocks = new ArrayList<>(drafts.size());
    for (Draft draft : drafts) {
      blocks.add(naming.block(draft));
      naming.latest.open |= draft.name().isEmpty();
    }
    for (int i = 0; i < drafts.size(); i++) {
      if (!drafts.get(i).name().isEmpty() && blocks.get(i).open) {
        blocks.get(i).taken.add(drafts.get(i).name());
      }
    }
    List<String> names = new ArrayList<>(drafts.size());
    for (int i = 0; i < drafts.size(); i++) {
      names.add(naming.name(drafts.get(i), blocks.get(i)));
    }
    return names;
  }

  /** The name of a layer, numbered if some layer of the block is unnamed. */
  private String name(Draft draft, Block block) {
    String custom = block.open || isPooling(draft.layer()) ? custom(draft.layer(), block) : "";
    return draft.name().isEmpty() ? free(block, custom) : draft.name();
  }

  /**
   * Returns a block for each layer: its own, or its stage where no layer has one and none merges
   * several. Layers that are all given names are no stage.
   */
  static List<BlockPath> blocks(List<Draft> drafts) {
    List<BlockPath> blocks = new ArrayList<>(drafts.size());
    boolean flat = true;
    for (Draft draft : drafts) {
      blocks.add(draft.block());
      flat &= draft.block().isNone() && !draft.merges();
    }
    if (!flat) {
      return blocks;
    }
    int stage = 1;
    int start = -1;
    boolean named = true;
    for (int i = 0; i < drafts.size(); i++) {
      if (drafts.get(i).layer() instanceof Convolution && start < 0) {
        start = i;
        named = true;
      }
      named &= !drafts.get(i).name().isEmpty();
      if (isPooling(drafts.get(i).layer())) {
        if (start >= 0 && !named) {
          Collections.fill(blocks.subList(start, i + 1), BlockPath.NONE.stage("conv" + stage));
        }
        stage++;
        start = -1;
      }
    }
    return blocks;
  }

  /**
   * Returns the names of blocks that are repeated: the number at the end of a name counts on, a
   * name without one gets the numbers from 1.
   *
   * @throws NetworkException if the number of times is smaller than 1
   */
  static List<String> counted(String name, int times) {
    if (times < 1) {
      throw new NetworkException(
          name, -1, "it is repeated " + times + " times: repeat a block at least once");
    }
    List<String> names = new ArrayList<>(times);
    names.add(NUMBER.matcher(name).find() || times == 1 ? name : name + "1");
    while (names.size() < times) {
      names.add(next(names.get(names.size() - 1)));
    }
    return names;
  }

  /** Returns the name with its last number one larger; empty where it has no such number. */
  static String next(String name) {
    Matcher number = NUMBER.matcher(name);
    if (!number.find()) {
      return "";
    }
    String digits = number.group();
    String larger = Long.toString(Long.parseLong(digits) + 1);
    String zeros = "0".repeat(Math.max(0, digits.length() - larger.length()));
    return name.substring(0, number.start()) + zeros + larger;
  }

  private String custom(Layer layer, Block block) {
    if (layer instanceof Convolution && !Character.isDigit(first(block.path.name()))) {
      String start = (block.path.isNone() ? "conv" + stage : block.path.name()) + "_";
      return start + block.next(start);
    } else if (isPooling(layer)) {
      return "pool" + stage++;
    }
    String word = LayerForm.of(layer).words().get(0);
    return layer instanceof Input || layer instanceof Softmax
        ? word
        : label(word, block.next(word));
  }

  /** The start with a number; one text for all blocks, since many have the same. */
  private String label(String start, int number) {
    List<String> known = labels.computeIfAbsent(start, word -> new ArrayList<>());
    for (int next = known.size() + 1; next <= number; next++) {
      known.add(start + next);
    }
    return known.get(number - 1);
  }

  /** The name itself, or with the first free number where the block has it already. */
  private static String free(Block block, String custom) {
    String free = custom;
    while (!block.taken.add(free)) {
      free = custom + "_" + (block.again.merge(custom, 1, Integer::sum) + 1);
    }
    return free;
  }

  private static char first(String name) {
    return name.isEmpty() ? ' ' : name.charAt(0);
  }

  private static boolean isPooling(Layer layer) {
    return layer instanceof MaxPool || layer instanceof AveragePool;
  }
}
