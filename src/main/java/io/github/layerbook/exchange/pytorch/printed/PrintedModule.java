package io.github.layerbook.exchange.pytorch.printed;

import io.github.layerbook.exchange.Arguments;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A module as PyTorch prints it.
 *
 * @param line the line that it begins with, from 1
 * @param names its name in the module around it; of repeated ones each its own
 * @param type its class, without the package
 * @param arguments what stands in its brackets beside modules
 * @param children the modules in it
 */
record PrintedModule(
    int line, List<String> names, String type, String arguments, List<PrintedModule> children) {
  private static final Set<String> CONTAINERS =
      Set.of("Sequential", "ModuleList", "ModuleDict", "ParameterList");

  PrintedModule {
    names = List.copyOf(names);
    children = List.copyOf(children);
  }

  /** Returns the class with all that stands in its brackets. */
  String text() {
    StringBuilder text = new StringBuilder(type).append('(').append(arguments);
    children.forEach(child -> text.append(child.names).append(child.text()));
    return text.append(')').toString();
  }

  /** Adds the texts of the modules in this one, at any depth. */
  void texts(Set<String> all) {
    for (PrintedModule child : children) {
      all.add(child.text());
      child.texts(all);
    }
  }

  /** Returns whether a module with others in it, this or one below it, is of some class. */
  boolean has(Pattern classes) {
    return !children.isEmpty()
        && (classes.matcher(type).find()
            || children.stream().anyMatch(child -> child.has(classes)));
  }

  /** Returns whether this is a model of someone's own, not a layer or a list of PyTorch's. */
  boolean isModel() {
    return !children.isEmpty() && !Own.isKnown(type) && !CONTAINERS.contains(type);
  }

  /** A module without others in it, at its place. */
  record Leaf(String path, PrintedModule module) {
    String type() {
      return module.type;
    }

    /** Returns the arguments that are printed. */
    Arguments printed() {
      return PrintedArguments.of(module.arguments);
    }

    /** Returns a whole number among the arguments; -1 where there is none. */
    long number(String name, int index) {
      Arguments printed = printed();
      Object value =
          printed.named().containsKey(name)
              ? printed.named().get(name)
              : index >= 0 && index < printed.positional().size()
                  ? printed.positional().get(index)
                  : null;
      return value instanceof Long number ? number : -1;
    }
  }

  /** Returns the leaves in the order of the text, repeated ones at each place. */
  List<Leaf> leaves(int most) {
    List<Leaf> all = new ArrayList<>();
    collect("", all, most);
    return all;
  }

  private void collect(String path, List<Leaf> all, int most) {
    if (all.size() > most) {
      return;
    } else if (children.isEmpty()) {
      all.add(new Leaf(path, this));
      return;
    } else if (Own.holdsItself(this)) {
      all.add(new Leaf(path, this));
    }
    for (PrintedModule child : children) {
      for (String name : child.names) {
        child.collect(path.isEmpty() ? name : path + "." + name, all, most);
      }
    }
  }
}
