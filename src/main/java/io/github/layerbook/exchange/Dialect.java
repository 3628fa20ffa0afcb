package io.github.layerbook.exchange;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.form.NearestWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringTokenizer;
import java.util.function.Function;

/**
 * How one framework says layers: a table of its classes and functions, and what of it is not
 * expressible.
 *
 * <pre>{@code
 * import io.github.layerbook.exchange.Arguments;
 * import io.github.layerbook.exchange.pytorch.PyTorch;
 * var conv = PyTorch.dialect().require("nn.Conv2d");
 * var reading = conv.read(Arguments.of(3, 64, 7), List.of(List.of(1L, 3L, 224L, 224L)));
 * PyTorch.dialect().write(reading.layer(), reading.inputs()).get(0)   // Conv2d(3, 64, 7)
 * }</pre>
 */
public final class Dialect {
  private final String name;
  private final Map<String, Entry> entries;
  private final List<Entry> inOrder;
  private final Map<String, String> absent;
  private final List<Rewriting> rewritings;

  private Dialect(
      String name,
      Map<String, Entry> entries,
      Map<String, String> absent,
      List<Rewriting> rewritings) {
    this.name = name;
    this.entries = entries;
    this.inOrder = entries.values().stream().distinct().toList();
    this.absent = Map.copyOf(absent);
    this.rewritings = rewritings;
  }

  /** Makes a dialect that knows nothing yet. */
  public static Dialect of(String name) {
    return new Dialect(name, Map.of(), Map.of(), List.of());
  }

  /** Returns the names in a text, which spaces separate. */
  public static List<String> names(String text) {
    List<String> names = new ArrayList<>();
    StringTokenizer words = new StringTokenizer(text);
    while (words.hasMoreTokens()) {
      names.add(words.nextToken());
    }
    return List.copyOf(names);
  }

  /**
   * Returns what names are called elsewhere, of a text of pairs: {@code sub=Subtract mul=Multiply}.
   */
  public static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : names(text)) {
      pairs.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
    }
    return pairs;
  }

  /**
   * Makes the entries of a framework's activations, which have no arguments.
   *
   * @param names their names, each after the kind in small letters where that is another, with
   *     commas between several names of one: {@code relu leakyrelu=leaky silu=swish,silu}
   * @param begin begins the entry of some names
   */
  public static List<Entry> activations(String names, Function<String[], EntryBuilder> begin) {
    List<Entry> all = new ArrayList<>();
    for (String each : names(names)) {
      String kind = each.replaceFirst("=.*", "").toUpperCase(Locale.ROOT);
      String[] own = each.substring(each.indexOf('=') + 1).split(",", -1);
      all.add(begin.apply(own).fixed("kind", Activation.Kind.valueOf(kind)).entry());
    }
    return all;
  }

  /** Returns the lines of a table, each as its words. */
  public static List<List<String>> rows(String table) {
    return table.lines().map(Dialect::names).toList();
  }

  /** Returns this with more entries; their names replace equal ones. */
  public Dialect with(List<? extends Declared> more) {
    Map<String, Entry> all = new LinkedHashMap<>(entries);
    for (Declared each : more) {
      Entry entry = each.entry();
      entry.names().forEach(known -> all.put(known, entry));
    }
    return new Dialect(name, all, absent, rewritings);
  }

  /**
   * Returns this with classes or functions that are not expressible.
   *
   * @param reason why
   * @param names their names, separated by spaces
   */
  public Dialect without(String reason, String names) {
    Map<String, String> all = new LinkedHashMap<>(absent);
    names(names).forEach(each -> all.put(each, reason));
    return new Dialect(name, entries, all, rewritings);
  }

  /** Returns this with ways to say layers that the framework does not have. */
  public Dialect rewriting(List<Rewriting> more) {
    List<Rewriting> all = new ArrayList<>(rewritings);
    all.addAll(more);
    return new Dialect(name, entries, absent, List.copyOf(all));
  }

  /** Returns the framework's name: {@code PyTorch}. */
  public String name() {
    return name;
  }

  /** Returns {@link #name()}. */
  @Override
  public String toString() {
    return name;
  }

  /** Returns all entries, in the order of the table. */
  public List<Entry> entries() {
    return inOrder;
  }

  /** Returns why classes and functions that are known are not expressible, by name. */
  public Map<String, String> absent() {
    return absent;
  }

  /**
   * Returns the entry of a class or function, whose name may stand after its module: {@code
   * Conv2d}, {@code nn.Conv2d}, {@code F.relu}.
   */
  public Optional<Entry> find(String named) {
    return Optional.ofNullable(entries.get(last(named)));
  }

  private static String last(String named) {
    return named.substring(named.lastIndexOf('.') + 1);
  }

  /**
   * Returns the entry of a class or function.
   *
   * @throws NotExpressibleException if it is known that there is no layer for it
   * @throws DialectException if it is not known
   */
  public Entry require(String named) {
    String reason = absent.get(last(named));
    if (reason != null) {
      throw new NotExpressibleException(reason);
    }
    return find(named).orElseThrow(() -> new DialectException(unknown(named)));
  }

  private String unknown(String named) {
    List<String> near = NearestWords.to(last(named), entries.keySet());
    return "%s has no layer \"%s\" that is known%s"
        .formatted(name, named, near.isEmpty() ? "" : ": is it " + String.join(" or ", near) + "?");
  }

  /** Returns the types of the layers that are said by several of the framework's. */
  public List<Class<? extends Layer>> rewritten() {
    List<Class<? extends Layer>> types = new ArrayList<>();
    rewritings.forEach(rewriting -> types.add(rewriting.type()));
    return types;
  }

  /**
   * Says a layer in the framework's terms: by a class, by the classes of a rewriting, or by a
   * function.
   *
   * @param inputs the shapes of its inputs; none if they are not known
   * @return what is called, in order: more than one where the framework has no such layer alone
   * @throws NotExpressibleException if it cannot be said, or only with inputs
   */
  public List<Invocation> write(Layer layer, List<Shape> inputs) {
    List<Invocation> all = new ArrayList<>();
    List<Shape> shapes = inputs;
    for (Layer step : steps(layer, inputs)) {
      all.add(said(Writing.of(step, shapes), new ArrayList<>()).orElseThrow());
      shapes = shapes.isEmpty() ? shapes : evaluated(step, shapes);
    }
    return all;
  }

  /** What the next step reads: the first output. */
  private static List<Shape> evaluated(Layer step, List<Shape> shapes) {
    return List.of(step.on(shapes).output().evaluated());
  }

  /**
   * Returns the layers that a class or function each says, which together are a layer: the layer
   * alone, or those of a rewriting, each of which reads what the one before it gives.
   *
   * @param inputs the shapes of its inputs; none if they are not known
   * @throws NotExpressibleException if it cannot be said, or only with inputs
   */
  public List<Layer> steps(Layer layer, List<Shape> inputs) {
    Writing writing = Writing.of(layer, inputs);
    List<String> reasons = new ArrayList<>();
    if (written(writing, false, reasons).isPresent()) {
      return List.of(layer);
    }
    return rewritten(writing, reasons)
        .or(() -> written(writing, true, reasons).map(said -> List.of(layer)))
        .orElseThrow(() -> new NotExpressibleException(reason(layer, reasons)));
  }

  /** What one class or, else, function says. */
  private Optional<Invocation> said(Writing writing, List<String> reasons) {
    return written(writing, false, reasons).or(() -> written(writing, true, reasons));
  }

  private Optional<Invocation> written(Writing writing, boolean functions, List<String> reasons) {
    for (Entry entry : inOrder) {
      if (entry.isFunction() == functions && entry.says(writing)) {
        try {
          return Optional.of(entry.write(writing));
        } catch (NotExpressibleException e) {
          reasons.add(e.reason());
        }
      }
    }
    return Optional.empty();
  }

  private Optional<List<Layer>> rewritten(Writing writing, List<String> reasons) {
    for (Rewriting rewriting : rewritings) {
      if (rewriting.type().isInstance(writing.layer())) {
        try {
          List<Layer> steps = rewriting.steps().apply(writing);
          if (!steps.isEmpty()) {
            return Optional.of(chain(steps, writing.inputs()));
          }
        } catch (NotExpressibleException e) {
          reasons.add(e.reason());
        }
      }
    }
    return Optional.empty();
  }

  private List<Layer> chain(List<Layer> steps, List<Shape> inputs) {
    List<Layer> all = new ArrayList<>();
    List<Shape> shapes = inputs;
    for (Layer step : steps) {
      all.addAll(steps(step, shapes));
      shapes = shapes.isEmpty() ? shapes : evaluated(step, shapes);
    }
    return all;
  }

  private String reason(Layer layer, List<String> reasons) {
    return reasons.isEmpty()
        ? "%s has no layer for %s".formatted(name, LayerForm.of(layer).words().get(0))
        : reasons.get(0);
  }
}
