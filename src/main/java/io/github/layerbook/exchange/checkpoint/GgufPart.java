package io.github.layerbook.exchange.checkpoint;

import io.github.layerbook.exchange.container.ByteReader;
import io.github.layerbook.exchange.form.Problem;
import io.github.layerbook.unit.Numbers;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One GGUF file.
 *
 * @param version the format's
 * @param metadata what it says of the model
 * @param tensors in the order of the file
 * @param problems what is wrong with the file though its header is sound
 */
record GgufPart(
    long version, GgufMetadata metadata, List<FileTensor> tensors, List<Problem> problems) {
  /** “GGUF” as a little-endian number. */
  private static final int MAGIC = 0x46554747;

  private static final long DEFAULT_ALIGNMENT = 32;
  private static final long NAME = 65_535;
  private static final int AXES = 4;

  /** What the description of a tensor takes at least: its name's length, axes, type, offset. */
  private static final long DESCRIPTION = 8 + 4 + 4 + 8;

  static GgufPart read(Path file) throws IOException {
    try (ByteReader bytes = ByteReader.open(file)) {
      return new Reading(bytes).read();
    }
  }

  private record Placed(FileTensor tensor, long offset) {
    long end() {
      return offset + tensor.bytes().orElseThrow();
    }
  }

  /** The reading of a file. */
  private static final class Reading {
    private final ByteReader bytes;
    private final List<Placed> placed = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    Reading(ByteReader bytes) {
      this.bytes = bytes;
    }

    GgufPart read() throws IOException {
      if (bytes.i32() != MAGIC) {
        throw bytes.error(0, "does not begin with GGUF: this is not a GGUF file");
      }
      long version = version();
      long count = bytes.i64();
      GgufMetadata metadata = GgufMetadata.read(bytes, bytes.i64());
      if (count < 0 || count > Math.min(TensorList.MOST, bytes.remaining() / DESCRIPTION)) {
        throw bytes.error(
            "%s tensors are claimed, more than fit the file"
                .formatted(Long.toUnsignedString(count)));
      }
      Set<String> names = new HashSet<>();
      for (long i = 0; i < count; i++) {
        Placed tensor = tensor();
        if (!names.add(tensor.tensor().name())) {
          throw bytes.error("the tensor %s twice".formatted(tensor.tensor().name()));
        }
        placed.add(tensor);
      }
      check(alignment(metadata));
      return new GgufPart(
          version, metadata, placed.stream().map(Placed::tensor).toList(), problems);
    }

    /** A version whose lower half is empty is written in the other order of bytes. */
    private long version() throws IOException {
      int version = bytes.i32();
      if ((version & 0xFFFF) == 0 && version != 0) {
        bytes.order(ByteOrder.BIG_ENDIAN);
        version = Integer.reverseBytes(version);
      }
      if (version != 2 && version != 3) {
        throw bytes.error(
            4,
            version == 1
                ? "GGUF of version 1, which was given up in 2023: convert it with llama.cpp"
                : "GGUF of version %s; 2 and 3 are known"
                    .formatted(Integer.toUnsignedString(version)));
      }
      return version;
    }

    private long alignment(GgufMetadata metadata) {
      long alignment = metadata.number("general.alignment").orElse(DEFAULT_ALIGNMENT);
      if (alignment <= 0 || Long.bitCount(alignment) != 1 || alignment > 1 << 30) {
        throw bytes.error(
            "general.alignment is %d, which is not a power of two".formatted(alignment));
      }
      return alignment;
    }

    private Placed tensor() throws IOException {
      long at = bytes.position();
      long length = bytes.i64();
      bytes.require(length, "a tensor's name");
      if (length > NAME) {
        throw bytes.error(at, "a tensor's name of %,d bytes".formatted(length));
      }
      String name = bytes.text(length, "a tensor's name");
      long axes = bytes.u32();
      if (axes > AXES) {
        throw bytes.error("%s has %,d axes, the format allows %d".formatted(name, axes, AXES));
      }
      List<Long> shape = new ArrayList<>();
      for (int i = 0; i < axes; i++) {
        long extent = bytes.i64();
        if (extent <= 0) {
          throw bytes.error("%s has an axis of %s".formatted(name, Long.toUnsignedString(extent)));
        }
        shape.add(extent);
      }
      long number = bytes.u32();
      GgmlType type =
          GgmlType.of(number)
              .orElseThrow(
                  () ->
                      bytes.error(
                          "%s is of type %d, which is unknown, and so is its size"
                              .formatted(name, number)));
      return new Placed(
          FileTensor.of(name, type.name(), shape, bytes(name, type, shape)), offset(name));
    }

    private long offset(String name) throws IOException {
      long offset = bytes.i64();
      if (offset < 0) {
        throw bytes.error("%s begins beyond 2⁶³".formatted(name));
      }
      return offset;
    }

    private long bytes(String name, GgmlType type, List<Long> shape) {
      long row = shape.isEmpty() ? 1 : shape.get(0);
      if (row % type.block() != 0) {
        throw bytes.error(
            "%s has rows of %,d values, which blocks of %d (%s) do not fill"
                .formatted(name, row, type.block(), type));
      }
      try {
        return type.bytes(shape.stream().reduce(1L, Math::multiplyExact));
      } catch (ArithmeticException e) {
        throw bytes.error("%s of %s is more than 2⁶³ values".formatted(shape, name));
      }
    }

    /** The tensors begin at aligned places, do not overlap, and end with the file. */
    private void check(long alignment) {
      long start = Math.min(bytes.size(), -Math.floorDiv(-bytes.position(), alignment) * alignment);
      List<Placed> byOffset = new ArrayList<>(placed);
      byOffset.sort(Comparator.comparingLong(Placed::offset));
      for (int i = 0; i < byOffset.size(); i++) {
        Placed each = byOffset.get(i);
        String name = each.tensor().name();
        if (each.end() < 0) {
          throw bytes.error("%s ends beyond 2⁶³".formatted(name));
        } else if (i > 0 && byOffset.get(i - 1).end() > each.offset()) {
          throw bytes.error(
              "%s and %s overlap".formatted(byOffset.get(i - 1).tensor().name(), name));
        } else if (each.offset() % alignment != 0) {
          problems.add(
              new Problem(
                  0,
                  "%s begins at %,d, which is not a multiple of the alignment %d"
                      .formatted(name, each.offset(), alignment)));
        }
      }
      long needed =
          byOffset.isEmpty()
              ? 0
              : Collections.max(byOffset, Comparator.comparingLong(Placed::end)).end();
      if (needed > bytes.size() - start) {
        problems.add(
            new Problem(
                0,
                "the file is incomplete: its tensors take %s, %s are there"
                    .formatted(Numbers.plainBytes(needed), Numbers.count(bytes.size() - start))));
      }
    }
  }
}
