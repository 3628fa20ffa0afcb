package io.github.layerbook.exchange.container;

import io.github.layerbook.exchange.form.UnreadableFileException;
import io.github.layerbook.unit.Numbers;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A zip archive, whose entries are read into memory only, and only as far as a limit allows;
 * nothing is unpacked to a file.
 */
public final class ZipArchive implements AutoCloseable {
  /** More entries has no model's archive. */
  private static final int ENTRIES = 200_000;

  /** What an entry may unpack to however densely it is packed, in bytes. */
  private static final long SMALL = 2 << 20;

  /**
   * How many times its packed size a larger entry may unpack to. What frameworks write is not
   * packed at all; what gains more is made to fill memory.
   */
  private static final long RATIO = 4;

  /** What is read of an entry that is packed, in bytes. */
  private static final int PACKED = 64 << 20;

  private final Path file;
  private final ZipFile zip;
  private final List<String> names;

  private ZipArchive(Path file, ZipFile zip, List<String> names) {
    this.file = file;
    this.zip = zip;
    this.names = names;
  }

  /**
   * Opens an archive.
   *
   * @throws UnreadableFileException if it is none, or its end is missing
   */
  public static ZipArchive open(Path file) throws IOException {
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile());
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      throw UnreadableFileException.of(
          file,
          "is not a sound zip archive, maybe one whose end is missing: "
              + Objects.requireNonNullElse(e.getMessage(), "damaged"));
    }
    if (zip.size() > ENTRIES) {
      zip.close();
      throw UnreadableFileException.of(
          file, "has %s entries, more than %,d".formatted(Numbers.count(zip.size()), ENTRIES));
    }
    List<String> names = new ArrayList<>();
    try {
      zip.stream().forEach(entry -> names.add(entry.getName()));
    } catch (IllegalArgumentException e) {
      zip.close();
      throw UnreadableFileException.of(
          file, "is not a sound zip archive: a name in it is not a text in UTF-8");
    }
    return new ZipArchive(file, zip, List.copyOf(names));
  }

  /** Returns the file. */
  public Path file() {
    return file;
  }

  /** Returns the names of all entries, in the archive's order. */
  public List<String> names() {
    return names;
  }

  /** Returns the names of entries that point out of the archive. */
  public List<String> escaping() {
    return names.stream()
        .filter(
            name ->
                name.startsWith("/")
                    || name.contains("\\")
                    || List.of(name.split("/")).contains(".."))
        .toList();
  }

  /** Returns whether there is an entry of a name. */
  public boolean has(String name) {
    return zip.getEntry(name) != null;
  }

  /** Returns the bytes that an entry unpacks to, as the archive says; empty without the entry. */
  public Optional<Long> size(String name) {
    return Optional.ofNullable(zip.getEntry(name)).map(ZipEntry::getSize);
  }

  /**
   * Returns what an entry unpacks to.
   *
   * @param most how many bytes may be read
   * @throws UnreadableFileException if there is no such entry, it is damaged, larger, or packed so
   *     densely that it can only be made to fill memory
   */
  public byte[] read(String name, int most) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw UnreadableFileException.of(file, "the archive holds no " + name);
    }
    long limit = Math.min(most, Math.max(SMALL, RATIO * entry.getCompressedSize()));
    if (entry.getSize() > limit) {
      throw tooLarge(entry, limit);
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = in.readNBytes((int) limit);
      if (in.read() >= 0) {
        throw tooLarge(entry, limit);
      }
      return bytes;
    } catch (ZipException | EOFException e) {
      throw UnreadableFileException.at(
          file,
          name,
          "is damaged: "
              + Objects.requireNonNullElse(e.getMessage(), "its packed bytes end early"));
    }
  }

  /**
   * Returns an entry's bytes as they stand in the file, without reading them; of an entry that is
   * packed what it unpacks to. Empty without the entry.
   *
   * @throws UnreadableFileException if it is damaged, or packed and too large
   */
  public Optional<ByteBuffer> stored(String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      return Optional.empty();
    } else if (entry.getMethod() != ZipEntry.STORED) {
      return Optional.of(ByteBuffer.wrap(read(name, PACKED)));
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long begin = ZipDirectory.of(channel).begin(name);
      if (begin < 0 || entry.getSize() > channel.size() - begin) {
        throw UnreadableFileException.at(file, name, "does not stand where the archive says");
      } else if (entry.getSize() > Integer.MAX_VALUE) {
        throw UnreadableFileException.at(
            file, name, "is larger than 2 GiB, and is not opened within an archive");
      }
      return Optional.of(channel.map(FileChannel.MapMode.READ_ONLY, begin, entry.getSize()));
    }
  }

  private UnreadableFileException tooLarge(ZipEntry entry, long limit) {
    return UnreadableFileException.at(
        file,
        entry.getName(),
        "unpacks from %s to %s; at most %s are read"
            .formatted(
                Numbers.bytes(entry.getCompressedSize()),
                Numbers.bytes(Math.max(entry.getSize(), limit)),
                Numbers.bytes(limit)));
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
