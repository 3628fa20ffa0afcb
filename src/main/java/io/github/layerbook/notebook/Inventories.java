package io.github.layerbook.notebook;

import io.github.layerbook.inventory.Inventory;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The inventories in a notebook's variables. */
final class Inventories {
  private final Kernel kernel;
  private final Variables variables;
  private final Map<String, Listed> known = new HashMap<>();
  private @Nullable Inventory declaring;

  Inventories(Kernel kernel, Variables variables) {
    this.kernel = kernel;
    this.variables = variables;
  }

  /** The inventory that is being declared right now. */
  Optional<Inventory> declaring() {
    return Optional.ofNullable(declaring);
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
    if (Thread.currentThread().isInterrupted()) {
      throw new CellError("Interrupted: " + name + " is as it was.");
    }
    declaring = listed.inventory();
    try {
      kernel.run(target + " = %network " + name);
    } catch (Exception e) {
      throw new CellError("The notebook did not accept a variable " + name + ": " + e.getMessage());
    } finally {
      declaring = null;
    }
    known.put(name, listed);
    return before;
  }

  void clear() {
    known.clear();
  }
}
