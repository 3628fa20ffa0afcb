package io.github.layerbook.exchange.checkpoint.exported;

import io.github.layerbook.exchange.checkpoint.exported.AtenCode.UnsaidException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The modules that a program's weights stand in, under the names of the model: a convolution's
 * weight and bias are a {@code Conv2d}; what no layer is known to have, a parameter of its own.
 */
final class AtenModules {
  private static final String WEIGHT = ".weight";
  private static final Pattern PART = Pattern.compile("[A-Za-z0-9_-]{1,80}");

  /** What a module makes by itself. */
  private static final Set<String> OWN = Set.of("weight", "bias");

  private final ExportedGraph graph;

  /** How each module is made, by its path. */
  private final Map<String, String> made = new LinkedHashMap<>();

  /** Parameters and buffers of no module, by their paths. */
  private final Map<String, String> loose = new LinkedHashMap<>();

  /** Of weights that are others', those others. */
  private final Map<String, String> ties;

  AtenModules(ExportedGraph graph, Map<String, String> ties) {
    this.graph = graph;
    this.ties = ties;
  }

  /** Returns the shape of a weight. */
  List<Long> shape(String state) {
    return Optional.ofNullable(graph.values().get(state))
        .flatMap(GraphValue::numbers)
        .orElseThrow(() -> new UnsaidException("a weight has no shape"));
  }

  /**
   * The call of a module, which has one way of being made; empty if it is made otherwise.
   *
   * @param at the path of the module that calls, which may have a weight that is another's
   */
  Optional<String> call(String weight, String at, String constructor, String inputs) {
    String stored = graph.states().getOrDefault(weight, "");
    String own = at + WEIGHT;
    String path = ties.containsKey(own) || ties.containsValue(own) ? own : stored;
    path = root(path).equals(root(stored)) ? path : stored;
    if (!path.endsWith(WEIGHT)) {
      return Optional.empty();
    }
    String module = path.substring(0, path.length() - WEIGHT.length());
    String before = made.getOrDefault(module, constructor);
    return before.equals(constructor)
        ? Optional.of(calledAt(module, constructor, inputs))
        : Optional.empty();
  }

  /** Returns the path of a weight, or of that whose values it has. */
  String root(String path) {
    return ties.getOrDefault(path, path);
  }

  /** Returns the call of the module at a path, made in a way. */
  String calledAt(String module, String constructor, String inputs) {
    made.put(module, constructor);
    return "%s(%s)".formatted(expression(module), inputs);
  }

  /** Returns a parameter or buffer where it stands; one of no module is made. */
  String parameter(String state) {
    String path = graph.states().getOrDefault(state, "");
    int dot = path.lastIndexOf('.');
    String owner = dot < 0 ? "" : path.substring(0, dot);
    if (!made.containsKey(owner)) {
      boolean buffer = graph.buffers().contains(state);
      String extents = shape(state).toString();
      String value = "torch.zeros(%s)".formatted(extents);
      loose.put(path, buffer ? value : "nn.Parameter(%s)".formatted(value));
    }
    return (owner.isEmpty() ? "self" : expression(owner)) + "." + plain(path.substring(dot + 1));
  }

  private static String plain(String part) {
    if (!part.matches("[A-Za-z_][A-Za-z0-9_]{0,80}")) {
      throw new UnsaidException("a weight's name is not a plain word");
    }
    return part;
  }

  private static String expression(String path) {
    String expression = "self";
    for (String part : path.isEmpty() ? new String[0] : path.split("\\.", -1)) {
      if (!PART.matcher(part).matches()) {
        throw new UnsaidException("a module's name is not a plain word");
      }
      expression =
          Character.isDigit(part.charAt(0)) || part.contains("-")
              ? "getattr(%s, \"%s\")".formatted(expression, part)
              : expression + "." + part;
    }
    return expression;
  }

  /** Returns whether a weight is one of a module that has several, such as those of attention. */
  boolean isWithin(String state) {
    String path = graph.states().getOrDefault(state, "");
    return made.keySet().stream()
        .anyMatch(module -> !module.isEmpty() && path.startsWith(module + "."));
  }

  /** Returns the lines that make all modules. */
  List<String> lines() {
    Map<String, String> names = new HashMap<>(Map.of("", "self"));
    List<String> lines = new ArrayList<>();
    Map<String, String> all = new LinkedHashMap<>(made);
    loose.keySet().forEach(path -> all.putIfAbsent(owner(path), "nn.Module()"));
    all.remove("");
    List<String> outerFirst = new ArrayList<>(all.keySet());
    outerFirst.sort(Comparator.comparingLong(path -> path.chars().filter(c -> c == '.').count()));
    for (String path : outerFirst) {
      parents(path, names, lines);
      String name = "m" + names.size();
      names.put(path, name);
      lines.add(name + " = " + all.get(path));
      added(path, names, lines);
    }
    loose.forEach(
        (path, value) -> {
          // What was read before its module was made is the module's own.
          if (!made.containsKey(owner(path)) || !OWN.contains(last(path))) {
            lines.add("%s.%s = %s".formatted(names.get(owner(path)), last(path), value));
          }
        });
    ties.forEach(
        (path, other) -> {
          String own = names.get(owner(path));
          String its = names.get(owner(other));
          if (own != null && its != null) {
            lines.add("%s.%s = %s.%s".formatted(own, last(path), its, last(other)));
          }
        });
    return lines;
  }

  private static String last(String path) {
    return plain(path.substring(path.lastIndexOf('.') + 1));
  }

  private static String owner(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('.')));
  }

  /** Makes the modules that a module stands in. */
  private static void parents(String path, Map<String, String> names, List<String> lines) {
    for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
      String parent = path.substring(0, dot);
      if (!names.containsKey(parent)) {
        String name = "m" + names.size();
        names.put(parent, name);
        lines.add(name + " = nn.Module()");
        added(parent, names, lines);
      }
    }
  }

  private static void added(String path, Map<String, String> names, List<String> lines) {
    lines.add(
        "%s.add_module(\"%s\", %s)"
            .formatted(
                names.get(owner(path)),
                path.substring(path.lastIndexOf('.') + 1),
                names.get(path)));
  }
}
