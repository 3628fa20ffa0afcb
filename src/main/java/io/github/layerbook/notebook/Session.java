package io.github.layerbook.notebook;

import io.github.layerbook.network.Network;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One notebook's state, from the moment that Layerbook is installed in its kernel until it is
 * uninstalled or the kernel ends. {@code Session layerbook = %session} gives it to Java cells.
 *
 * <p>Nothing is remembered of a cell that fails or is interrupted: a definition counts once its
 * variable has been declared.
 */
public final class Session implements AutoCloseable {
  /** The imports that let Java cells use the library at once. */
  public static final String IMPORTS =
      """
      import io.github.layerbook.size.*;
      import io.github.layerbook.layer.*;
      import io.github.layerbook.network.*;
      import io.github.layerbook.analysis.*;
      import io.github.layerbook.view.*;
      import io.github.layerbook.notebook.*;
      import tech.tablesaw.api.Table;
      import tech.tablesaw.plotly.components.Figure;
      """;

  private final Kernel kernel;
  private final Variables variables;
  private final List<Command> commands = Commands.all();
  private final Map<String, History> histories = new LinkedHashMap<>();
  private @Nullable Network declaring;
  private boolean closed;

  private Session(Kernel kernel) {
    this.kernel = kernel;
    this.variables = new Variables(kernel);
  }

  /** Starts the session of a kernel. */
  public static Session in(Kernel kernel) {
    return new Session(kernel);
  }

  /** The commands to register as magics. */
  public List<Command> commands() {
    return commands;
  }

  /** What values look like, to register with the kernel's renderer. */
  public List<Rendering<?>> renderings() {
    return List.of(
        new Rendering<>(Help.class, Help::display),
        new Rendering<>(Network.class, n -> io.github.layerbook.view.Display.text(n.toString())));
  }

  /** Whether a value has a rendering, so that a kernel that shows nothing by itself shows it. */
  public boolean shows(Object value) {
    return renderings().stream().anyMatch(rendering -> rendering.type().isInstance(value));
  }

  /**
   * Runs a command for a cell.
   *
   * @param command one of {@link #commands}
   * @param words the words after its name
   * @param text the rest of the cell; empty for a line's command
   * @return what the cell shows; null for nothing
   * @throws CellError with everything that the reader has to know
   */
  public @Nullable Object run(Command command, List<String> words, String text) {
    if (closed) {
      throw new CellError("Layerbook has left this kernel: restart the kernel to load it again.");
    }
    try {
      return command.run(this, words, text);
    } catch (RuntimeException e) {
      throw asCellError(command, e);
    }
  }

  /** What the library itself throws speaks to the reader; anything else is a fault of ours. */
  private static CellError asCellError(Command command, RuntimeException e) {
    StackTraceElement[] frames = e.getStackTrace();
    String origin = frames.length == 0 ? "" : frames[0].getClassName();
    boolean refusal = e instanceof IllegalArgumentException || e instanceof ArithmeticException;
    if (isOurs(e.getClass().getName()) || (refusal && isOurs(origin))) {
      return new CellError(String.valueOf(e.getMessage()));
    }
    return new CellError(
        command.title()
            + " failed through a fault of Layerbook's own, not of the cell; please report it: "
            + e
            + (frames.length == 0 ? "" : " at " + frames[0]));
  }

  private static boolean isOurs(String className) {
    return className.startsWith("io.github.layerbook.");
  }

  /**
   * The network of a name: what the notebook's variable holds now.
   *
   * @throws CellError if there is none, with the names that there are
   */
  public Network network(String name) {
    if (declaring != null) {
      return declaring;
    }
    return find(name).orElseThrow(() -> unknown(name));
  }

  /** The networks of the notebook's variables, by name. */
  public Map<String, Network> networks() {
    var names = new TreeSet<>(histories.keySet());
    names.addAll(variables.ofType(Network.class));
    Map<String, Network> networks = new LinkedHashMap<>();
    names.forEach(name -> find(name).ifPresent(network -> networks.put(name, network)));
    return networks;
  }

  /**
   * Declares a notebook variable that holds the network, or gives the variable the network if it
   * holds one already.
   *
   * @throws CellError if the name cannot be a variable's or belongs to a variable of another kind;
   *     nothing has changed then
   */
  public Definition define(String name, Network network) {
    requireName(name);
    Optional<Network> before = find(name);
    if (before.isEmpty() && variables.has(name)) {
      throw new CellError(
          "The notebook has a variable "
              + name
              + " that is not a network, and Layerbook does not overwrite it: choose another name,"
              + " for example "
              + name
              + "_network.");
    }
    declare(before.isPresent() ? name : Network.class.getName() + " " + name, name, network);
    histories.computeIfAbsent(name, key -> new History()).remember(network);
    return new Definition(name, network, before.filter(old -> !old.equals(network)));
  }

  /**
   * Goes back to the definition before the latest.
   *
   * @throws CellError if there is no such network or it has had one definition only
   */
  public Definition undo(String name) {
    Network latest = network(name);
    History history = histories.getOrDefault(name, new History());
    Network earlier =
        history
            .previous()
            .orElseThrow(
                () ->
                    new CellError(
                        name + " has had one definition only, so there is nothing to go back to."));
    declare(name, name, earlier);
    history.forgetLatest();
    return new Definition(name, earlier, Optional.of(latest));
  }

  /** Called by the snippet that makes a notebook variable readable; of no use elsewhere. */
  public void handOver(Supplier<?> reader) {
    variables.handOver(reader);
  }

  /** Ends the session and releases what it holds. */
  @Override
  public void close() {
    closed = true;
    histories.clear();
  }

  private Optional<Network> find(String name) {
    Optional<Network> found =
        variables.value(name).filter(Network.class::isInstance).map(Network.class::cast);
    found.ifPresent(
        network -> histories.computeIfAbsent(name, key -> new History()).remember(network));
    return found;
  }

  private void declare(String target, String name, Network network) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CellError("Interrupted: " + name + " is as it was.");
    }
    declaring = network;
    try {
      kernel.run(target + " = %network " + name);
    } catch (Exception e) {
      throw new CellError("The notebook did not accept a variable " + name + ": " + e.getMessage());
    } finally {
      declaring = null;
    }
  }

  private static void requireName(String name) {
    if (!Variables.isName(name)) {
      throw new CellError(
          "“"
              + name
              + "” cannot name a Java variable: use letters, digits and underscores, begin with a"
              + " letter, and avoid Java's keywords; for example "
              + asName(name)
              + ".");
    }
  }

  private static String asName(String text) {
    String name = text.replaceAll("[^\\p{Alnum}_]", "_");
    if (name.isEmpty() || Character.isDigit(name.charAt(0))) {
      name = "net_" + name;
    }
    return Variables.isName(name) ? name : name + "_1";
  }

  private CellError unknown(String name) {
    if (variables.has(name)) {
      return new CellError("The notebook's variable " + name + " does not hold a network.");
    }
    var names = networks().keySet();
    return new CellError(
        names.isEmpty()
            ? "There is no network "
                + name
                + " yet: define it in a cell that begins with %%network "
                + asName(name)
                + "."
            : "There is no network "
                + name
                + "; the notebook has "
                + String.join(", ", names)
                + ".");
  }
}
