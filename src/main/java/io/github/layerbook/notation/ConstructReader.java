package io.github.layerbook.notation;

import io.github.layerbook.notation.Construct.Branch;
import io.github.layerbook.notation.Construct.Branches;
import io.github.layerbook.notation.Construct.Item;
import io.github.layerbook.unit.Numbers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts layers together to blocks and branches as the braces of a text say: <code>block NAME x3 {
 * </code>, <code>stage NAME {</code>, <code>add {</code>, <code>concat of NAME {</code>, <code>
 * } and NAME {</code>.
 */
final class ConstructReader {
  /** Layers that a text may define, repetitions included. */
  static final int MAXIMUM_LAYERS = 100_000;

  private static final Pattern BLOCK =
      Pattern.compile(
          "(?i)(?<kind>"
              + String.join("|", Notation.BLOCKS)
              + ")\\s+(?<name>\\S+?)"
              + "(?:\\s+x\\s*(?<times>[0-9]+))?(?<shared>\\s+shared)?");
  private static final Pattern AND = Pattern.compile("(?i)and(?:\\s+(?<name>\\S+))?");
  private static final Pattern OF =
      Pattern.compile("(?i)(?<merge>.*\\S)(?<!\\sweights)\\s+of\\s+(?<name>\\S+)");
  private static final Pattern BRACE = Pattern.compile("[{}]");
  private static final int DEEPEST = 500;

  private final Function<Cell, Item> layers;
  private final Function<Cell, List<Cell>> lines;
  private final Deque<Frame> open = new ArrayDeque<>();
  private final List<Construct> outermost = new ArrayList<>();
  private @Nullable Branches closed;
  private int count;

  /**
   * Makes a reader.
   *
   * @param layers reads a layer
   * @param lines finds the layers of a line that has several
   */
  ConstructReader(Function<Cell, Item> layers, Function<Cell, List<Cell>> lines) {
    this.layers = layers;
    this.lines = lines;
  }

  /** An open brace: where it stands, what it opens, and what stands behind it so far. */
  private record Frame(Cell cell, Head head, List<Construct> parts) {
    Frame(Cell cell, Head head) {
      this(cell, head, new ArrayList<>());
    }
  }

  /** What a brace opens. */
  private sealed interface Head {}

  private record BlockHead(String name, boolean stage, int times, boolean shared) implements Head {}

  private record BranchHead(Item merge, List<Branch> before, String block) implements Head {}

  /** Reads a line without comments. */
  void read(Cell line) {
    Matcher brace = BRACE.matcher(line.text()).region(line.from(), line.to());
    int at = line.from();
    while (brace.find()) {
      Cell before = line.part(at, brace.start()).trimmed();
      if (brace.group().equals("{")) {
        open(before, line);
      } else {
        lines.apply(before).forEach(this::layer);
        close(line.part(brace.start(), brace.end()));
      }
      at = brace.end();
    }
    layer(line.part(at, line.to()).trimmed());
  }

  /** Returns whether nothing was read. */
  boolean isEmpty() {
    return outermost.isEmpty() && open.isEmpty();
  }

  /**
   * Returns what was read.
   *
   * @throws NotationException if a brace is not closed, or there are too many layers
   */
  List<Construct> parts() {
    settle();
    if (!open.isEmpty()) {
      Frame last = open.getLast();
      throw last.cell()
          .error(
              last.head() instanceof BlockHead
                  ? "the block is not closed"
                  : "the branch is not closed",
              "add a line } after its last layer");
    }
    return outermost;
  }

  private void layer(Cell cell) {
    if (cell.isBlank()) {
      return;
    }
    Matcher block = BLOCK.matcher(cell.content());
    if (block.matches()) {
      throw cell.error("a block begins with {", "write " + cell.content() + " {");
    } else if (closed != null && AND.matcher(cell.content()).matches()) {
      throw cell.error("a branch begins with {", "write } " + cell.content() + " {");
    }
    settle();
    add(layers.apply(cell), cell);
  }

  private void open(Cell head, Cell line) {
    Matcher block = BLOCK.matcher(head.content());
    Matcher and = AND.matcher(head.content());
    if (head.isBlank()) {
      throw line.error(
          "the { opens no block and no branch",
          "write block NAME {, or add { for a residual block");
    } else if (and.matches()) {
      openNext(head, and);
    } else {
      settle();
      push(new Frame(head, block.matches() ? block(head, block) : merge(head)));
    }
  }

  private void openNext(Cell head, Matcher and) {
    if (closed == null) {
      throw head.error(
          "no branch stands before this one", "begin with the layer that merges them: add {");
    }
    Branches before = closed;
    closed = null;
    innermost().remove(innermost().size() - 1);
    push(new Frame(head, new BranchHead(before.merge(), before.branches(), name(head, and))));
  }

  private static BlockHead block(Cell head, Matcher block) {
    String times = block.group("times");
    boolean many = times != null && (times.length() > 6 || Integer.parseInt(times) < 1);
    if (many) {
      throw head.part(head.from() + block.start("times"), head.from() + block.end("times"))
          .error(
              "a block cannot be repeated %s times".formatted(times),
              "repeat it at least once and for at most %s layers"
                  .formatted(Numbers.count(MAXIMUM_LAYERS)));
    }
    boolean stage = block.group("kind").equalsIgnoreCase("stage");
    if (stage && (times != null || block.group("shared") != null)) {
      throw head.error(
          "a stage is not repeated: it only puts layers together", "write a block in its place");
    }
    return new BlockHead(
        name(head, block),
        stage,
        times == null ? 1 : Integer.parseInt(times),
        block.group("shared") != null);
  }

  private BranchHead merge(Cell head) {
    Matcher of = OF.matcher(head.content());
    boolean named = of.matches();
    Cell layer = named ? head.part(head.from(), head.from() + of.end("merge")) : head;
    Item merge = layers.apply(layer);
    if (!merge.links().from().isEmpty()) {
      throw merge
          .links()
          .from()
          .get(0)
          .error("a layer with branches reads their ends", "leave out from, or the branches");
    }
    return new BranchHead(merge, List.of(), named ? name(head, of) : "");
  }

  /** The block's name in a head; empty where it has none. */
  private static String name(Cell head, Matcher matcher) {
    String name = matcher.group("name");
    if (name == null) {
      return "";
    }
    Cell cell = head.part(head.from() + matcher.start("name"), head.from() + matcher.end("name"));
    return Names.checked(cell, "a block's name", "conv1");
  }

  private void push(Frame frame) {
    if (open.size() == DEEPEST) {
      throw frame
          .cell()
          .error("braces stand in braces more than " + DEEPEST + " deep", "close some with }");
    }
    open.addLast(frame);
  }

  private void close(Cell brace) {
    settle();
    if (open.isEmpty()) {
      throw brace.error("} closes no block", "remove it, or open one with block NAME {").surely();
    }
    Frame frame = open.removeLast();
    if (frame.head() instanceof BranchHead head) {
      List<Branch> branches = new ArrayList<>(head.before());
      branches.add(new Branch(head.block(), frame.parts()));
      Branches merged = new Branches(head.merge(), branches);
      add(merged, frame.cell());
      closed = merged;
    } else if (frame.head() instanceof BlockHead head) {
      add(
          new Construct.Block(
              head.name(), head.stage(), head.times(), head.shared(), frame.cell(), frame.parts()),
          frame.cell());
    }
  }

  /** Makes sure that the branches just closed, which no others follow, have layers. */
  private void settle() {
    if (closed != null && closed.branches().stream().allMatch(b -> b.parts().isEmpty())) {
      throw closed
          .merge()
          .cell()
          .error("its branches have no layers", "write layers between { and }");
    }
    closed = null;
  }

  private void add(Construct part, Cell cell) {
    count += part instanceof Item ? 1 : 0;
    if (count > MAXIMUM_LAYERS || part.layers() > MAXIMUM_LAYERS) {
      throw cell.error(
          "this makes more than %s layers".formatted(Numbers.count(MAXIMUM_LAYERS)),
          "repeat less, or build the network in Java with Network.named(…)");
    }
    innermost().add(part);
  }

  private List<Construct> innermost() {
    return open.isEmpty() ? outermost : open.getLast().parts();
  }
}
