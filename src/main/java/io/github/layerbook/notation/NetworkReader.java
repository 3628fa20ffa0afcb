package io.github.layerbook.notation;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.network.Blueprint;
import io.github.layerbook.network.Hints;
import io.github.layerbook.network.Interruption;
import io.github.layerbook.network.LowRank;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.network.NetworkException;
import io.github.layerbook.network.Node;
import io.github.layerbook.notation.Construct.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the lines of one network: its layers, blocks and branches, and what stands beside them. */
final class NetworkReader {
  private static final Pattern NAMED = Pattern.compile("(?<name>[^\\s:=\\[\\](){}|,]+)\\s*:");

  private final LayerReader layers;
  private final LineLayers lines = new LineLayers(this::isLayer);
  private final ConstructReader parts = new ConstructReader(this::item, lines::of);
  private final List<Item> items = new ArrayList<>();
  private final List<Remark> totals = new ArrayList<>();
  private @Nullable Cell adapters;

  NetworkReader(LayerReader layers) {
    this.layers = layers;
  }

  /** Reads one line, or one cell of a table. */
  void read(Cell written) {
    Cell cell = written.withoutComment().trimmed();
    if (Remark.isTotal(cell) && !isNamedLayer(cell)) {
      totals.add(new Remark("", cell.part(cell.from(), cell.from()), cell));
    } else if (LowRank.begins(cell.content())) {
      if (adapters != null) {
        throw cell.error("the network has adapters already", "name all modules in one line");
      }
      adapters = cell;
    } else if (isEmpty() && LineLayers.input(cell).isPresent()) {
      parts.read(Cell.of(cell.line(), LineLayers.input(cell).get()));
    } else {
      lines.of(cell).forEach(parts::read);
    }
  }

  /** Whether a cell is just a layer, with or without its name. */
  private boolean isLayer(Cell cell) {
    try {
      return !item(cell).cell().isBlank();
    } catch (NotationException e) {
      return false;
    }
  }

  /** Whether a cell is a layer after a name and a colon. */
  private boolean isNamedLayer(Cell cell) {
    Matcher named = NAMED.matcher(cell.text()).region(cell.from(), cell.to());
    return named.lookingAt() && layers.knows(cell.part(named.end(), cell.to()).trimmed());
  }

  private Item item(Cell cell) {
    Interruption.check();
    Matcher named = NAMED.matcher(cell.text()).region(cell.from(), cell.to());
    Cell nothing = cell.part(cell.to(), cell.to());
    if (!named.lookingAt()) {
      return item("", layers.read(cell, nothing), cell);
    }
    Cell head = cell.part(cell.from(), named.end("name"));
    Cell rest = cell.part(named.end(), cell.to()).trimmed();
    boolean layer = !rest.isBlank() && Character.isLetter(rest.content().charAt(0));
    if (layer && (layers.knows(rest) || !isRemark(head, rest))) {
      return item(
          Names.checked(head, "a layer's name", "conv1_1"), layers.read(rest, nothing), rest);
    }
    String first = head.content().toLowerCase(Locale.ROOT);
    if ((first.equals("input") || first.equals("image")) && !rest.content().startsWith("[")) {
      return item("", layers.read(cell, nothing), cell);
    }
    LayerReader.Reading reading = layers.read(head, rest);
    return item("", new LayerReader.Reading(reading.layer(), head, rest), cell);
  }

  private Item item(String name, LayerReader.Reading reading, Cell cell) {
    Links links = Links.first(reading.tail());
    Cell tail = links.rest();
    boolean behindColon = cell.part(reading.cell().to(), tail.from()).content().contains(":");
    boolean remark = behindColon ? isRemark(reading.cell(), tail) : Remark.begins(tail);
    if (!tail.isBlank() && (!remark || layers.knows(tail))) {
      NotationException refusal =
          tail.error(
              "\""
                  + shortened(tail.content())
                  + "\" is neither an option nor a claim of this layer",
              layers.knows(tail)
                  ? "write one layer a line; in a table, separate the cells by | or tabs"
                  : Fixes.of(
                      tail,
                      LayerForm.of(reading.layer()),
                      "write options as name=value, comments after #"));
      throw Fixes.isSharing(tail) ? refusal.surely() : refusal;
    }
    return new Item(name, reading.layer(), cell, links, tail);
  }

  private static String shortened(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }

  /** Returns whether nothing was read that makes a network. */
  boolean isEmpty() {
    return parts.isEmpty() && totals.isEmpty();
  }

  /** Whether what follows a layer's name and a colon states something of that layer. */
  private boolean isRemark(Cell head, Cell rest) {
    return Remark.begins(rest)
        || (Remark.states(rest) && layers.isLayer(head) && !layers.isNearLayer(rest));
  }

  /** Makes the network of what was read, with an input before it where the text has none. */
  Definition define(String name, Optional<Layer> input) {
    List<Construct> read = parts.parts();
    boolean insert = !(read.isEmpty() || startsWithInput(read));
    NetworkBuilder builder = Network.named(name);
    if (insert) {
      input.ifPresent(builder::add);
    }
    add(read, builder);
    Network network = adapted(build(builder, insert && input.isPresent() ? 1 : 0));
    return new Definition(network, remarks(network, network.nodes().size() - items.size()));
  }

  private Network adapted(Network network) {
    Cell line = adapters;
    if (line == null) {
      return network;
    }
    try {
      return LowRank.parse(line.content()).beside(Blueprint.of(network)).network();
    } catch (OptionException e) {
      throw line.error(String.valueOf(e.getMessage()), "").surely();
    }
  }

  private static boolean startsWithInput(List<Construct> read) {
    return read.get(0) instanceof Item first && first.layer() instanceof Input;
  }

  /** Puts the layers of what was read in the place of a network's block. */
  Network replace(Network network, String block) {
    List<Construct> read = parts.parts();
    if (adapters != null) {
      throw adapters.error(
          "adapters belong to a whole network", "write %whatif NETWORK lora 16 on q_proj,v_proj");
    }
    NetworkBuilder builder = network.edit().replaceBlock(block, inner -> add(read, inner));
    List<Node> nodes = network.nodes();
    int first = 0;
    while (first < nodes.size() && !nodes.get(first).isIn(block)) {
      first++;
    }
    return build(builder, first);
  }

  private void add(List<Construct> read, NetworkBuilder builder) {
    try {
      Construct.addAll(read, builder, items::add);
    } catch (NetworkException e) {
      throw read.get(0).cell().error(e.problem(), "").surely();
    }
  }

  private Network build(NetworkBuilder builder, int first) {
    try {
      Network network = builder.build();
      Totals.check(network, index -> place(index - first));
      return network;
    } catch (NetworkException e) {
      throw located(e, first);
    }
  }

  private NotationException located(NetworkException e, int first) {
    int index = e.index() - first;
    boolean here = index >= 0 && index < items.size();
    Cell cell =
        e.reference()
            .filter(reference -> here)
            .flatMap(reference -> items.get(index).links().cell(reference))
            .orElse(place(index));
    return cell.error(
            e.node().isEmpty() ? e.problem() : e.node() + ": " + e.problem(),
            items.stream()
                .flatMap(item -> Hints.order(item.layer()).stream())
                .collect(Collectors.joining(" ")))
        .surely();
  }

  /** Where the layer of a position stands, or the last one before it. */
  private Cell place(int index) {
    if (items.isEmpty()) {
      return Cell.of(1, "");
    }
    return items.get(Math.max(0, Math.min(index, items.size() - 1))).cell();
  }

  private List<Remark> remarks(Network network, int first) {
    List<Remark> all = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      if (!item.tail().isBlank()) {
        String node = network.applied().get(i + first).node().path();
        Cell head = item.cell().part(item.cell().from(), item.tail().from());
        all.add(new Remark(node, head, item.tail()));
      }
    }
    all.addAll(totals);
    return all;
  }
}
