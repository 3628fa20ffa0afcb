package io.github.layerbook.exchange.checkpoint.torch;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A type of PyTorch's values.
 *
 * @param name its name: {@code float32}
 * @param bytes what one takes, in bytes; of packed types what several take together
 */
record TorchType(String name, int bytes) {
  private static final Map<String, TorchType> TYPES = types();

  private static final String STORAGE = "Storage";

  /** The classes of storages that have one type: {@code FloatStorage}. */
  private static final Map<String, String> STORAGES =
      Map.ofEntries(
          Map.entry("Byte", "uint8"),
          Map.entry("Char", "int8"),
          Map.entry("Short", "int16"),
          Map.entry("Int", "int32"),
          Map.entry("Long", "int64"),
          Map.entry("Half", "float16"),
          Map.entry("BFloat16", "bfloat16"),
          Map.entry("Float", "float32"),
          Map.entry("Double", "float64"),
          Map.entry("Bool", "bool"),
          Map.entry("ComplexFloat", "complex64"),
          Map.entry("ComplexDouble", "complex128"),
          Map.entry("QInt8", "qint8"),
          Map.entry("QUInt8", "quint8"),
          Map.entry("QInt32", "qint32"),
          Map.entry("QUInt4x2", "quint4x2"),
          Map.entry("QUInt2x4", "quint2x4"));

  private static Map<String, TorchType> types() {
    Map<String, TorchType> types = new HashMap<>();
    add(types, 1, "uint8", "int8", "bool", "qint8", "quint8", "quint4x2", "quint2x4", "bits8");
    add(types, 1, "float8_e4m3fn", "float8_e4m3fnuz", "float8_e5m2", "float8_e5m2fnuz");
    add(types, 1, "float8_e8m0fnu", "float4_e2m1fn_x2");
    for (int bits = 1; bits < 8; bits++) {
      add(types, 1, "int" + bits, "uint" + bits);
    }
    add(types, 2, "int16", "uint16", "float16", "bfloat16", "bits16");
    add(types, 4, "int32", "uint32", "float32", "complex32", "qint32");
    add(types, 8, "int64", "uint64", "float64", "complex64");
    add(types, 16, "complex128");
    return Map.copyOf(types);
  }

  private static void add(Map<String, TorchType> types, int bytes, String... names) {
    for (String name : names) {
      types.put(name, new TorchType(name, bytes));
    }
  }

  /** Returns the type that is named {@code torch.float32}. */
  static Optional<TorchType> of(Pickled.Global global) {
    return global.module().equals("torch")
        ? Optional.ofNullable(TYPES.get(global.name()))
        : Optional.empty();
  }

  /** Returns the type of the values of a storage class, {@code torch.FloatStorage}. */
  static Optional<TorchType> ofStorage(Pickled.Global global) {
    return global.module().startsWith("torch") && global.name().endsWith(STORAGE)
        ? Optional.ofNullable(STORAGES.get(global.name().replace(STORAGE, ""))).map(TYPES::get)
        : Optional.empty();
  }
}
