package io.github.layerbook.exchange.container;

import io.github.layerbook.exchange.form.UnreadableFileException;
import io.github.layerbook.unit.Numbers;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file's bytes in their order, and skips what is not needed without reading it.
 *
 * <p>Every read is checked against the file's end first: a length that a hostile file claims
 * reserves nothing. Numbers are little-endian until {@link #order} says otherwise.
 */
public final class ByteReader implements AutoCloseable {
  private static final int WINDOW = 1 << 13;

  /** Null for bytes that are in memory. */
  private final @Nullable FileChannel channel;

  private final Path file;
  private final String part;
  private final long size;
  private final ByteBuffer window;

  /** Where the window ends in the file. */
  private long end;

  private ByteReader(
      @Nullable FileChannel channel, Path file, String part, long size, ByteBuffer window) {
    this.channel = channel;
    this.file = file;
    this.part = part;
    this.size = size;
    this.window = window.order(ByteOrder.LITTLE_ENDIAN);
    this.end = window.limit();
  }

  /** Opens a file. */
  public static ByteReader open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    return new ByteReader(channel, file, "", channel.size(), ByteBuffer.allocate(WINDOW).limit(0));
  }

  /**
   * Reads bytes that are in memory.
   *
   * @param file the file that they are of
   * @param part what they are in the file, {@code data.pkl}; empty for the file itself
   */
  public static ByteReader of(byte[] bytes, Path file, String part) {
    return new ByteReader(null, file, part, bytes.length, ByteBuffer.wrap(bytes));
  }

  /** Returns the position of the next byte. */
  public long position() {
    return end - window.remaining();
  }

  /** Returns how many bytes there are in all. */
  public long size() {
    return size;
  }

  /** Returns how many bytes are left. */
  public long remaining() {
    return size - position();
  }

  /** Sets the order of the bytes in numbers. */
  public void order(ByteOrder order) {
    window.order(order);
  }

  /** Says that something is wrong at the position of now. */
  public UnreadableFileException error(String reason) {
    return error(position(), reason);
  }

  /** Says that something is wrong at a position. */
  public UnreadableFileException error(long position, String reason) {
    String place = "byte " + Numbers.count(position);
    return UnreadableFileException.at(file, part.isEmpty() ? place : part + ", " + place, reason);
  }

  /**
   * Refuses to go on if fewer bytes are left than something takes.
   *
   * @param length how many it takes; a negative number is beyond 2⁶³
   * @param thing what it is, in words
   */
  public void require(long length, String thing) {
    if (length < 0 || length > remaining()) {
      throw error(
          "%s takes %s, but %s left"
              .formatted(
                  thing,
                  length == 1 ? "1 byte" : Long.toUnsignedString(length) + " bytes",
                  remaining() == 1 ? "1 byte is" : Numbers.count(remaining()) + " are"));
    }
  }

  /** Reads a byte, 0 to 255. */
  public int u8() throws IOException {
    return ahead(1).get() & 0xFF;
  }

  /** Reads a number of two bytes without sign. */
  public int u16() throws IOException {
    return ahead(2).getShort() & 0xFFFF;
  }

  /** Reads a number of four bytes. */
  public int i32() throws IOException {
    return ahead(4).getInt();
  }

  /** Reads a number of four bytes without sign. */
  public long u32() throws IOException {
    return i32() & 0xFFFF_FFFFL;
  }

  /** Reads a number of eight bytes. */
  public long i64() throws IOException {
    return ahead(8).getLong();
  }

  /** Reads bytes. */
  public byte[] bytes(long length, String thing) throws IOException {
    require(length, thing);
    byte[] bytes = new byte[Math.toIntExact(Math.min(length, Integer.MAX_VALUE - 8))];
    for (int done = 0; done < bytes.length; ) {
      int step = Math.min(bytes.length - done, WINDOW / 2);
      ahead(step).get(bytes, done, step);
      done += step;
    }
    return bytes;
  }

  /** Reads a text in UTF-8. */
  public String text(long length, String thing) throws IOException {
    return new String(bytes(length, thing), StandardCharsets.UTF_8);
  }

  /** Reads the bytes up to a line feed, which is left out; at most so many. */
  public String line(int longest) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int each = u8(); each != '\n'; each = u8()) {
      if (line.length() >= longest) {
        throw error("a line of more than " + Numbers.count(longest) + " letters");
      }
      line.append((char) each);
    }
    return new String(
        line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** Goes on behind so many bytes, which are not read. */
  public void skip(long length, String thing) throws IOException {
    require(length, thing);
    if (length <= window.remaining()) {
      window.position(window.position() + (int) length);
    } else {
      end = position() + length;
      window.position(0).limit(0);
    }
  }

  private ByteBuffer ahead(int length) throws IOException {
    if (window.remaining() < length) {
      require(length, "what is read here");
      window.compact();
      while (window.position() < length) {
        int read = Objects.requireNonNull(channel).read(window, end);
        if (read < 0) {
          throw new EOFException("the file became shorter while it was read");
        }
        end += read;
      }
      window.flip();
    }
    return window;
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
