package io.github.layerbook.exchange.checkpoint.torch;

import io.github.layerbook.exchange.container.ByteReader;
import java.util.List;
import java.util.Optional;

/**
 * The values that tensors are views of.
 *
 * @param key its name in the file
 * @param type the type of its values; empty for bytes that tensors give a type
 * @param length how many values, or bytes where it has no type
 */
record TorchStorage(String key, Optional<TorchType> type, long length) implements Pickled {
  /**
   * Makes the storage that a persistent id names: {@code ('storage', class, key, device, size)}.
   */
  static TorchStorage of(List<Object> id, ByteReader in) {
    if (id.size() < 5
        || !(id.get(1) instanceof Global storage)
        || !(id.get(2) instanceof String key)
        || !(id.get(4) instanceof Long length)
        || length < 0) {
      throw in.error("names a storage without class, key and size");
    } else if (!key.matches("[A-Za-z0-9_]+(\\.storage)?")) {
      throw in.error("names a storage by a path, %s".formatted(key));
    }
    Optional<TorchType> type = TorchType.ofStorage(storage);
    boolean untyped =
        storage.module().startsWith("torch") && storage.name().equals("UntypedStorage");
    if (type.isEmpty() && !untyped) {
      throw in.error("names a storage of the class %s, which is not known".formatted(storage));
    }
    return new TorchStorage(key, type, length);
  }

  /**
   * Returns how many bytes it takes.
   *
   * @throws ArithmeticException beyond 2⁶³
   */
  long bytes() {
    return Math.multiplyExact(length, type.map(TorchType::bytes).orElse(1));
  }
}
