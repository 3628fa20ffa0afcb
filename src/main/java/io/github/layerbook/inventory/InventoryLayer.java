package io.github.layerbook.inventory;

import java.util.List;
import java.util.Optional;

/**
 * A layer of an inventory.
 *
 * @param path the name in the model with dots between, such as {@code features.0}; empty for what
 *     the model itself holds
 * @param type the source's class of it, such as {@code Conv2d}; empty where it does not say
 * @param output the output's extents in the source's order, without the batch; empty where the
 *     source does not say
 * @param tensors what it holds itself, without its children's
 */
public record InventoryLayer(
    String path, String type, Optional<List<Long>> output, List<StoredTensor> tensors) {
  /** Copies the lists. */
  public InventoryLayer {
    output = output.map(List::copyOf);
    tensors = List.copyOf(tensors);
  }

  /** Returns the whole name of one of its tensors: {@code features.0.weight}. */
  public String nameOf(StoredTensor tensor) {
    return path.isEmpty() ? tensor.name() : path + "." + tensor.name();
  }

  /** Returns how many parameters it holds itself; what is tied to another's counts there. */
  public long parameters() {
    return count(StoredTensor.Role.TRAINED) + count(StoredTensor.Role.FROZEN);
  }

  /** Returns how many values it holds itself in a role; what is tied to another's counts there. */
  public long count(StoredTensor.Role role) {
    return tensors.stream()
        .filter(tensor -> tensor.role() == role && tensor.tiedTo().isEmpty())
        .mapToLong(StoredTensor::values)
        .reduce(0, Math::addExact);
  }
}
