package io.github.layerbook.network;

import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.form.WrittenText;
import io.github.layerbook.network.Branching.Branches;
import io.github.layerbook.network.PrintedBlock.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Prints a network as the canonical notation: its name, one layer a line with its name, blocks in
 * braces, {@code from} where a layer does not read the one before it.
 *
 * <p>Branches that begin at one place stand in the braces of the layer that merges them; equal
 * blocks one after the other, whose names count on, are one block with a number of times. Adapters
 * stand in a line at the end.
 */
final class NetworkPrinter {
  /** Branches in branches deeper than this are printed one after the other, with {@code from}. */
  private static final int DEEPEST = 20;

  private final Network network;
  private final List<Node> nodes;
  private final Branching branching;
  private final Paths paths = new Paths();
  private final List<Line> lines = new ArrayList<>();
  private int depth;
  private int branches;

  NetworkPrinter(Network network) {
    this.network = network;
    this.nodes = network.nodes();
    this.branching = new Branching(nodes);
  }

  String print() {
    print(0, nodes.size(), BlockPath.NONE, "");
    StringBuilder text = new StringBuilder();
    if (!network.name().isEmpty()) {
      text.append("network ").append(WrittenText.print(network.name())).append('\n');
    }
    for (Line line : lines) {
      text.append("  ".repeat(line.depth())).append(line.text()).append('\n');
    }
    LowRank.of(Blueprint.of(network)).ifPresent(adapters -> text.append(adapters).append('\n'));
    return text.toString();
  }

  /**
   * Prints the layers of a range, all in one block, and returns the path of the last.
   *
   * @param start the path of what the first layer reads if it does not say so
   */
  private String print(int from, int to, BlockPath block, String start) {
    String before = start;
    @Nullable PrintedBlock last = null;
    int at = from;
    while (at < to) {
      Branches merged = branches < DEEPEST ? branching.at(at, to, block, before) : null;
      if (merged != null) {
        print(merged, at, block, before);
        at = merged.merge() + 1;
      } else if (nodes.get(at).blockPath().equals(block)) {
        lines.add(line(at, understood(at, before)));
        paths.add(nodes.get(at).path());
        at++;
      } else {
        BlockPath inner = inner(at, block);
        int end = endOfBlock(at, to, inner);
        PrintedBlock printed = printBlock(at, end, inner, before);
        PrintedBlock folded = last == null ? null : last.with(printed, lines);
        last = folded == null ? printed : folded;
        at = end;
      }
      before = nodes.get(at - 1).path();
    }
    return before;
  }

  /** What a layer reads if it does not say so: the one before it, or nothing if it is a source. */
  private List<OutputAddress> understood(int at, String before) {
    boolean nothing = before.isEmpty() || nodes.get(at).layer().isSource();
    return nothing ? List.of() : List.of(new OutputAddress(before));
  }

  /** The block directly in a block that the layer at a position stands in. */
  private BlockPath inner(int at, BlockPath block) {
    return nodes.get(at).blockPath().at(block.depth() + 1);
  }

  /** The position after the layers from a position on that stand in a block. */
  private int endOfBlock(int at, int to, BlockPath block) {
    int end = at;
    while (end < to && nodes.get(end).blockPath().at(block.depth()).equals(block)) {
      end++;
    }
    return end;
  }

  private PrintedBlock printBlock(int from, int to, BlockPath block, String start) {
    int header = lines.size();
    lines.add(new Line(depth, ""));
    inBraces(from, to, block, start);
    lines.add(new Line(depth, "}"));
    PrintedBlock printed = new PrintedBlock(block, header, lines.size());
    lines.set(header, new Line(depth, printed.header()));
    return printed;
  }

  private void inBraces(int from, int to, BlockPath block, String start) {
    depth++;
    print(from, to, block, start);
    depth--;
  }

  /** Prints branches and their merge, whose line is known when all branches are. */
  private void print(Branches merged, int from, BlockPath block, String start) {
    int header = lines.size();
    String opening = "";
    int at = from;
    branches++;
    for (int end : withoutLastSkip(merged.ends())) {
      if (end < 0) {
        opening += "{} and ";
      } else {
        BlockPath inside = common(at, end + 1, block);
        String name = inside.equals(block) ? "" : inside.name();
        String of = opening.isEmpty() && !name.isEmpty() ? "of " : "";
        lines.add(new Line(depth, opening + of + name + (name.isEmpty() ? "{" : " {")));
        inBraces(at, end + 1, inside, start);
        opening = "} and ";
        at = end + 1;
      }
    }
    branches--;
    lines.add(new Line(depth, opening.replaceAll(" and $", "")));
    Node merge = nodes.get(merged.merge());
    Line head = line(merged.merge(), merge.reads());
    lines.set(header, head.opening(lines.get(header).text()));
    paths.add(merge.path());
  }

  /** Two branches of which the second has no layers are one: a merge with what it reads. */
  private static List<Integer> withoutLastSkip(List<Integer> ends) {
    return ends.size() == 2 && ends.get(1) < 0 ? ends.subList(0, 1) : ends;
  }

  /** The block directly in a block that all layers of a range stand in, or that block itself. */
  private BlockPath common(int from, int to, BlockPath block) {
    BlockPath inner = inner(from, block);
    boolean all = inner.depth() > block.depth() && !inner.isStage();
    return all && endOfBlock(from, to, inner) == to ? inner : block;
  }

  /** A layer's line, which says what it reads unless that is understood. */
  private Line line(int at, List<OutputAddress> understood) {
    Applied applied = network.applied().get(at);
    Node node = applied.node();
    BlockPath block = node.blockPath();
    StringBuilder line = new StringBuilder(node.name()).append(": ");
    line.append(LayerForm.of(node.layer()).print(node.layer()));
    if (!node.reads().equals(understood)) {
      line.append(" from ");
      line.append(
          node.reads().isEmpty()
              ? "()"
              : node.reads().stream()
                  .map(read -> paths.address(read, block))
                  .collect(Collectors.joining(", ")));
    }
    String weights = node.weightsOf();
    return new Line(
        depth,
        line.toString(),
        weights.isEmpty() ? "" : " weights of " + paths.name(weights, block),
        "",
        applied);
  }
}
