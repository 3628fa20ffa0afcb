package io.github.layerbook.notation;

import io.github.layerbook.analysis.Claim;
import io.github.layerbook.layer.Input;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.network.NetworkBuilder.Point;
import io.github.layerbook.network.NetworkException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the lines of one network: its name, blocks, layers and claims. */
final class NetworkReader {
  private static final String NAME = "[\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]*";
  private static final Pattern BLOCK =
      Pattern.compile("(?i)block\\s+(?<name>[^\\s{]+)\\s*(?<brace>\\{?)");
  private static final Pattern NAMED = Pattern.compile("(?<name>[^\\s:=\\[\\](){}|,]+)\\s*:");
  private static final Pattern TOTAL = Pattern.compile("(?i)(?:grand\\s+)?total\\b.*");
  private static final int DEEPEST = 50;

  private final LayerReader layers;
  private final ClaimReader claims;
  private final List<Item> items = new ArrayList<>();
  private final List<Claim> totals = new ArrayList<>();
  private final Deque<Cell> open = new ArrayDeque<>();
  private final Deque<String> path = new ArrayDeque<>();

  NetworkReader(LayerReader layers) {
    this.layers = layers;
    this.claims = new ClaimReader(layers);
  }

  /**
   * A layer of a text.
   *
   * @param block the block that it stands in; empty for none
   * @param name its name; empty for none
   * @param layer the layer
   * @param cell where it stands
   * @param links what it reads and shares
   * @param tail the claims beside it
   */
  record Item(String block, String name, Layer layer, Cell cell, Links links, Cell tail) {}

  /** Reads one line, or one cell of a table. */
  void read(Cell written) {
    Cell cell = written.withoutComment().trimmed();
    String content = cell.content();
    Matcher block = BLOCK.matcher(content);
    if (content.isEmpty()) {
      return;
    } else if (block.matches()) {
      openBlock(cell, block);
    } else if (content.equals("}")) {
      closeBlock(cell);
    } else if (TOTAL.matcher(content).matches()) {
      totals.addAll(claims.line(cell));
    } else {
      items.add(item(cell));
    }
  }

  private void openBlock(Cell cell, Matcher block) {
    String name = block.group("name");
    if (block.group("brace").isEmpty()) {
      throw cell.error("a block begins with {", "write block " + name + " {");
    } else if (!name.matches(NAME) || name.contains(".")) {
      throw cell.part(cell.from() + block.start("name"), cell.from() + block.end("name"))
          .error("\"" + name + "\" is not a block's name", nameMend("conv1"));
    } else if (path.size() == DEEPEST) {
      throw cell.error(
          "blocks stand in blocks more than " + DEEPEST + " deep", "close some with }");
    }
    open.addLast(cell);
    path.addLast(name);
  }

  private void closeBlock(Cell cell) {
    if (open.isEmpty()) {
      throw cell.error("} closes no block", "remove it, or open one with block NAME {");
    }
    open.removeLast();
    path.removeLast();
  }

  private Item item(Cell cell) {
    Matcher named = NAMED.matcher(cell.text()).region(cell.from(), cell.to());
    Cell nothing = cell.part(cell.to(), cell.to());
    if (!named.lookingAt()) {
      return item("", layers.read(cell, nothing), cell);
    }
    Cell head = cell.part(cell.from(), named.end("name"));
    Cell rest = cell.part(named.end(), cell.to()).trimmed();
    boolean layer = !rest.isBlank() && Character.isLetter(rest.content().charAt(0));
    if (layer && (layers.knows(rest) || Labels.first(rest) == null)) {
      return item(name(head), layers.read(rest, nothing), rest);
    }
    boolean input = head.content().toLowerCase(Locale.ROOT).matches("input|image");
    if (input && !rest.content().startsWith("[")) {
      return item("", layers.read(cell, nothing), cell);
    }
    LayerReader.Reading reading = layers.read(head, rest);
    return item("", new LayerReader.Reading(reading.layer(), head, rest), cell);
  }

  private Item item(String name, LayerReader.Reading reading, Cell cell) {
    Links links = Links.first(reading.tail());
    Cell tail = links.rest();
    boolean claimed = tail.isBlank() || tail.content().startsWith("[");
    if (!claimed && Labels.first(tail) == null) {
      throw tail.error(
          "\"" + shortened(tail.content()) + "\" is neither an option nor a claim of this layer",
          layers.knows(tail)
              ? "write one layer a line; in a table, separate the cells by | or tabs"
              : "write options as name=value, comments after #");
    }
    return new Item(String.join(".", path), name, reading.layer(), cell, links, tail);
  }

  private static String shortened(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }

  private static String name(Cell head) {
    if (!head.content().matches(NAME)) {
      throw head.error("\"" + head.content() + "\" is not a layer's name", nameMend("conv1_1"));
    }
    return head.content();
  }

  private static String nameMend(String example) {
    return "a name begins with a letter or a digit and goes on with letters, digits, _ or -, such as "
        + example;
  }

  /** Returns whether nothing was read that makes a network. */
  boolean isEmpty() {
    return items.isEmpty() && totals.isEmpty() && open.isEmpty();
  }

  /** Makes the network of what was read, with an input before it where the text has none. */
  Definition define(String name, Optional<Layer> input) {
    checkClosed();
    boolean insert = !items.isEmpty() && !(items.get(0).layer() instanceof Input);
    NetworkBuilder builder = Network.named(name);
    if (insert) {
      input.ifPresent(builder::add);
    }
    Map<String, Point> points = new HashMap<>();
    items.forEach(item -> add(builder, item, points));
    Network network = build(builder, insert && input.isPresent() ? 1 : 0);
    return new Definition(network, claims(network, network.nodes().size() - items.size()));
  }

  /** Puts the layers of what was read in the place of a network's block. */
  Network replace(Network network, String block) {
    checkClosed();
    Map<String, Point> points = new HashMap<>();
    NetworkBuilder builder =
        network
            .edit()
            .replaceBlock(block, inner -> items.forEach(item -> add(inner, item, points)));
    List<String> blocks = network.nodes().stream().map(node -> node.block()).toList();
    int first = 0;
    while (first < blocks.size() && !(blocks.get(first) + ".").startsWith(block + ".")) {
      first++;
    }
    return build(builder, first);
  }

  private void checkClosed() {
    if (!open.isEmpty()) {
      throw open.getLast().error("the block is not closed", "add a line } after its last layer");
    }
  }

  private void add(NetworkBuilder builder, Item item, Map<String, Point> points) {
    if (item.block().isEmpty()) {
      item.links().add(builder, "", item.name(), item.layer(), points);
    } else {
      builder.block(
          item.block(),
          inner -> item.links().add(inner, item.block(), item.name(), item.layer(), points));
    }
  }

  private Network build(NetworkBuilder builder, int first) {
    try {
      Network network = builder.build();
      Totals.check(network, index -> place(index - first));
      return network;
    } catch (NetworkException e) {
      throw place(e.index() - first)
          .error(e.node().isEmpty() ? e.problem() : e.node() + ": " + e.problem(), "");
    }
  }

  /** Where the layer of a position stands, or the last one before it. */
  private Cell place(int index) {
    if (items.isEmpty()) {
      return Cell.of(1, "");
    }
    return items.get(Math.max(0, Math.min(index, items.size() - 1))).cell();
  }

  private List<Claim> claims(Network network, int first) {
    List<Claim> all = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      String node = network.applied().get(i + first).node().path();
      Item item = items.get(i);
      Cell before = item.cell().part(item.cell().from(), item.tail().from());
      all.addAll(claims.tail(new Claim.Subject.Named(node), before, item.tail()));
    }
    all.addAll(totals);
    return all;
  }
}
