package io.github.layerbook.whatif.edit;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.network.BlockPath;
import io.github.layerbook.network.Blueprint;
import io.github.layerbook.network.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The blocks that a network repeats, {@code layers.0} to {@code layers.31}, and the same network
 * with fewer or more of them.
 *
 * <p>Fewer are the first ones. More go on as the last ones do: where every sixth block differs, as
 * every sixth; where the first three differ, as those after them. What read the last block reads
 * the one that is last then. Of lists in each other the outermost counts, and of several the
 * longest; an encoder's and a decoder's of the same length change together.
 *
 * <pre>{@code
 * Blueprint deep = Blueprint.of(
 *     Network.named("deep")
 *         .input(8, 8, 4)
 *         .block("layers", all -> all.repeat("0", 32, each -> each.convolution(1, 4)))
 *         .build());
 * RepeatedBlocks.of(deep).get().count()                        // 32
 * RepeatedBlocks.of(deep).get().with(16).nodes().size()        // 17
 * }</pre>
 *
 * @param network the network
 * @param lists the paths of the lists of blocks: {@code model.layers}
 * @param count how many blocks each has, at least 2
 */
public record RepeatedBlocks(Blueprint network, List<String> lists, int count) {
  /** The most blocks that a network is given. */
  public static final int MOST = 10_000;

  /** Copies the paths. */
  public RepeatedBlocks {
    lists = List.copyOf(lists);
  }

  /** Finds the longest lists of blocks that a network has; nothing if it has none of 2 or more. */
  public static Optional<RepeatedBlocks> of(Blueprint network) {
    Map<String, Integer> lists = lists(network);
    int most = lists.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    List<String> longest =
        lists.entrySet().stream()
            .filter(list -> list.getValue() == most)
            .map(Map.Entry::getKey)
            .toList();
    return most < 2 ? Optional.empty() : Optional.of(new RepeatedBlocks(network, longest, most));
  }

  /** Finds each list of 2 blocks or more, in the network's order. */
  public static List<RepeatedBlocks> all(Blueprint network) {
    Map<String, Integer> lists = lists(network);
    return lists.entrySet().stream()
        .filter(list -> list.getValue() > 1)
        .map(list -> new RepeatedBlocks(network, List.of(list.getKey()), list.getValue()))
        .toList();
  }

  /** How many blocks each list has, by the lists' paths. */
  private static Map<String, Integer> lists(Blueprint network) {
    Map<String, Integer> lists = new LinkedHashMap<>();
    for (Node node : network.nodes()) {
      BlockPath block = node.blockPath().numbered();
      if (!block.isNone() && block.number() < MOST) {
        lists.merge(block.outer().toString(), block.number() + 1, Math::max);
      }
    }
    return lists;
  }

  /**
   * Returns the network with another number of blocks in each list.
   *
   * @throws OptionException if it is none from 1 to 10,000, or what stays needs a block that goes
   */
  public Blueprint with(int number) {
    if (number < 1 || number > MOST) {
      throw new OptionException(
          Integer.toString(number),
          "%d is not a number of layers: use one from 1 to %,d".formatted(number, MOST));
    }
    Blueprint changed = network;
    for (String list : lists) {
      changed = new Blueprint(changed.name(), changed(changed.nodes(), BlockPath.of(list), number));
    }
    return changed;
  }

  private List<Node> changed(List<Node> nodes, BlockPath list, int number) {
    List<List<Node>> blocks = blocks(nodes, list);
    int period = period(list, blocks);
    for (int i = count; i < number; i++) {
      blocks.add(copy(blocks.get(i - period), list, i - period, i));
    }
    UnaryOperator<String> last = moving(block(list, count - 1), block(list, number - 1));
    List<Node> all = new ArrayList<>();
    boolean isAdded = false;
    for (Node node : nodes) {
      if (place(node, list) < 0) {
        all.add(node.moved(node.blockPath(), last));
      } else if (!isAdded) {
        blocks.subList(0, number).forEach(all::addAll);
        isAdded = true;
      }
    }
    return all;
  }

  /** The nodes of each block of a list. */
  private List<List<Node>> blocks(List<Node> nodes, BlockPath list) {
    List<List<Node>> blocks = new ArrayList<>();
    IntStream.range(0, count).forEach(i -> blocks.add(new ArrayList<>()));
    for (Node node : nodes) {
      int place = place(node, list);
      if (place >= 0) {
        blocks.get(place).add(node);
      }
    }
    return blocks;
  }

  /** Which block of a list a node is in; −1 for none. */
  private static int place(Node node, BlockPath list) {
    BlockPath block = node.blockPath().numbered();
    return block.outer().toString().equals(list.toString()) ? block.number() : -1;
  }

  /** The period after which blocks repeat; 1 if it is unknown. */
  private int period(BlockPath list, List<List<Node>> blocks) {
    List<Map<String, Layer>> made =
        IntStream.range(0, count).mapToObj(i -> layers(blocks.get(i), block(list, i))).toList();
    int start = count / 4;
    for (int period = 1; period <= (count - start) / 2; period++) {
      int step = period;
      if (IntStream.range(start, count - period)
          .allMatch(i -> made.get(i).equals(made.get(i + step)))) {
        return period;
      }
    }
    return 1;
  }

  private static Map<String, Layer> layers(List<Node> block, BlockPath own) {
    Map<String, Layer> layers = new HashMap<>();
    block.forEach(node -> layers.put(own.within(node.path()), node.layer()));
    return layers;
  }

  /** A block under another number, which reads the block before that one. */
  private static List<Node> copy(List<Node> block, BlockPath list, int from, int to) {
    UnaryOperator<String> own = moving(block(list, from), block(list, to));
    UnaryOperator<String> before = moving(block(list, from - 1), block(list, to - 1));
    return block.stream()
        .map(
            node ->
                node.moved(
                    node.blockPath().renamed(list.depth() + 1, Integer.toString(to)),
                    path -> before.apply(own.apply(path))))
        .toList();
  }

  private static BlockPath block(BlockPath list, int place) {
    return list.block(Integer.toString(place));
  }

  /** Puts the paths of layers in a block into another one. */
  private static UnaryOperator<String> moving(BlockPath from, BlockPath to) {
    return path -> from.holds(path) ? to.layer(from.within(path)) : path;
  }
}
