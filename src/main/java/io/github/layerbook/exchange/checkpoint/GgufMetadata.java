package io.github.layerbook.exchange.checkpoint;

import io.github.layerbook.exchange.container.ByteReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a GGUF file says of its model, by key.
 *
 * @param values whole numbers as {@code Long}, others as {@code Double}, {@code Boolean}, texts,
 *     and {@link Array}s
 */
record GgufMetadata(Map<String, Object> values) {
  /** Longer keys has no file: the format's limit. */
  private static final int KEY = 65_535;

  /** Longer texts are skipped but for their beginning. */
  private static final int TEXT = 10_000;

  /** Arrays of arrays go no deeper. */
  private static final int DEPTH = 4;

  /** So many numbers of the architecture are told. */
  private static final int TOLD = 40;

  /** A list too long to keep: a vocabulary's words, their scores. */
  record Array(String type, long length) {}

  /** Types of values by their number in the file. */
  private enum Type {
    UINT8(1),
    INT8(1),
    UINT16(2),
    INT16(2),
    UINT32(4),
    INT32(4),
    FLOAT32(4),
    BOOL(1),
    STRING(8),
    ARRAY(12),
    UINT64(8),
    INT64(8),
    FLOAT64(8);

    /** The bytes that one takes at least. */
    private final int least;

    Type(int least) {
      this.least = least;
    }

    static Type read(ByteReader bytes) throws IOException {
      long number = bytes.u32();
      if (number >= values().length) {
        throw bytes.error("metadata of type %d, which the format does not have".formatted(number));
      }
      return values()[(int) number];
    }
  }

  /**
   * Reads pairs of a key and a value.
   *
   * @param count how many there are said to be
   */
  static GgufMetadata read(ByteReader bytes, long count) throws IOException {
    if (count < 0 || count > bytes.remaining() / (8 + 4 + 1)) {
      throw bytes.error(
          "%s metadata values are claimed, more than fit the file"
              .formatted(Long.toUnsignedString(count)));
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (long i = 0; i < count; i++) {
      long at = bytes.position();
      long length = bytes.i64();
      bytes.require(length, "a metadata key");
      if (length > KEY) {
        throw bytes.error(at, "a metadata key of %,d bytes".formatted(length));
      }
      String key = bytes.text(length, "a metadata key");
      if (values.put(key, value(bytes, Type.read(bytes), key)) != null) {
        throw bytes.error(at, "metadata %s twice".formatted(key));
      }
    }
    return new GgufMetadata(values);
  }

  private static Object value(ByteReader bytes, Type type, String key) throws IOException {
    return switch (type) {
      case UINT8 -> (long) bytes.u8();
      case INT8 -> (long) (byte) bytes.u8();
      case UINT16 -> (long) bytes.u16();
      case INT16 -> (long) (short) bytes.u16();
      case UINT32 -> bytes.u32();
      case INT32 -> (long) bytes.i32();
      case UINT64, INT64 -> bytes.i64();
      case FLOAT32 -> (double) Float.intBitsToFloat(bytes.i32());
      case FLOAT64 -> Double.longBitsToDouble(bytes.i64());
      case BOOL -> bytes.u8() != 0;
      case STRING -> text(bytes, key);
      case ARRAY -> array(bytes, key, 1);
    };
  }

  private static String text(ByteReader bytes, String key) throws IOException {
    long length = bytes.i64();
    bytes.require(length, "the text of " + key);
    String text = bytes.text(Math.min(length, TEXT), key);
    bytes.skip(length - Math.min(length, TEXT), key);
    return length > TEXT ? text + " …" : text;
  }

  private static Array array(ByteReader bytes, String key, int depth) throws IOException {
    if (depth > DEPTH) {
      throw bytes.error("%s has arrays nested more than %d deep".formatted(key, DEPTH));
    }
    Type type = Type.read(bytes);
    long length = bytes.i64();
    if (length < 0 || length > bytes.remaining() / type.least) {
      throw bytes.error(
          "%s is said to have %s values, more than fit the file"
              .formatted(key, Long.toUnsignedString(length)));
    }
    if (type == Type.STRING || type == Type.ARRAY) {
      for (long i = 0; i < length; i++) {
        if (type == Type.STRING) {
          bytes.skip(bytes.i64(), "a text of " + key);
        } else {
          array(bytes, key, depth + 1);
        }
      }
    } else {
      bytes.skip(length * type.least, key);
    }
    return new Array(type.name(), length);
  }

  /** Returns a whole number. */
  Optional<Long> number(String key) {
    return values.get(key) instanceof Long number ? Optional.of(number) : Optional.empty();
  }

  /** Returns a text. */
  Optional<String> text(String key) {
    return values.get(key) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** Says what the metadata tells of the model's architecture, in one sentence. */
  Optional<String> note() {
    Optional<String> architecture = text("general.architecture");
    List<String> said = new ArrayList<>();
    architecture.ifPresent(
        name ->
            values.forEach(
                (key, value) -> {
                  if (key.startsWith(name + ".")
                      && value instanceof Number number
                      && said.size() < TOLD) {
                    said.add(key.substring(name.length() + 1) + " = " + written(number));
                  }
                }));
    return architecture.map(
        name ->
            "architecture "
                + name
                + (said.isEmpty()
                    ? ""
                    : said.stream().collect(Collectors.joining(", ", ": ", ""))));
  }

  private static String written(Number value) {
    if (!(value instanceof Double number)) {
      return value.toString();
    }
    boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
    return whole ? Long.toString(number.longValue()) : Float.toString(number.floatValue());
  }
}
