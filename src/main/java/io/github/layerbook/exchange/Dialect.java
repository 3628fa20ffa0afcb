package io.github.layerbook.exchange;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerForm;
import io.github.layerbook.layer.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one framework says layers: a table of its classes and functions, and what of it is not
 * expressible.
 *
 * <pre>{@code
 * Entry conv = PyTorch.dialect().require("nn.Conv2d");
 * Reading reading = conv.read(Arguments.of(3, 64, 7), List.of(List.of(1L, 3L, 224L, 224L)));
 * List<Invocation> code = PyTorch.dialect().write(reading.layer(), reading.inputs());
 * }</pre>
 */
public final class Dialect {
  private final String name;
  private final Map<String, Entry> entries;
  private final Map<String, String> absent;

  private Dialect(String name, Map<String, Entry> entries, Map<String, String> absent) {
    this.name = name;
    this.entries = entries;
    this.absent = absent;
  }

  /** Makes a dialect that knows nothing yet. */
  public static Dialect of(String name) {
    return new Dialect(name, Map.of(), Map.of());
  }

  /** Returns this with more entries; their names replace equal ones. */
  public Dialect with(List<Entry> more) {
    Map<String, Entry> all = new LinkedHashMap<>(entries);
    more.forEach(entry -> entry.names().forEach(each -> all.put(each, entry)));
    return new Dialect(name, all, absent);
  }

  /** Returns this with classes or functions that are not expressible, and the reason. */
  public Dialect without(String reason, String... names) {
    Map<String, String> all = new LinkedHashMap<>(absent);
    for (String each : names) {
      all.put(each, reason);
    }
    return new Dialect(name, entries, all);
  }

  /** Returns the framework's name: {@code PyTorch}. */
  public String name() {
    return name;
  }

  /** Returns all entries, in the order of the table. */
  public List<Entry> entries() {
    return entries.values().stream().distinct().toList();
  }

  /** Returns why classes and functions that are known are not expressible, by name. */
  public Map<String, String> absent() {
    return Map.copyOf(absent);
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
    return find(named)
        .orElseThrow(
            () ->
                new DialectException(
                    "%s has no layer \"%s\" that is known".formatted(name, named)));
  }

  /**
   * Says a layer in the framework's terms.
   *
   * @param inputs the shapes of its inputs; none if they are not known
   * @return what is called, in order: more than one where the framework has no such layer alone
   * @throws NotExpressibleException if it cannot be said, or only with inputs
   */
  public List<Invocation> write(Layer layer, List<Shape> inputs) {
    Writing writing = Writing.of(layer, inputs);
    List<String> reasons = new ArrayList<>();
    for (Entry entry : entries()) {
      if (entry.says(writing)) {
        try {
          return List.of(entry.write(writing));
        } catch (NotExpressibleException e) {
          reasons.add(e.reason());
        }
      }
    }
    LayerForm form = LayerForm.of(layer);
    throw new NotExpressibleException(
        reasons.isEmpty()
            ? "%s has no layer for %s".formatted(name, form.words().get(0))
            : reasons.get(0));
  }
}
