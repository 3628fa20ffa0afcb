package io.github.layerbook.exchange.checkpoint.torch;

import java.util.List;
import java.util.Optional;

/**
 * A tensor of a pickle: a view of a storage.
 *
 * @param storage what it is a view of; empty for one that has a shape only
 * @param type the type of its values
 * @param offset where it begins, in values
 * @param shape its extents
 * @param strides the steps from one place to the next along each axis, in values
 * @param trained whether it is a parameter, and one that is trained; empty where it does not say
 */
record TorchTensor(
    Optional<TorchStorage> storage,
    TorchType type,
    long offset,
    List<Long> shape,
    List<Long> strides,
    Optional<Boolean> trained)
    implements Pickled {
  TorchTensor {
    shape = List.copyOf(shape);
    strides = List.copyOf(strides);
  }

  /** Returns this as a parameter. */
  TorchTensor parameter(boolean isTrained) {
    return new TorchTensor(storage, type, offset, shape, strides, Optional.of(isTrained));
  }

  /**
   * Returns how many values it has.
   *
   * @throws ArithmeticException beyond 2⁶³
   */
  long values() {
    return shape.contains(0L) ? 0 : shape.stream().reduce(1L, Math::multiplyExact);
  }

  /** Returns how many bytes its values take, however many of them are one in the storage. */
  long bytes() {
    return Math.multiplyExact(values(), type.bytes());
  }

  /**
   * Returns how many values of the storage it reaches over, from the storage's beginning.
   *
   * @throws ArithmeticException beyond 2⁶³
   */
  long reach() {
    if (values() == 0) {
      return 0;
    }
    long last = offset;
    for (int i = 0; i < shape.size(); i++) {
      last = Math.addExact(last, Math.multiplyExact(shape.get(i) - 1, strides.get(i)));
    }
    return Math.addExact(last, 1);
  }

  /** What of which storage it shows; equal for tensors that are one and the same. */
  List<Object> view() {
    return List.of(storage.map(TorchStorage::key).orElse(""), offset, shape, strides);
  }
}
