package io.github.layerbook.exchange.checkpoint;

import io.github.layerbook.inventory.StoredTensor;
import java.util.List;
import java.util.Optional;

/**
 * A tensor as a file lists it.
 *
 * @param name its whole name
 * @param type the type of its values as the file spells it
 * @param shape its extents in the file's order
 * @param bytes what it takes in the file; empty if the file does not say
 * @param tiedTo the whole name of the tensor whose values it shares
 * @param role what it is for, where the file itself tells
 */
public record FileTensor(
    String name,
    String type,
    List<Long> shape,
    Optional<Long> bytes,
    Optional<String> tiedTo,
    Optional<StoredTensor.Role> role) {
  /** Copies the shape. */
  public FileTensor {
    shape = List.copyOf(shape);
  }

  /** Makes a tensor of its own values. */
  public static FileTensor of(String name, String type, List<Long> shape, long bytes) {
    return new FileTensor(
        name, type, shape, Optional.of(bytes), Optional.empty(), Optional.empty());
  }

  /** Returns this in a role. */
  public FileTensor as(StoredTensor.Role known) {
    return new FileTensor(name, type, shape, bytes, tiedTo, Optional.of(known));
  }
}
