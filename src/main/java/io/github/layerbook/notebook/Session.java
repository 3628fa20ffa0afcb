package io.github.layerbook.notebook;

import io.github.layerbook.claim.Claims;
import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.memory.Optimizer;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.Node;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.notebook.outcome.Entry;
import io.github.layerbook.notebook.outcome.Family;
import io.github.layerbook.notebook.outcome.Listed;
import io.github.layerbook.notebook.outcome.Outcome;
import io.github.layerbook.report.Quantities;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.serving.Device;
import io.github.layerbook.serving.Devices;
import io.github.layerbook.view.Renderer;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.view.table.InventoryTable;
import io.github.layerbook.view.table.NetworksTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One notebook's state, from the moment that Layerbook is installed in its kernel until it is
 * uninstalled or the kernel ends. {@code Session session = %session} gives it to Java cells; its
 * methods do what the magics do, and return what they show.
 *
 * <p>Nothing is remembered of a cell that fails or is interrupted: a definition counts once its
 * variable has been declared.
 */
public final class Session implements AutoCloseable {
  private final Kernel kernel;
  private final Sweeps sweeps = new Sweeps();
  private final Exercises exercises = new Exercises();
  private final Variables variables;
  private final DeclaredLayers layers;
  private final Inventories inventories;
  private final Networks networks;
  private final Shown shown;
  private boolean closed;

  private Session(Kernel kernel) {
    this.kernel = kernel;
    variables = new Variables(kernel);
    layers = new DeclaredLayers(kernel, variables);
    inventories = new Inventories(variables);
    networks = new Networks(variables, inventories);
    shown = new Shown(kernel);
  }

  /** Starts the session of a kernel, which shows Layerbook's values from now on. */
  public static Session in(Kernel kernel) {
    return new Session(kernel);
  }

  /**
   * Shows values of a type from now on as a renderer does: {@code session.register(new
   * Renderer<>(Price.class, price -> Display.text(price + " $")))} in a cell makes a type of its
   * own seen. Of two renderers that fit a value the later one shows it.
   */
  public <T> void register(Renderer<T> renderer) {
    shown.register(renderer);
  }

  /** Returns what commands have shown, and how values are shown. */
  public Shown shown() {
    return shown;
  }

  /**
   * Refuses to go on once the session has ended.
   *
   * @throws CellError if it has
   */
  public void requireOpen() {
    if (closed) {
      throw new CellError("Layerbook has left this kernel: restart the kernel to load it again.");
    }
  }

  /** The notation, with the layers that the notebook's cells declare as records. */
  public Notation notation() {
    return Notation.standard().with(layers.vocabulary());
  }

  /**
   * The quantities that commands know by their words: those that come with Layerbook, and those
   * that the notebook's variables hold.
   *
   * @throws CellError if two of them share a word
   */
  public Quantities quantities() {
    return new DeclaredQuantities(variables).quantities();
  }

  /** The devices that come with Layerbook, and those of the notebook's variables. */
  public Declared<Device> devices() {
    return new Declared<>(variables, Device.class, "a device", Devices.all(), Device::name);
  }

  /** The optimizers that come with Layerbook, and those of the notebook's variables. */
  public Declared<Optimizer> optimizers() {
    List<Optimizer> builtIn = List.of(Optimizer.values());
    return new Declared<>(variables, Optimizer.class, "an optimizer", builtIn, Optimizer::name);
  }

  /**
   * The network of a name: what the notebook's variable holds now.
   *
   * @throws CellError if there is none, with the names that are nearest
   */
  public Network network(String name) {
    return variables.declaring().orElse(null) instanceof Network network
        ? network
        : entry(name).network();
  }

  /**
   * What is known of the network of a name.
   *
   * @throws CellError if there is none, with the names that are nearest
   */
  public Entry entry(String name) {
    return networks.entry(name);
  }

  /**
   * The network or inventory of a name.
   *
   * @throws CellError if there is none, with the names that are nearest
   */
  public Object model(String name) {
    return variables
        .declaring()
        .or(() -> inventory(name).map(Listed::inventory))
        .orElseGet(() -> network(name));
  }

  /** Returns the inventory of a name; empty if there is none. */
  public Optional<Listed> inventory(String name) {
    return inventories.find(name);
  }

  /** The names of the notebook's inventories. */
  public Set<String> inventories() {
    return inventories.all().keySet();
  }

  /** The networks of the notebook's variables, by name. */
  public Map<String, Entry> networks() {
    return networks.all();
  }

  /** The name of a variable that is nearest to a text. */
  public static String nameLike(String text) {
    return Variables.nameLike(text);
  }

  /** The table of the notebook's networks. */
  public ResultTable table() {
    return table(Quantities.USUAL);
  }

  /** The table of the notebook's networks with some quantities; inventories stand below them. */
  public ResultTable table(List<Quantity> quantities) {
    List<Report> reports = new ArrayList<>();
    networks.all().forEach((name, entry) -> reports.add(entry.renamed(name).report()));
    ResultTable table = NetworksTable.of(reports, quantities);
    List<Inventory> all = new ArrayList<>();
    inventories.all().forEach((name, listed) -> all.add(listed.inventory().renamed(name)));
    return all.isEmpty() ? table : table.above(InventoryTable.ofSeveral(all).display());
  }

  /** Defines a network made in Java; see {@link #define(String, Entry)}. */
  public Outcome define(String name, Network network) {
    return define(name, Entry.of(network));
  }

  /**
   * Declares a notebook variable that holds the network, or gives the variable the network if it
   * holds one already.
   *
   * @throws CellError if the name cannot be a variable's or belongs to a variable of another kind;
   *     nothing has changed then
   */
  public Outcome define(String name, Entry entry) {
    return networks.define(name, entry);
  }

  /** Declares a variable that holds an inventory; returns what it held before. */
  Optional<Inventory> define(String name, Listed listed) {
    networks.requireFree(name);
    return inventories.define(name, listed);
  }

  /**
   * Defines several networks, each under the name and its own, as {@code vgg_A}.
   *
   * @throws CellError if one of the names is refused; none is defined then
   */
  public Family defineAll(String name, List<Entry> entries) {
    List<String> names =
        entries.stream()
            .map(entry -> Variables.nameLike(name + "_" + entry.network().name()))
            .toList();
    names.forEach(networks::requireFree);
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      outcomes.add(define(names.get(i), entry.renamed(names.get(i))));
    }
    return new Family(outcomes);
  }

  /**
   * Puts layers into a network as a block, at its end or in the place of the block of that name.
   *
   * @throws CellError if there is no such network
   * @throws IllegalArgumentException if the text cannot be read, or the network does not accept its
   *     layers
   */
  public Outcome layers(String name, String block, String text) {
    Entry entry = entry(name);
    Network changed = notation().parseBlock(entry.network(), block, text);
    return define(name, new Entry(changed, Claims.NONE, entry.settings())).focused(block);
  }

  /**
   * Freezes layers of a network: its summaries, claims, memory of training and sweeps know that
   * their parameters are not trained.
   *
   * @param name the network
   * @param layers names of layers as in changes, {@code layer1.*} or {@code *,-fc}; empty to train
   *     all again
   * @throws CellError if there is no such network
   * @throws io.github.layerbook.layer.form.OptionException if a name is no layer's
   */
  public Outcome freeze(String name, String layers) {
    Entry entry = entry(name);
    List<Node> nodes = entry.network().nodes();
    Set<String> frozen =
        layers.isBlank()
            ? Set.of()
            : entry.network().names().of(layers).stream()
                .map(place -> nodes.get(place).path())
                .collect(Collectors.toSet());
    return define(name, entry.under(entry.settings().frozen(frozen)));
  }

  /**
   * Goes back to the definition before the latest.
   *
   * @throws CellError if there is no such network or it has had one definition only
   */
  public Outcome undo(String name) {
    return networks.undo(name);
  }

  /** Starts a progress bar over the given number of items. */
  public Progress progress(long size) {
    return new Progress(kernel, size);
  }

  /** The notebook's sweeps, which run one at a time. */
  public Sweeps sweeps() {
    return sweeps;
  }

  /** The exercises that the notebook has set. */
  public Exercises exercises() {
    return exercises;
  }

  /** Called by the snippet that makes a notebook variable readable; of no use elsewhere. */
  public void handOver(Supplier<?> reader) {
    variables.handOver(reader);
  }

  /**
   * Refuses a name that {@link #define} would refuse.
   *
   * @throws CellError if it is one
   */
  public void requireFree(String name) {
    networks.requireFree(name);
  }

  /** Ends the session and releases what it holds. */
  @Override
  public void close() {
    closed = true;
    sweeps.clear();
    exercises.clear();
    shown.clear();
    networks.clear();
    inventories.clear();
  }
}
