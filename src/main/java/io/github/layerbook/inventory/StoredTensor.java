package io.github.layerbook.inventory;

import java.util.List;
import java.util.Optional;

/**
 * A tensor that a model holds, by name and shape; never its values.
 *
 * @param name the name within its layer, such as {@code weight}; the whole name is {@code
 *     features.0.weight}
 * @param shape the extents in the order of the source; empty for a scalar. Where a source tells
 *     only a count, it is the one extent
 * @param role what the model does with it
 * @param type the type of its values as the source spells it, such as {@code F32} or {@code Q4_K};
 *     empty where it does not say
 * @param bytes what it takes where it is stored, in bytes; empty where the source does not say
 * @param tiedTo the whole name of the tensor that it shares its values with; empty for its own. A
 *     tied tensor is counted once
 */
public record StoredTensor(
    String name,
    List<Long> shape,
    Role role,
    String type,
    Optional<Long> bytes,
    Optional<String> tiedTo) {
  /** What a model does with a tensor. */
  public enum Role {
    /** A parameter that is trained. */
    TRAINED,
    /** A parameter that is not trained. */
    FROZEN,
    /** Kept with the model and no parameter, such as a running mean. */
    BUFFER
  }

  /** Copies the shape. */
  public StoredTensor {
    shape = List.copyOf(shape);
  }

  /** Makes a trained parameter of which the source tells only name and shape. */
  public static StoredTensor trained(String name, List<Long> shape) {
    return new StoredTensor(name, shape, Role.TRAINED, "", Optional.empty(), Optional.empty());
  }

  /** Returns this in another role. */
  public StoredTensor as(Role newRole) {
    return new StoredTensor(name, shape, newRole, type, bytes, tiedTo);
  }

  /**
   * Returns how many values it has, tied or not.
   *
   * @throws ArithmeticException beyond 2⁶³ − 1
   */
  public long values() {
    return shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
  }
}
