package io.github.layerbook.exchange.keras.file;

import io.github.layerbook.exchange.form.UnreadableFileException;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * An HDF5 file: its attributes, and its data sets by name, shape and type. No data set's values are
 * read; links to other files, and storage in them, are named and never followed.
 */
final class Hdf5 implements AutoCloseable {
  /** Objects nested deeper, and more of them, has no model. */
  private static final int DEPTH = 60;

  private static final int MOST = 200_000;

  /** Larger files are opened by their path, in bytes. */
  private static final long MAPPED = Integer.MAX_VALUE;

  private static final long PACKING = 2_000;

  private final Path file;
  private final HdfFile hdf;

  /** The file in memory, or mapped there; of a large one nothing. */
  private final Optional<ByteBuffer> bytes;

  private final long size;

  private Hdf5(Path file, HdfFile hdf, Optional<ByteBuffer> bytes, long size) {
    this.file = file;
    this.hdf = hdf;
    this.bytes = bytes;
    this.size = size;
  }

  /**
   * A data set.
   *
   * @param path its name with the groups that it stands in, without the first slash
   * @param layer what the attribute {@code name} of its group says, which Keras 3 calls layers by
   * @param shape its extents
   * @param type the type of its values: {@code float32}
   * @param bytes what its values take, in bytes
   */
  record Stored(String path, Optional<String> layer, List<Long> shape, String type, long bytes) {}

  /** Opens a file. */
  static Hdf5 open(Path file) throws IOException {
    if (Files.size(file) > MAPPED) {
      HdfFile hdf = guarded(file, () -> new HdfFile(file));
      return new Hdf5(file, hdf, Optional.empty(), Files.size(file));
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return of(file, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
    }
  }

  /** Opens a file that stands in another. */
  static Hdf5 of(Path file, ByteBuffer bytes) {
    long size = bytes.remaining();
    ByteBuffer whole = bytes.duplicate();
    return new Hdf5(
        file, guarded(file, () -> HdfFile.fromByteBuffer(bytes)), Optional.of(whole), size);
  }

  /** Says of whatever the library meets in a broken file that it is broken. */
  private static <T> T guarded(Path file, Supplier<T> step) {
    try {
      return step.get();
    } catch (UnreadableFileException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      String reason =
          e.getMessage() == null ? "" : ": " + e.getMessage().lines().findFirst().orElse("");
      throw UnreadableFileException.of(file, "is not a sound HDF5 file" + reason);
    }
  }

  /** Returns a text that the file's root has as an attribute. */
  Optional<String> text(String attribute) {
    return guarded(
        file,
        () ->
            Optional.ofNullable(hdf.getAttributes().get(attribute))
                .filter(found -> found.getSize() == 1)
                .map(Attribute::getData)
                .filter(String.class::isInstance)
                .map(String.class::cast));
  }

  /** Returns whether the file's root has an attribute. */
  boolean has(String attribute) {
    return guarded(file, () -> hdf.getAttributes().containsKey(attribute));
  }

  /** Returns all data sets, groups in their order. */
  Walk walk() {
    try {
      return walk(hdf);
    } catch (UnreadableFileException e) {
      return walk(
          bytes
              .flatMap(OpaqueTypes::asTexts)
              .map(copy -> guarded(file, () -> HdfFile.fromByteBuffer(copy)))
              .orElseThrow(() -> e));
    }
  }

  private Walk walk(HdfFile root) {
    return guarded(
        file,
        () -> {
          Walk walk = new Walk();
          walk.visit(root, "", 0);
          return walk;
        });
  }

  /** The data sets of a file. */
  final class Walk {
    private final List<Stored> stored = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<Long> groups = new HashSet<>();
    private int visited;

    /** Returns the data sets. */
    List<Stored> stored() {
      return stored;
    }

    /** Returns what was not followed. */
    List<String> problems() {
      return problems;
    }

    private void visit(Group group, String path, int depth) {
      if (depth > DEPTH || ++visited > MOST || !groups.add(group.getAddress())) {
        throw UnreadableFileException.at(file, path, "its groups hold each other");
      }
      for (Node node : group.getChildren().values()) {
        String name = path.isEmpty() ? node.getName() : path + "/" + node.getName();
        if (node.isLink()) {
          problems.add("%s is a link to another place or file, and not followed".formatted(name));
        } else if (node instanceof Group inner) {
          visit(inner, name, depth + 1);
        } else if (node instanceof Dataset set) {
          add(set, name, group);
        }
      }
    }

    /** Packed data gain a factor of 1,032 at most. */
    private void compare(Stored set) {
      if (set.bytes() / PACKING > size) {
        problems.add(
            "%s claims %,d bytes, the file has %,d".formatted(set.path(), set.bytes(), size));
      }
    }

    private void add(Dataset set, String name, Group group) {
      if (++visited > MOST) {
        throw UnreadableFileException.of(file, "has more data sets than any model");
      }
      List<Long> shape = new ArrayList<>();
      Arrays.stream(set.getDimensionsAsLong()).forEach(shape::add);
      DataType type = set.getDataType();
      long values;
      try {
        values = shape.stream().reduce(1L, Math::multiplyExact);
        Stored found =
            new Stored(
                name,
                layerName(group),
                shape,
                typeName(type),
                Math.multiplyExact(values, type.getSize()));
        stored.add(found);
        compare(found);
      } catch (ArithmeticException e) {
        throw UnreadableFileException.at(file, name, "has more than 2⁶³ values");
      }
      if (shape.stream().anyMatch(extent -> extent < 0)) {
        throw UnreadableFileException.at(file, name, "has an extent below 0");
      }
    }

    private Optional<String> layerName(Group group) {
      return Optional.ofNullable(group.getAttributes().get("name"))
          .filter(found -> found.getSize() == 1)
          .map(Attribute::getData)
          .filter(String.class::isInstance)
          .map(String.class::cast);
    }
  }

  private static String typeName(DataType type) {
    int bits = type.getSize() * Byte.SIZE;
    if (type instanceof FloatingPoint) {
      return "float" + bits;
    } else if (type instanceof FixedPoint number) {
      return (number.isSigned() ? "int" : "uint") + bits;
    }
    return type.getSize() == 2
        ? "bfloat16"
        : type.getSize() == 1 ? "8 bits" : type.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    hdf.close();
  }
}
