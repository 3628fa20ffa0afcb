package io.github.layerbook.notebook;

import io.github.layerbook.claim.CheckReport;
import io.github.layerbook.claim.Claims;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.export.Export;
import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.memory.Optimizer;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.Node;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.report.Quantities;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.serving.Device;
import io.github.layerbook.serving.Devices;
import io.github.layerbook.view.Renderer;
import io.github.layerbook.view.Renderers;
import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.display.Displayable;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.view.table.CheckTable;
import io.github.layerbook.view.table.DiffTable;
import io.github.layerbook.view.table.InventoryTable;
import io.github.layerbook.view.table.NetworksTable;
import io.github.layerbook.whatif.diff.Diff;
import io.github.layerbook.zoo.ZooEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One notebook's state, from the moment that Layerbook is installed in its kernel until it is
 * uninstalled or the kernel ends. {@code Session session = %session} gives it to Java cells; its
 * methods do what the magics do, and return what they show.
 *
 * <p>Nothing is remembered of a cell that fails or is interrupted: a definition counts once its
 * variable has been declared.
 */
public final class Session implements AutoCloseable {
  /** The imports that let Java cells use the library at once. */
  public static final String IMPORTS =
      Stream.concat(
              """
              size layer layer.form layer.geometry layer.vocabulary layer.shape layer.convolution
              layer.pooling layer.normalization layer.activation layer.linear layer.recurrent
              layer.attention layer.feedforward layer.merge network unit notation report memory receptive serving claim exercise
              zoo whatif.edit whatif.variation whatif.diff whatif.sweep whatif.fit whatif.play
              whatif.sensitivity view view.display view.figure view.plotly view.explanation view.diagram
              view.page view.chart view.table notebook
              """
                  .lines()
                  .flatMap(line -> Stream.of(line.split(" ")))
                  .map(room -> "io.github.layerbook." + room + ".*"),
              Stream.of("tech.tablesaw.api.Table", "tech.tablesaw.plotly.components.Figure"))
          .map(name -> "import " + name + ";\n")
          .collect(Collectors.joining());

  private final Kernel kernel;
  private final Sweeps sweeps = new Sweeps();
  private final Exercises exercises = new Exercises();
  private final Variables variables;
  private final DeclaredLayers layers;
  private final Inventories inventories;
  private final Networks networks;
  private final PlotlyCarrier carrier;
  private final Set<Class<?>> registered = new HashSet<>();
  private final Map<Class<?>, Defined> latest = new HashMap<>();
  private Renderers renderers = new Renderers(List.of());
  private Optional<Object> last = Optional.empty();
  private boolean closed;

  private Session(Kernel kernel) {
    this.kernel = kernel;
    variables = new Variables(kernel);
    layers = new DeclaredLayers(kernel, variables);
    inventories = new Inventories(variables);
    networks = new Networks(variables, inventories);
    carrier = new PlotlyCarrier(kernel);
  }

  /** Starts the session of a kernel, which shows Layerbook's values from now on. */
  public static Session in(Kernel kernel) {
    Session session = new Session(kernel);
    List<Renderer<?>> all = new ArrayList<>(Renderers.builtIn().all());
    Collections.reverse(all);
    all.forEach(session::register);
    session.register(new Renderer<>(Network.class, session::display));
    session.register(new Renderer<>(Inventory.class, session::display));
    return session;
  }

  /**
   * Shows values of a type from now on as a renderer does: {@code session.register(new
   * Renderer<>(Price.class, price -> Display.text(price + " $")))} in a cell makes a type of its
   * own seen. Of two renderers that fit a value the later one shows it.
   */
  public <T> void register(Renderer<T> renderer) {
    renderers = renderers.with(renderer);
    if (registered.add(renderer.type())) {
      kernel.register(carrier.with(new Renderer<>(renderer.type(), this::rendered)));
    }
  }

  private Display rendered(Object value) {
    return renderers.of(value).orElseGet(() -> Display.text(String.valueOf(value)));
  }

  /** What a cell was given is shown as what defined it. */
  private Display display(Object value) {
    return latest.values().stream()
        .filter(defined -> defined.gave(value))
        .findFirst()
        .map(Displayable::display)
        .or(() -> Renderers.builtIn().of(value))
        .orElseThrow();
  }

  /** Whether values like this one are shown by a renderer. */
  public boolean shows(Object value) {
    return renderers.all().stream().anyMatch(renderer -> renderer.fits(value));
  }

  /**
   * Returns what a command gives to the cell: of an outcome the network, so that it can be assigned
   * to a variable, though it is shown as the outcome.
   */
  public @Nullable Object given(@Nullable Object value) {
    if (value != null && !(value instanceof Receipt)) {
      last = Optional.of(value);
    }
    if (value instanceof Defined defined) {
      Defined given = defined.ofItsOwn();
      latest.put(given.getClass(), given);
      return given.value();
    }
    return value;
  }

  /**
   * Returns what the last command has shown, to be exported.
   *
   * @throws CellError if none has shown anything yet
   */
  public Export lastShown() {
    Object shown =
        last.orElseThrow(
            () ->
                new CellError(
                    "No command has shown anything yet: run one first, or name a network."));
    if (shown instanceof Outcome outcome) {
      return Export.of(outcome.entry().report());
    } else if (shown instanceof CheckReport check) {
      return Export.of(CheckTable.of(check));
    } else if (shown instanceof Diff diff) {
      return Export.of(DiffTable.of(diff));
    } else if (shown instanceof Network network) {
      return Export.of(network);
    }
    boolean itself = Export.forms().stream().anyMatch(form -> form.takes(shown));
    return Export.of(itself ? shown : rendered(shown));
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

  /**
   * The device of a name: one that comes with Layerbook, or what the notebook's variable holds now.
   *
   * @throws CellError if there is none, with the names that are nearest
   */
  public Device device(String name) {
    return knownDevices().of(name);
  }

  /** The names that {@link #device} knows. */
  public List<String> devices() {
    return knownDevices().names();
  }

  private Declared<Device> knownDevices() {
    return new Declared<>(variables, Device.class, "device", Devices.all(), Device::name);
  }

  /**
   * The optimizer of a name: one that comes with Layerbook, or what the notebook's variable holds
   * now.
   *
   * @throws CellError if there is none, with the names that are nearest
   */
  public Optimizer optimizer(String name) {
    return knownOptimizers().of(name);
  }

  /** The names that {@link #optimizer} knows. */
  public List<String> optimizers() {
    return knownOptimizers().names();
  }

  private Declared<Optimizer> knownOptimizers() {
    List<Optimizer> builtIn = List.of(Optimizer.values());
    return new Declared<>(variables, Optimizer.class, "optimizer", builtIn, Optimizer::name);
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

  /**
   * Defines a network that was read from a foreign text or file; see {@link #define(String,
   * Entry)}.
   *
   * @param entry the network under its name in the source, with how it is counted
   * @param title what the source was read as
   * @param read what the reader says, which is shown above the table
   */
  public Outcome fromText(String name, Entry entry, String title, ReadNetwork read) {
    return define(name, entry.renamed(name))
        .readFrom(Provenance.of(title, entry.network().name(), read, true));
  }

  /**
   * Defines the networks of a foreign text, each with what the reader says of it; see {@link
   * #defineAll(String, List)}.
   *
   * @param entries the networks under their names in the text, as many as were read
   */
  public Family fromText(String name, List<Entry> entries, String title, List<ReadNetwork> read) {
    List<Outcome> outcomes = new ArrayList<>();
    List<Outcome> defined = defineAll(name, entries).members();
    for (int i = 0; i < defined.size(); i++) {
      String own = entries.get(i).network().name();
      outcomes.add(defined.get(i).readFrom(Provenance.of(title, own, read.get(i), true)));
    }
    return new Family(outcomes);
  }

  /**
   * Declares a notebook variable that holds an inventory.
   *
   * @param listed the inventory under its name in the source, and what that states of it
   * @param title what the source was read as
   * @param read what the reader says, which is shown above the table
   * @throws CellError if the name is refused; nothing has changed then
   */
  public Listing define(String name, Listed listed, String title, ReadNetwork read) {
    networks.requireFree(name);
    Listed named = listed.renamed(name);
    Optional<Inventory> before = inventories.define(name, named);
    String own = listed.inventory().name();
    return new Listing(named, before, Provenance.of(title, own, read, false));
  }

  /**
   * Defines a network of the zoo; see {@link #define(String, Entry)}.
   *
   * @param entry the network
   * @param name the notebook variable that holds it, which names it too
   */
  public Outcome fromZoo(ZooEntry entry, String name) {
    networks.requireFree(name);
    return define(name, entry.network().renamed(name));
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
    last = Optional.empty();
    networks.clear();
    inventories.clear();
  }
}
