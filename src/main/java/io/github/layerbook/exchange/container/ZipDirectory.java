package io.github.layerbook.exchange.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the entries of a zip archive stand in their file, which {@link java.util.zip.ZipFile} does
 * not tell. See PKWARE's APPNOTE, 4.3 and 4.5.3.
 *
 * @param channel the file
 * @param headers where each entry's own header begins
 */
record ZipDirectory(FileChannel channel, Map<String, Long> headers) {
  private static final int END = 0x06054B50;
  private static final int ENTRY = 0x02014B50;
  private static final int LOCAL = 0x04034B50;
  private static final int END_64 = 0x06064B50;
  private static final int LOCATOR_64 = 0x07064B50;
  private static final int END_LENGTH = 22;
  private static final int LOCATOR_LENGTH = 20;
  private static final int ENTRY_LENGTH = 46;
  private static final int LOCAL_LENGTH = 30;
  private static final long WIDE = 0xFFFF_FFFFL;

  /** The end of the directory may have a comment behind it, of so many bytes at most. */
  private static final int COMMENT = 0xFFFF;

  /** A directory is read as a whole, up to this. */
  private static final long LONGEST = 64 << 20;

  /** Reads the directory; empty where it cannot be found. */
  static ZipDirectory of(FileChannel channel) throws IOException {
    int tail = (int) Math.min(channel.size(), END_LENGTH + COMMENT);
    long from = channel.size() - tail;
    ByteBuffer end = read(channel, from, tail);
    for (int at = tail - END_LENGTH; at >= 0; at--) {
      if (end.getInt(at) == END) {
        long length = end.getInt(at + 12) & WIDE;
        long offset = end.getInt(at + 16) & WIDE;
        return offset == WIDE || length == WIDE
            ? wide(channel, from + at - LOCATOR_LENGTH)
            : entries(channel, offset, length);
      }
    }
    return new ZipDirectory(channel, Map.of());
  }

  private static ZipDirectory wide(FileChannel channel, long locator) throws IOException {
    ByteBuffer place = read(channel, locator, LOCATOR_LENGTH);
    if (place.limit() == LOCATOR_LENGTH && place.getInt(0) == LOCATOR_64) {
      ByteBuffer end = read(channel, place.getLong(8), 56);
      if (end.limit() == 56 && end.getInt(0) == END_64) {
        return entries(channel, end.getLong(48), end.getLong(40));
      }
    }
    return new ZipDirectory(channel, Map.of());
  }

  private static ZipDirectory entries(FileChannel channel, long offset, long length)
      throws IOException {
    ByteBuffer all = read(channel, offset, Math.min(length, LONGEST));
    Map<String, Long> headers = new HashMap<>();
    int at = 0;
    while (at + ENTRY_LENGTH <= all.limit() && all.getInt(at) == ENTRY) {
      int name = all.getShort(at + 28) & COMMENT;
      int extra = all.getShort(at + 30) & COMMENT;
      int next = at + ENTRY_LENGTH + name + extra + (all.getShort(at + 32) & COMMENT);
      if (next > all.limit()) {
        break;
      }
      byte[] letters = new byte[name];
      all.get(at + ENTRY_LENGTH, letters);
      long header = all.getInt(at + 42) & WIDE;
      headers.put(
          new String(letters, StandardCharsets.UTF_8),
          header == WIDE ? wideHeader(all, at, at + ENTRY_LENGTH + name, extra) : header);
      at = next;
    }
    return new ZipDirectory(channel, headers);
  }

  /** The sizes and the header's place that take eight bytes stand in the extra field 1. */
  private static long wideHeader(ByteBuffer all, int entry, int from, int length) {
    int at = from;
    while (at + 4 <= from + length) {
      int id = all.getShort(at) & COMMENT;
      int size = all.getShort(at + 2) & COMMENT;
      if (id == 1) {
        int skipped =
            ((all.getInt(entry + 24) & WIDE) == WIDE ? 8 : 0)
                + ((all.getInt(entry + 20) & WIDE) == WIDE ? 8 : 0);
        return skipped + 8 <= size && at + 4 + skipped + 8 <= all.limit()
            ? all.getLong(at + 4 + skipped)
            : -1;
      }
      at += 4 + size;
    }
    return -1;
  }

  /** Returns where an entry's bytes begin; -1 if that cannot be found. */
  long begin(String name) throws IOException {
    long header = headers.getOrDefault(name, -1L);
    ByteBuffer local = read(channel, header, LOCAL_LENGTH);
    return local.limit() < LOCAL_LENGTH || local.getInt(0) != LOCAL
        ? -1
        : header + LOCAL_LENGTH + (local.getShort(26) & COMMENT) + (local.getShort(28) & COMMENT);
  }

  /** Reads bytes of the file; fewer at its end, none where it has no such place. */
  private static ByteBuffer read(FileChannel channel, long from, long length) throws IOException {
    if (from < 0 || length < 0 || from > channel.size()) {
      return ByteBuffer.allocate(0);
    }
    ByteBuffer bytes =
        ByteBuffer.allocate((int) Math.min(length, channel.size() - from))
            .order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) > 0) {
      // A channel may give less than is asked for.
    }
    return bytes.flip();
  }
}
