package io.github.layerbook.exchange.keras.source;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Invocation;
import io.github.layerbook.exchange.source.Classes;
import io.github.layerbook.exchange.source.Classes.Made;
import io.github.layerbook.exchange.source.Names;
import io.github.layerbook.exchange.source.Part;
import io.github.layerbook.exchange.source.Part.Group;
import io.github.layerbook.exchange.source.Part.Leaf;
import io.github.layerbook.exchange.source.Part.Module;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Prints functions and statements. */
final class KerasPrinter {
  private static final String INDENT = "    ";

  private static final Pattern ASSIGNED = Pattern.compile("(\\w+(?:, \\w+)*) = .*");

  private final Classes classes;
  private final Set<String> variables = new HashSet<>();

  KerasPrinter(Classes classes, Module root) {
    this.classes = classes;
    root.lines().forEach(this::addVariables);
    classes.types().forEach(type -> type.model().lines().forEach(this::addVariables));
  }

  private void addVariables(String line) {
    Matcher assigned = ASSIGNED.matcher(line);
    if (assigned.matches()) {
      variables.addAll(List.of(assigned.group(1).split(", ", -1)));
    }
  }

  /** Returns the name of a function, which no variable has. */
  private String name(Classes.Type type) {
    String name = type.name().replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    return variables.contains(name) ? name + "_block" : name;
  }

  /** Returns a function. */
  String function(Classes.Type type) {
    List<String> arguments = new ArrayList<>(type.model().arguments());
    arguments.addAll(type.arguments());
    arguments.add("name");
    StringBuilder text = new StringBuilder("def " + name(type));
    text.append("(").append(String.join(", ", arguments)).append("):\n");
    new Scope(type.model(), type.parameters(), true)
        .lines()
        .forEach(line -> text.append(INDENT).append(line).append('\n'));
    return text.append("\n\n").toString();
  }

  /** Returns the statements of the network itself, without its last. */
  List<String> statements(Module root) {
    List<String> lines = new Scope(root, Map.of(), false).lines();
    return lines.subList(0, lines.size() - 1);
  }

  /** The statements of one function, in which each layer has a name of its own. */
  private final class Scope {
    private final Module module;
    private final Map<String, String> parameters;
    private final boolean prefixed;
    private final Map<String, String> names = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    private Scope(Module module, Map<String, String> parameters, boolean prefixed) {
      this.module = module;
      this.parameters = parameters;
      this.prefixed = prefixed;
    }

    private List<String> lines() {
      return module.lines().stream().map(line -> Names.replaced(line, this::expression)).toList();
    }

    private String expression(String path) {
      boolean rest = path.endsWith("." + KerasStatements.REST);
      String plain = rest ? path.substring(0, path.lastIndexOf('.')) : path;
      Part part = module.parts();
      for (String key : plain.split("\\.", -1)) {
        part = Objects.requireNonNull(((Group) part).parts().get(key));
      }
      if (part instanceof Leaf leaf) {
        return layer(leaf, plain);
      }
      Made made = Objects.requireNonNull(classes.made((Module) part));
      return rest ? rest(made, plain) : name(made.type()) + "(";
    }

    private String rest(Made made, String path) {
      StringBuilder rest = new StringBuilder();
      made.values()
          .forEach(
              (name, value) ->
                  rest.append(", ")
                      .append(parameters.getOrDefault(path + "." + name, literal(value))));
      return rest.append(", name=").append(named(path)).append(")").toString();
    }

    /** The layer's name as an argument; in a function after the function's. */
    private String named(String path) {
      String name =
          names.computeIfAbsent(
              path,
              key -> Names.unique(Names.plain(key.replace("/", "").replace('.', '_')), taken));
      return prefixed ? "f\"{name}_%s\"".formatted(name) : "\"%s\"".formatted(name);
    }

    private String layer(Leaf leaf, String path) {
      List<String> given = Classes.written(path + ".", leaf, parameters, KerasPrinter::literal);
      given.add("name=" + named(path));
      String module = leaf.entry().module().equals("keras.layers") ? "layers." : "";
      return "%s%s(%s)".formatted(module, leaf.entry().name(), String.join(", ", given));
    }
  }

  /** A layer as an argument of another is made there. */
  private static String literal(@Nullable Object value) {
    return value instanceof Invocation layer
        ? "layers.%s(%s)".formatted(layer.name(), layer.arguments())
        : Arguments.literal(value);
  }
}
