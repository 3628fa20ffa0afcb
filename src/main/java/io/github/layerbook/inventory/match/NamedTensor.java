package io.github.layerbook.inventory.match;

import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.inventory.InventoryLayer;
import io.github.layerbook.inventory.StoredTensor;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.Network;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A tensor by its whole name.
 *
 * @param layer the path of the layer that holds it
 * @param name its name within the layer
 * @param shape its extents, in PyTorch's order
 * @param buffer whether it is no parameter
 * @param type the type of its values as its source spells it; empty for a network's
 * @param tiedTo the whole name of the tensor whose values it shares
 */
public record NamedTensor(
    String layer,
    String name,
    List<Long> shape,
    boolean buffer,
    String type,
    Optional<String> tiedTo) {
  /** PyTorch's count of a batch normalisation's batches. */
  private static final String COUNTER = "num_batches_tracked";

  /** The frequencies of rotary positions, which transformers computes. */
  private static final String FREQUENCIES = "inv_freq";

  /** Copies the shape. */
  public NamedTensor {
    shape = List.copyOf(shape);
  }

  /** Returns the whole name: {@code features.0.weight}. */
  public String whole() {
    return layer.isEmpty() ? name : name.isEmpty() ? layer : layer + "." + name;
  }

  /** Whether it counts batches, and has no part in what the network computes. */
  boolean isCounter() {
    return name.equals(COUNTER);
  }

  /** Whether it is computed anew from the configuration, and kept in no file. */
  boolean isComputed() {
    return buffer && whole().endsWith(FREQUENCIES);
  }

  /** Returns this without a beginning of its layer's path, or with one more. */
  NamedTensor under(String without, String with) {
    String path = whole();
    String changed = with + (path.startsWith(without) ? path.substring(without.length()) : path);
    String newLayer =
        changed.length() > name.length()
            ? changed.substring(0, Math.max(0, changed.length() - name.length() - 1))
            : "";
    return new NamedTensor(newLayer, name, shape, buffer, type, tiedTo);
  }

  /** Lists a network's tensors; those of layers that share weights are tied to the first's. */
  public static List<NamedTensor> of(Network network) {
    List<NamedTensor> tensors = new ArrayList<>();
    for (Applied applied : network.applied()) {
      String shared = applied.node().weightsOf();
      for (Tensor tensor : applied.declaration().tensors()) {
        String path = applied.node().path();
        tensors.add(
            new NamedTensor(
                path,
                tensor.name(),
                tensor.extents().stream().map(Size::value).toList(),
                tensor.kind() == Tensor.Kind.BUFFER,
                "",
                shared.isEmpty() ? Optional.empty() : Optional.of(shared + "." + tensor.name())));
      }
    }
    return tensors;
  }

  /** Lists an inventory's tensors. */
  public static List<NamedTensor> of(Inventory inventory) {
    List<NamedTensor> tensors = new ArrayList<>();
    for (InventoryLayer layer : inventory.layers()) {
      for (StoredTensor tensor : layer.tensors()) {
        tensors.add(
            new NamedTensor(
                layer.path(),
                tensor.name(),
                tensor.shape(),
                tensor.role() == StoredTensor.Role.BUFFER,
                tensor.type(),
                tensor.tiedTo()));
      }
    }
    return tensors;
  }
}
