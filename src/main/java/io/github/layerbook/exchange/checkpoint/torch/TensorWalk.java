package io.github.layerbook.exchange.checkpoint.torch;

import io.github.layerbook.exchange.checkpoint.torch.Pickled.Dictionary;
import io.github.layerbook.exchange.checkpoint.torch.Pickled.Items;
import io.github.layerbook.exchange.checkpoint.torch.Pickled.None;
import io.github.layerbook.exchange.checkpoint.torch.Pickled.Unmade;
import io.github.layerbook.exchange.form.UnreadableFileException;
import io.github.layerbook.inventory.StoredTensor.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the tensors of an object with their names: keys of dictionaries and places of lists with
 * {@code /} between, names of modules' parts with dots.
 *
 * <p>What holds no tensors is walked once however often it is held; what holds itself once.
 */
final class TensorWalk {
  /** Objects nested deeper are no model's. */
  private static final int DEPTH = 100;

  private static final int NAME = 10_000;

  /** How often a tensor is held on average, at most, and how many more names there may be. */
  private static final int AGAIN = 10;

  private static final int FEW = 1_000;

  /** Where quantised layers keep their weights and bias. */
  private static final String PACKED = "_packed_params";

  /** A tensor with its name and what it is there. */
  record Found(String name, TorchTensor tensor, Optional<Role> role) {}

  private final Path file;
  private final List<Found> found = new ArrayList<>();
  private final Map<String, String> types = new LinkedHashMap<>();
  private final Set<Object> without = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());

  private final long most;

  /**
   * Prepares to walk.
   *
   * @param made how many different tensors the file has; the names of all are not many times more
   */
  TensorWalk(Path file, long made) {
    this.file = file;
    this.most = FEW + AGAIN * made;
  }

  /** Finds the tensors of an object, and returns how many it has. */
  int walk(Object root) {
    int before = found.size();
    visit("", root, Optional.empty());
    return found.size() - before;
  }

  /** Returns the tensors in the order of the file. */
  List<Found> found() {
    return found;
  }

  /** Returns the classes of modules by their names, without their packages. */
  Map<String, String> types() {
    return types;
  }

  private void visit(String name, Object value, Optional<Role> role) {
    if (value instanceof TorchTensor tensor) {
      requireShort(name);
      found.add(new Found(name, tensor, role));
    } else if (mayHold(value) && open.add(value)) {
      if (open.size() > DEPTH) {
        throw UnreadableFileException.of(
            file, "its objects are nested more than %d deep".formatted(DEPTH));
      }
      requireShort(name);
      int before = found.size();
      children(name, value);
      open.remove(value);
      if (found.size() == before) {
        without.add(value);
      }
    }
  }

  /** Whether a value is a tensor, or may hold one; names are made for those alone. */
  private boolean mayHold(Object value) {
    return value instanceof TorchTensor
        || ((value instanceof Items || value instanceof Dictionary || value instanceof Unmade)
            && !without.contains(value));
  }

  private void requireShort(String name) {
    if (found.size() >= most || name.length() > NAME) {
      throw UnreadableFileException.of(
          file, "names more tensors, or longer, than any model: its objects hold each other");
    }
  }

  private void visit(String name, String sign, Object key, Object value, Optional<Role> role) {
    if (mayHold(value)) {
      visit(joined(name, sign, key), value, role);
    }
  }

  private void children(String name, Object value) {
    if (value instanceof Items list) {
      for (int i = 0; i < list.items().size(); i++) {
        visit(name, "/", i, list.items().get(i), Optional.empty());
      }
    } else if (value instanceof Dictionary dictionary) {
      dictionary.entries().forEach((key, each) -> visit(name, "/", key, each, Optional.empty()));
    } else if (value instanceof Unmade object) {
      parts(name, object);
    }
  }

  /** The parts of a module: its parameters, buffers and modules, in PyTorch's order. */
  private void parts(String name, Unmade object) {
    Dictionary attributes = object.attributes();
    if (attributes == null) {
      object.values().ifPresent(values -> visit(name, values, Optional.empty()));
      return;
    } else if (!object.isModule()) {
      attributes.entries().forEach((key, each) -> visit(name, ".", key, each, Optional.empty()));
      return;
    }
    types.put(name, object.global().name());
    part(name, attributes.dictionary("_parameters"), Optional.of(Role.TRAINED));
    part(name, attributes.dictionary("_buffers"), Optional.of(Role.BUFFER));
    part(name, attributes.dictionary("_modules"), Optional.empty());
    Object packed = attributes.entries().get(PACKED);
    if (packed instanceof Unmade weights && !weights.isModule()) {
      visit(name, ".", PACKED, weights, Optional.empty());
    }
  }

  private void part(String name, @Nullable Dictionary part, Optional<Role> role) {
    if (part != null) {
      part.entries().forEach((key, each) -> visit(name, ".", key, each, role));
    }
  }

  private static String joined(String name, String sign, Object key) {
    String last =
        key instanceof String || key instanceof Number || key instanceof Boolean
            ? key.toString()
            : key == None.NONE ? "None" : "?";
    return name.isEmpty() ? last : name + sign + last;
  }
}
