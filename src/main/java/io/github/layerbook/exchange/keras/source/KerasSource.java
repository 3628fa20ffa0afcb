package io.github.layerbook.exchange.keras.source;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.keras.OwnLayers;
import io.github.layerbook.exchange.rewriting.OwnCode;
import io.github.layerbook.exchange.source.Arranger;
import io.github.layerbook.exchange.source.Classes;
import io.github.layerbook.exchange.source.Forwards;
import io.github.layerbook.exchange.source.Layout;
import io.github.layerbook.exchange.source.Names;
import io.github.layerbook.exchange.source.Part.Module;
import io.github.layerbook.exchange.source.Region;
import io.github.layerbook.exchange.source.Regions;
import io.github.layerbook.exchange.source.Said;
import io.github.layerbook.exchange.source.Sayings;
import io.github.layerbook.layer.linear.Buffer;
import io.github.layerbook.network.BlockPath;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.Node;
import io.github.layerbook.network.OutputAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes networks as functional Keras code.
 *
 * <pre>{@code
 * import io.github.layerbook.exchange.keras.source.KerasSource;
 * KerasSource.of(Zoo.network("lenet5")).lines().filter(line -> line.contains("Conv2D")).count()
 * }</pre>
 */
public final class KerasSource {
  private final Network network;
  private final Sayings sayings;
  private final List<Said> layers;
  private final Set<String> shared = new HashSet<>();
  private final List<String> variables = new ArrayList<>();
  private final Arranger arranger = new Arranger();

  private KerasSource(Network network) {
    this.network = network;
    this.sayings = Sayings.of(functional(network), dialect(), false);
    this.layers = TiedHeads.of(sayings.layers());
    layers.forEach(said -> shared.add(said.node().weightsOf()));
    requireFunctional();
  }

  /** Returns what the code is written in: Keras's dialect, and the layers of its own. */
  public static Dialect dialect() {
    return OwnLayers.dialect();
  }

  /**
   * Returns the code of a network.
   *
   * @throws NotExpressibleException naming all layers that Keras has no class for
   */
  public static String of(Network network) {
    return new KerasSource(network).write();
  }

  /**
   * Returns what of a network functional code says: buffers that no layer reads, such as numbers of
   * positions, have no place in it.
   */
  static Network functional(Network network) {
    Set<String> read = new HashSet<>();
    network.nodes().forEach(node -> node.reads().forEach(each -> read.add(each.layer())));
    List<Node> nodes =
        network.nodes().stream()
            .filter(node -> !(node.layer() instanceof Buffer) || read.contains(node.path()))
            .toList();
    return nodes.size() == network.nodes().size() ? network : Network.of(network.name(), nodes);
  }

  /** Functional code has no place for what is kept unread, nor for weights of another kind. */
  private void requireFunctional() {
    Map<String, Said> byPath = new HashMap<>();
    Map<String, String> refused = new LinkedHashMap<>();
    Set<String> read = new HashSet<>();
    layers.forEach(said -> said.node().reads().forEach(each -> read.add(each.layer())));
    for (Said said : layers) {
      byPath.put(said.node().path(), said);
      if (said.layer().isSource() && !read.contains(said.node().path())) {
        refused.put(
            said.node().path(), "no layer reads it, so that functional code has no place for it");
      }
      Said owner = byPath.get(said.node().weightsOf());
      if (owner != null && !owner.invocation().isMadeAs(said.invocation())) {
        refused.put(said.node().path(), "it uses the weights of another kind of layer");
      }
    }
    if (!refused.isEmpty()) {
      throw Sayings.refused("Keras", network, refused);
    }
  }

  private String write() {
    List<OutputAddress> reads = sayings.inputs().stream().map(Node::output).toList();
    List<Layout> layouts = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (Node input : sayings.inputs()) {
      layouts.add(Layout.channelsLast(input.layer().on(List.of()).output().evaluated()));
      String name = reads.size() == 1 ? "inputs" : Names.variable(input.name());
      variables.add(Names.unique(name, taken));
    }
    Set<BlockPath> once = aroundSources();
    Module module = module(reads, layouts, once);
    Classes classes = new Classes(module, names(), false);
    for (Classes.Type type : classes.types()) {
      List<Module> made = classes.madeBy(type);
      if (made.size() == 1 || made.get(0).lines().size() < 3) {
        made.forEach(each -> once.add(block(each.path())));
      }
    }
    module = module(reads, layouts, once);
    classes = new Classes(module, names(), false);
    return text(module, classes);
  }

  /** What reads no input is called on the network's, which is at hand outside of functions. */
  private Set<BlockPath> aroundSources() {
    Set<BlockPath> around = new HashSet<>();
    for (Said said : layers) {
      BlockPath block = said.layer().isSource() ? said.node().blockPath() : BlockPath.NONE;
      for (; !block.isNone(); block = block.outer()) {
        around.add(block);
      }
    }
    return around;
  }

  private static Set<String> names() {
    Set<String> names = new HashSet<>(OwnLayers.CODE.names());
    names.addAll(List.of("Layers", "Keras", "Name", "X", "Out", "Y", "Z"));
    return names;
  }

  private BlockPath block(String path) {
    for (Said said : layers) {
      for (BlockPath each = said.node().blockPath(); !each.isNone(); each = each.outer()) {
        if (each.toString().equals(path)) {
          return each;
        }
      }
    }
    return BlockPath.NONE;
  }

  private Module module(List<OutputAddress> reads, List<Layout> layouts, Set<BlockPath> opened) {
    Region root = Regions.of(layers, false, opened);
    Forwards forwards =
        new Forwards(
            layers,
            root,
            Set.copyOf(reads),
            values -> new KerasStatements(values, arranger, shared, variables.get(0)));
    return forwards.write(root, reads, variables, layouts).module();
  }

  private String text(Module root, Classes classes) {
    KerasPrinter printer = new KerasPrinter(classes, root);
    StringBuilder text = new StringBuilder();
    text.append("# %s, written by Layerbook.\n\n".formatted(network.name().replaceAll("\\s", " ")));
    text.append("import keras\nfrom keras import layers\n\n\n");
    Set<String> own = new LinkedHashSet<>();
    for (Said said : layers) {
      if (said.entry().module().equals(OwnCode.MODULE)) {
        own.add(said.entry().name());
      }
    }
    Map<String, String> texts = new LinkedHashMap<>();
    own.forEach(name -> texts.put(name, OwnLayers.CODE.find(name).text(name, Map.of())));
    text.append(OwnLayers.CODE.text(texts));
    for (Classes.Type type : classes.types()) {
      if (!type.name().isEmpty()) {
        text.append(printer.function(type));
      }
    }
    for (int i = 0; i < variables.size(); i++) {
      text.append(input(i));
    }
    printer.statements(root).forEach(line -> text.append(line).append('\n'));
    String last = root.lines().get(root.lines().size() - 1);
    String outputs = last.substring("return ".length());
    text.append(
        "%s = keras.Model(%s, %s, name=%s)\n"
            .formatted(
                Names.variable(network.name()),
                listed(String.join(", ", variables)),
                listed(outputs),
                Arguments.literal(Names.plain(network.name()))));
    return text.toString();
  }

  private static String listed(String values) {
    return values.contains(", ") ? "[" + values + "]" : values;
  }

  private String input(int index) {
    Node node = sayings.inputs().get(index);
    Layout layout = Layout.channelsLast(node.layer().on(List.of()).output().evaluated());
    List<Long> extents = layout.extents().subList(1, layout.rank());
    boolean indices = sayings.isIndices(node);
    return "%s = keras.Input(shape=%s, name=%s%s)\n"
        .formatted(
            Objects.requireNonNull(variables.get(index)),
            extents.stream()
                .map(String::valueOf)
                .collect(Collectors.joining(", ", "(", extents.size() == 1 ? ",)" : ")")),
            Arguments.literal(Names.plain(node.path().replace('.', '_'))),
            indices ? ", dtype=\"int32\"" : "");
  }
}
