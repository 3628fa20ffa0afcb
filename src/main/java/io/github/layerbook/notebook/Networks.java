package io.github.layerbook.notebook;

import io.github.layerbook.layer.form.NearestWords;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.notebook.outcome.Entry;
import io.github.layerbook.notebook.outcome.Listed;
import io.github.layerbook.notebook.outcome.Outcome;
import io.github.layerbook.zoo.Zoo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The networks in a notebook's variables, with the definitions that each has had. */
final class Networks {
  private final Variables variables;
  private final Inventories inventories;
  private final Map<String, History> histories = new LinkedHashMap<>();

  Networks(Variables variables, Inventories inventories) {
    this.variables = variables;
    this.inventories = inventories;
  }

  Entry entry(String name) {
    return find(name).orElseThrow(() -> unknown(name));
  }

  Map<String, Entry> all() {
    var names = new TreeSet<>(histories.keySet());
    names.addAll(variables.ofType(Network.class));
    Map<String, Entry> networks = new LinkedHashMap<>();
    names.forEach(name -> find(name).ifPresent(entry -> networks.put(name, entry)));
    return networks;
  }

  Outcome define(String name, Entry entry) {
    Optional<Entry> before = requireFree(name);
    String target = before.isPresent() ? name : Network.class.getName() + " " + name;
    variables.declare(target, name, entry.network());
    history(name).remember(entry);
    return Outcome.of(name, entry, before);
  }

  /** The definition that a name has already; refuses a name that {@link #define} would refuse. */
  Optional<Entry> requireFree(String name) {
    variables.requireName(name);
    Optional<Entry> before = find(name);
    if (before.isEmpty() && variables.has(name) && inventories.find(name).isEmpty()) {
      requireBuilt(name);
      throw new CellError(
          ("The notebook has a variable %1$s that is not a network, and Layerbook does not"
                  + " overwrite it: choose another name, for example %1$s_network.")
              .formatted(name));
    }
    return before;
  }

  Outcome undo(String name) {
    Entry latest = entry(name);
    Entry earlier =
        history(name)
            .previous()
            .orElseThrow(
                () ->
                    new CellError(
                        name + " has had one definition only, so there is nothing to go back to."));
    variables.declare(name, name, earlier.network());
    history(name).forgetLatest();
    return Outcome.of(name, earlier, Optional.of(latest));
  }

  void clear() {
    histories.clear();
  }

  private Optional<Entry> find(String name) {
    return variables
        .value(name)
        .filter(Network.class::isInstance)
        .map(network -> history(name).seen((Network) network));
  }

  private History history(String name) {
    return histories.computeIfAbsent(name, key -> new History());
  }

  /** Says of a variable that holds a builder that its network is not built. */
  private void requireBuilt(String name) {
    if (variables.value(name).filter(NetworkBuilder.class::isInstance).isPresent()) {
      throw new CellError(
          "The notebook's variable %1$s holds a network that is not built yet: add .build() at its end."
              .formatted(name));
    }
  }

  private CellError unknown(String name) {
    Optional<Listed> listed = inventories.find(name);
    if (listed.isPresent()) {
      return new CellError(
          ("%s is an inventory from %s: it lists layers and their parameters, not how they are"
                  + " wired, which this needs. %%summary, %%explain, %%plot, %%diff and %%check know"
                  + " it.")
              .formatted(name, listed.get().inventory().source()));
    }
    if (variables.has(name)) {
      requireBuilt(name);
      return new CellError("The notebook's variable " + name + " does not hold a network.");
    }
    if (Zoo.find(name).isPresent()) {
      return new CellError(
          "There is no network %1$s in the notebook yet: %%zoo %1$s takes it from the zoo."
              .formatted(name));
    }
    List<String> names = new ArrayList<>(all().keySet());
    if (names.isEmpty()) {
      return new CellError(
          "There is no network %s yet: define it in a cell that begins with %%%%network %s."
              .formatted(name, Variables.nameLike(name)));
    }
    return new CellError(
        "There is no network %s.%s The notebook has %s."
            .formatted(name, NearestWords.question(name, names), String.join(", ", names)));
  }
}
