package io.github.layerbook.exchange.pytorch.source;

import io.github.layerbook.exchange.Argument;
import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Invocation;
import io.github.layerbook.exchange.pytorch.OwnModules;
import io.github.layerbook.exchange.rewriting.OwnClass;
import io.github.layerbook.exchange.rewriting.OwnCode;
import io.github.layerbook.exchange.source.Part;
import io.github.layerbook.exchange.source.Part.Group;
import io.github.layerbook.exchange.source.Part.Leaf;
import io.github.layerbook.exchange.source.Part.Module;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The classes of our own that a network needs, each with what its layers need of it: layers that
 * differ in no more than the arguments of one class share it.
 */
final class OwnClasses {
  private final Map<Use, Kind> kinds = new LinkedHashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();

  /** What is chosen of a class. */
  private record Use(String name, Map<String, @Nullable Object> chosen) {}

  /** A class under its name in the code, and all that some layer of it has. */
  private record Kind(String type, Map<String, @Nullable Object> values) {}

  /** Gives the layers of a module their classes. */
  static OwnClasses of(Module module) {
    OwnClasses classes = new OwnClasses();
    classes.visit(module.parts());
    return classes;
  }

  /** Returns the names of the classes. */
  List<String> names() {
    return kinds.values().stream().map(Kind::type).toList();
  }

  /** Returns their code. */
  String text() {
    Map<String, String> texts = new LinkedHashMap<>();
    kinds.forEach(
        (use, kind) ->
            texts.put(
                kind.type(), OwnModules.CODE.find(use.name()).text(kind.type(), kind.values())));
    return OwnModules.CODE.text(texts);
  }

  private void visit(Group group) {
    group.parts().replaceAll((key, part) -> visited(part));
  }

  private Part visited(Part part) {
    if (part instanceof Group group) {
      visit(group);
    } else if (part instanceof Module module) {
      visit(module.parts());
    } else if (part instanceof Leaf leaf && leaf.entry().module().equals(OwnCode.MODULE)) {
      return chosen(leaf);
    }
    return part;
  }

  /** A layer as its class takes it, without what is chosen for the class as a whole. */
  private Leaf chosen(Leaf leaf) {
    OwnClass own = OwnModules.CODE.find(leaf.entry().name());
    Arguments given = leaf.invocation().arguments();
    Map<String, @Nullable Object> chosen = new HashMap<>();
    Map<String, @Nullable Object> values = new LinkedHashMap<>(given.named());
    Map<String, @Nullable Object> left = new LinkedHashMap<>(given.named());
    Set<String> names = own.chosen();
    for (Argument argument : leaf.entry().arguments()) {
      String name = argument.name();
      if (names.contains(name)) {
        chosen.put(
            name, given.named().containsKey(name) ? given.named().get(name) : argument.value());
        left.remove(name);
      }
    }
    given.named().forEach((name, value) -> values.put(name, true));
    values.putAll(chosen);
    Kind kind =
        kinds.computeIfAbsent(
            new Use(leaf.entry().name(), chosen),
            use -> new Kind(type(use.name()), new HashMap<>()));
    kind.values().putAll(values);
    return new Leaf(
        leaf.entry().renamed(kind.type(), chosen),
        new Invocation(
            kind.type(), new Arguments(given.positional(), left), leaf.invocation().options()));
  }

  private String type(String name) {
    int count = counts.merge(name, 1, Integer::sum);
    return count == 1 ? name : name + count;
  }
}
