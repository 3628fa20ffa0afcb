package io.github.layerbook.exchange.source;

import io.github.layerbook.exchange.Argument;
import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.source.Part.Group;
import io.github.layerbook.exchange.source.Part.Leaf;
import io.github.layerbook.exchange.source.Part.Module;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The classes of modules: those that differ in no more than the arguments of their layers share
 * one, which takes what differs as arguments of its own.
 */
public final class Classes {
  /** A class of more arguments would be hard to read: each set of values gets its own. */
  private static final int MOST_ARGUMENTS = 8;

  private final IdentityHashMap<Module, Made> made = new IdentityHashMap<>();
  private final IdentityHashMap<Module, String> skeletons = new IdentityHashMap<>();
  private final List<Type> types = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();
  private final boolean chains;

  /**
   * A class.
   *
   * @param name its name
   * @param model the module whose parts and forward it has
   * @param parameters the name of the argument that stands in the place of each value
   * @param arguments its arguments, in order
   */
  public record Type(
      String name, Module model, Map<String, String> parameters, List<String> arguments) {}

  /**
   * A module as its class makes it.
   *
   * @param type its class
   * @param values the arguments that it is made with
   */
  public record Made(Type type, Map<String, @Nullable Object> values) {}

  /**
   * Makes the classes of a network's module and of all in it, those of inner ones first.
   *
   * @param taken names that no class may have
   * @param chains whether chains can be written where they are made, as a {@code Sequential} is
   */
  public Classes(Module root, Set<String> taken, boolean chains) {
    this.chains = chains;
    this.taken.addAll(taken);
    Map<Integer, List<Module>> byHeight = new TreeMap<>();
    collect(root, byHeight);
    byHeight.values().forEach(modules -> group(modules, root));
  }

  /** Returns the classes in the order in which they need each other. */
  public List<Type> types() {
    return types;
  }

  /** Returns the modules that a class makes. */
  public List<Module> madeBy(Type type) {
    return made.entrySet().stream()
        .filter(entry -> entry.getValue().type().name().equals(type.name()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Returns how a module is made by a class; null for one that is a {@code Sequential}. */
  public @Nullable Made made(Module module) {
    return made.get(module);
  }

  private int collect(Part part, Map<Integer, List<Module>> byHeight) {
    int height = 0;
    if (part instanceof Group group) {
      for (Part inner : group.parts().values()) {
        height = Math.max(height, collect(inner, byHeight));
      }
    } else if (part instanceof Module module) {
      height = collect(module.parts(), byHeight) + 1;
      byHeight.computeIfAbsent(height, key -> new ArrayList<>()).add(module);
    }
    return height;
  }

  private void group(List<Module> modules, Module root) {
    Map<String, List<Module>> alike = new LinkedHashMap<>();
    for (Module module : modules) {
      alike.computeIfAbsent(skeleton(module), key -> new ArrayList<>()).add(module);
    }
    for (List<Module> group : alike.values()) {
      boolean inline = group.size() == 1 || hasNumbers(group.get(0)) || group.contains(root);
      if (!(chains && group.get(0).chain() && inline)) {
        add(group, root);
      }
    }
  }

  private static boolean hasNumbers(Module module) {
    return module.parts().parts().keySet().stream()
        .allMatch(name -> Names.bare(name).matches("[0-9]+"));
  }

  private void add(List<Module> group, Module root) {
    List<Map<String, @Nullable Object>> values = new ArrayList<>();
    Map<String, @Nullable Object> defaults = new LinkedHashMap<>();
    for (Module module : group) {
      Map<String, @Nullable Object> own = new LinkedHashMap<>();
      values("", module.parts(), own, defaults);
      values.add(own);
    }
    Map<String, List<@Nullable Object>> columns = columns(values, defaults);
    Map<String, String> parameters = new LinkedHashMap<>();
    Map<List<@Nullable Object>, String> named = new LinkedHashMap<>();
    Set<String> names = new HashSet<>(Set.of("self"));
    columns.forEach(
        (slot, column) -> {
          if (new LinkedHashSet<>(column).size() > 1) {
            parameters.put(slot, named.computeIfAbsent(column, key -> name(slot, names)));
          }
        });
    if (named.size() > MOST_ARGUMENTS) {
      Map<Map<String, @Nullable Object>, List<Module>> same = new LinkedHashMap<>();
      for (int i = 0; i < group.size(); i++) {
        same.computeIfAbsent(values.get(i), key -> new ArrayList<>()).add(group.get(i));
      }
      same.values().forEach(part -> add(part, root));
      return;
    }
    Type type =
        new Type(
            typeName(group, root),
            group.get(0),
            parameters,
            new ArrayList<>(new LinkedHashSet<>(parameters.values())));
    types.add(type);
    int row = 0;
    for (Module module : group) {
      Map<String, @Nullable Object> own = new LinkedHashMap<>();
      for (Map.Entry<String, String> parameter : parameters.entrySet()) {
        own.put(
            parameter.getValue(), Objects.requireNonNull(columns.get(parameter.getKey())).get(row));
      }
      made.put(module, new Made(type, own));
      row++;
    }
  }

  /** What stands in each place, module by module. */
  private static Map<String, List<@Nullable Object>> columns(
      List<Map<String, @Nullable Object>> values, Map<String, @Nullable Object> defaults) {
    Set<String> slots = new LinkedHashSet<>();
    values.forEach(own -> slots.addAll(own.keySet()));
    Map<String, List<@Nullable Object>> columns = new LinkedHashMap<>();
    for (String slot : slots) {
      List<@Nullable Object> column = new ArrayList<>();
      for (Map<String, @Nullable Object> own : values) {
        column.add(own.containsKey(slot) ? own.get(slot) : defaults.get(slot));
      }
      columns.put(slot, column);
    }
    return columns;
  }

  private static String name(String slot, Set<String> taken) {
    String[] path = slot.split("\\.", -1);
    String name = path[path.length - 1];
    for (int i = path.length - 2; i >= 0 && taken.contains(name); i--) {
      name = Names.variable(Names.bare(path[i])) + "_" + name;
    }
    return Names.unique(name, taken);
  }

  private String typeName(List<Module> group, Module root) {
    Module first = group.get(0);
    String common = common(group);
    String name =
        first.path().equals(root.path()) ? "" : common.isEmpty() ? "Block" : Names.type(common);
    String unique = name;
    for (int i = 2; !unique.isEmpty() && !taken.add(unique); i++) {
      unique = name + i;
    }
    return unique;
  }

  /** What the blocks' own names begin with, without numbers at its end. */
  private static String common(List<Module> group) {
    String common = null;
    for (Module module : group) {
      String own = module.path().substring(module.path().lastIndexOf('.') + 1);
      int same = 0;
      while (common != null
          && same < Math.min(common.length(), own.length())
          && common.charAt(same) == own.charAt(same)) {
        same++;
      }
      common = common == null ? own : common.substring(0, same);
    }
    return common == null ? "" : common.replaceFirst("_?[0-9_]+$", "");
  }

  /** What modules of one class have in common. */
  private String skeleton(Part part) {
    return part instanceof Module module && made.get(module) == null
        ? skeletons.computeIfAbsent(module, this::built)
        : built(part);
  }

  private String built(Part part) {
    if (part instanceof Leaf leaf) {
      return leaf.entry().module() + "." + leaf.invocation().name();
    } else if (part instanceof Group group) {
      StringBuilder all = new StringBuilder("{");
      group
          .parts()
          .forEach(
              (name, inner) -> all.append(name).append(':').append(skeleton(inner)).append(','));
      return all.append('}').toString();
    }
    Module module = (Module) part;
    Made done = made.get(module);
    return done != null
        ? done.type().name()
        : module.chain()
            + skeleton(module.parts())
            + module.ties()
            + module.arguments()
            + module.lines();
  }

  /** The arguments of all parts, by their path. */
  private void values(
      String path,
      Part part,
      Map<String, @Nullable Object> values,
      Map<String, @Nullable Object> defaults) {
    if (part instanceof Leaf leaf) {
      values.putAll(arguments(path, leaf));
      leaf.entry()
          .arguments()
          .forEach(argument -> defaults.put(path + argument.name(), argument.value()));
    } else if (part instanceof Group group) {
      group.parts().forEach((name, inner) -> values(path + name + ".", inner, values, defaults));
    } else if (part instanceof Module module) {
      Made done = made.get(module);
      if (done == null) {
        values(path, module.parts(), values, defaults);
      } else {
        done.values().forEach((name, value) -> values.put(path + name, value));
      }
    }
  }

  /**
   * Returns the arguments of a leaf as its class takes them: those that must be given in order,
   * then others by name.
   *
   * @param path the leaf's path, with a dot at its end
   * @param parameters what stands in the place of values, by their path
   * @param literal writes a value
   */
  public static List<String> written(
      String path,
      Leaf leaf,
      Map<String, String> parameters,
      Function<@Nullable Object, String> literal) {
    Map<String, @Nullable Object> values = arguments(path, leaf);
    List<String> given = new ArrayList<>();
    boolean positional = true;
    for (Argument argument : leaf.entry().arguments()) {
      String slot = path + argument.name();
      positional &= argument.required();
      if (values.containsKey(slot) || parameters.containsKey(slot)) {
        String value = parameters.getOrDefault(slot, literal.apply(values.get(slot)));
        given.add(positional ? value : argument.name() + "=" + value);
      }
    }
    return given;
  }

  /** The arguments of a leaf by their path. */
  private static Map<String, @Nullable Object> arguments(String path, Leaf leaf) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    List<Argument> signature = leaf.entry().arguments();
    Arguments arguments = leaf.invocation().arguments();
    for (int i = 0; i < signature.size(); i++) {
      String name = signature.get(i).name();
      if (i < arguments.positional().size()) {
        values.put(path + name, arguments.positional().get(i));
      } else if (arguments.named().containsKey(name)) {
        values.put(path + name, arguments.named().get(name));
      }
    }
    return values;
  }
}
