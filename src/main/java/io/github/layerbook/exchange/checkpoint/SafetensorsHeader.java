package io.github.layerbook.exchange.checkpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.layerbook.exchange.container.ByteReader;
import io.github.layerbook.exchange.container.JsonText;
import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.exchange.form.UnreadableFileException;
import io.github.layerbook.unit.Numbers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The header of a safetensors file.
 *
 * @param tensors in the order of their values
 * @param metadata texts by name
 * @param problems what is wrong with the file though the header is sound
 */
record SafetensorsHeader(
    List<FileTensor> tensors, Map<String, String> metadata, List<Problem> problems) {
  /** The format's own limit, in bytes. */
  private static final long LONGEST = 100_000_000;

  /** How a pointer of Git LFS begins, as a number: {@code version}. */
  private static final long POINTER = 0x206e6f6973726576L;

  private static final String HEADER = "the header";

  /** Bits of a value, by type. */
  private static final Map<String, Integer> BITS =
      Map.ofEntries(
          Map.entry("BOOL", 8),
          Map.entry("F4", 4),
          Map.entry("F6_E2M3", 6),
          Map.entry("F6_E3M2", 6),
          Map.entry("U8", 8),
          Map.entry("I8", 8),
          Map.entry("F8_E5M2", 8),
          Map.entry("F8_E4M3", 8),
          Map.entry("F8_E8M0", 8),
          Map.entry("F8_E4M3FNUZ", 8),
          Map.entry("F8_E5M2FNUZ", 8),
          Map.entry("I16", 16),
          Map.entry("U16", 16),
          Map.entry("F16", 16),
          Map.entry("BF16", 16),
          Map.entry("I32", 32),
          Map.entry("U32", 32),
          Map.entry("F32", 32),
          Map.entry("C64", 64),
          Map.entry("F64", 64),
          Map.entry("I64", 64),
          Map.entry("U64", 64));

  /** Reads a file's header. */
  static SafetensorsHeader read(Path file) throws IOException {
    try (ByteReader bytes = ByteReader.open(file)) {
      bytes.require(8, "the header's length");
      long length = bytes.i64();
      if (length == POINTER) {
        throw bytes.error(0, "is a pointer of Git LFS: fetch the file itself (git lfs pull)");
      } else if (length < 2 || length > LONGEST) {
        throw bytes.error(
            0,
            "a header of %s bytes: this is not a safetensors file, whose header takes 2 to %,d"
                .formatted(Long.toUnsignedString(length), LONGEST));
      }
      byte[] header = bytes.bytes(length, "the header");
      if (header[0] != '{') {
        throw bytes.error(8, "the header does not begin with {: this is not a safetensors file");
      }
      return JsonText.stream(
          header, file, HEADER, parser -> new Reading(file, parser).read(bytes.remaining()));
    }
  }

  /** A tensor with the place of its values. */
  private record Placed(FileTensor tensor, long begin, long end) {}

  /** The reading of a header. */
  private static final class Reading {
    private final Path file;
    private final JsonParser parser;
    private final List<Placed> placed = new ArrayList<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    Reading(Path file, JsonParser parser) {
      this.file = file;
      this.parser = parser;
    }

    SafetensorsHeader read(long available) throws IOException {
      parser.nextToken();
      Set<String> names = new HashSet<>();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        if (!names.add(name)) {
          throw error(name, "stands in the header twice");
        }
        parser.nextToken();
        if (name.equals("__metadata__")) {
          readMetadata();
        } else {
          placed.add(readTensor(name));
        }
      }
      if (parser.nextToken() != null) {
        throw UnreadableFileException.at(file, HEADER, "goes on behind its end");
      }
      placed.sort(Comparator.comparingLong(Placed::begin).thenComparingLong(Placed::end));
      requireCover(available);
      return new SafetensorsHeader(
          placed.stream().map(Placed::tensor).toList(), metadata, problems);
    }

    private void readMetadata() throws IOException {
      if (parser.currentToken() == JsonToken.VALUE_NULL) {
        return;
      }
      require(JsonToken.START_OBJECT, "__metadata__", "is not an object of texts");
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        parser.nextToken();
        require(JsonToken.VALUE_STRING, "__metadata__", key + " is not a text");
        metadata.put(key, parser.getText());
      }
    }

    private Placed readTensor(String name) throws IOException {
      require(JsonToken.START_OBJECT, name, "is not an object with dtype, shape and data_offsets");
      String type = null;
      List<Long> shape = null;
      List<Long> offsets = null;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        parser.nextToken();
        switch (field) {
          case "dtype" -> {
            require(JsonToken.VALUE_STRING, name, "its dtype is not a text");
            type = parser.getText();
          }
          case "shape" -> shape = numbers(name, field);
          case "data_offsets" -> offsets = numbers(name, field);
          default -> parser.skipChildren();
        }
      }
      return placed(
          name,
          given(name, "dtype", type),
          given(name, "shape", shape),
          given(name, "data_offsets", offsets));
    }

    private <T> T given(String name, String field, @Nullable T value) {
      if (value == null) {
        throw error(name, "has no " + field);
      }
      return value;
    }

    private List<Long> numbers(String name, String field) throws IOException {
      require(JsonToken.START_ARRAY, name, "its %s is not a list".formatted(field));
      List<Long> numbers = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
            || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
            || parser.getLongValue() < 0) {
          throw error(
              name,
              "its %s has %s, which is not a whole number from 0 on that fits 63 bits"
                  .formatted(field, parser.getText()));
        }
        numbers.add(parser.getLongValue());
      }
      return numbers;
    }

    private Placed placed(String name, String type, List<Long> shape, List<Long> offsets) {
      Integer bits = BITS.get(type);
      if (bits == null) {
        throw error(name, "its dtype %s is none of the format's".formatted(type));
      } else if (offsets.size() != 2 || offsets.get(0) > offsets.get(1)) {
        throw error(name, "its data_offsets %s are not a begin and an end".formatted(offsets));
      }
      long bytes = bytes(name, type, bits, shape);
      long given = offsets.get(1) - offsets.get(0);
      if (bytes != given) {
        throw error(
            name,
            "%s of %s takes %,d bytes, but its offsets span %,d"
                .formatted(shape, type, bytes, given));
      }
      return new Placed(FileTensor.of(name, type, shape, bytes), offsets.get(0), offsets.get(1));
    }

    private long bytes(String name, String type, int bits, List<Long> shape) {
      try {
        long all = shape.stream().reduce((long) bits, Math::multiplyExact);
        if (all % 8 != 0) {
          throw error(name, "%s of %s does not fill whole bytes".formatted(shape, type));
        }
        return all / 8;
      } catch (ArithmeticException e) {
        throw error(name, "%s of %s is more than 2⁶³ bits".formatted(shape, type));
      }
    }

    /** The values lie one behind the other, without holes, up to the end of the file. */
    private void requireCover(long available) {
      long at = 0;
      for (Placed each : placed) {
        if (each.begin() != at) {
          throw error(
              each.tensor().name(),
              "its values begin at byte %,d of the data, where %,d is expected: %s"
                  .formatted(
                      each.begin(), at, each.begin() < at ? "tensors overlap" : "there is a hole"));
        }
        at = each.end();
      }
      if (at < available) {
        throw UnreadableFileException.at(
            file,
            "behind the last tensor",
            "%s belong to no tensor".formatted(Numbers.plainBytes(available - at)));
      } else if (at > available) {
        problems.add(
            new Problem(
                0,
                "the file is incomplete: its values take %s, %s are there"
                    .formatted(Numbers.plainBytes(at), Numbers.count(available))));
      }
    }

    private void require(JsonToken token, String name, String reason) {
      if (parser.currentToken() != token) {
        throw error(name, reason);
      }
    }

    private UnreadableFileException error(String name, String reason) {
      return UnreadableFileException.at(
          file,
          "byte %,d".formatted(8 + parser.currentLocation().getByteOffset()),
          name + ": " + reason);
    }
  }
}
