package io.github.layerbook.notebook;

import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.notebook.outcome.Listed;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The inventories in a notebook's variables. */
final class Inventories {
  private final Variables variables;
  private final Map<String, Listed> known = new HashMap<>();

  Inventories(Variables variables) {
    this.variables = variables;
  }

  /** What is known of the inventory that a variable holds. */
  Optional<Listed> find(String name) {
    return variables
        .value(name)
        .filter(Inventory.class::isInstance)
        .map(Inventory.class::cast)
        .map(
            inventory ->
                Optional.ofNullable(known.get(name))
                    .filter(listed -> listed.inventory().equals(inventory))
                    .orElseGet(() -> Listed.of(inventory)));
  }

  /** The inventories of the notebook's variables, by name. */
  Map<String, Listed> all() {
    var names = new TreeSet<>(known.keySet());
    names.addAll(variables.ofType(Inventory.class));
    Map<String, Listed> all = new LinkedHashMap<>();
    names.forEach(name -> find(name).ifPresent(listed -> all.put(name, listed)));
    return all;
  }

  /** Declares a variable that holds an inventory; returns what it held before. */
  Optional<Inventory> define(String name, Listed listed) {
    Optional<Inventory> before = find(name).map(Listed::inventory);
    String target = before.isPresent() ? name : Inventory.class.getName() + " " + name;
    variables.declare(target, name, listed.inventory());
    known.put(name, listed);
    return before;
  }

  void clear() {
    known.clear();
  }
}
