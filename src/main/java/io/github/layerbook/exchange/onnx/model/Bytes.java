package io.github.layerbook.exchange.onnx.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file's bytes by position, of which only the parts that are asked for are read. */
final class Bytes {
  private static final int BUFFER = 16 << 10;

  private final FileChannel channel;
  private final long size;
  private final byte[] buffer = new byte[BUFFER];
  private long start;
  private int length;

  Bytes(FileChannel channel) throws IOException {
    this.channel = channel;
    this.size = channel.size();
  }

  long size() {
    return size;
  }

  /** Returns the byte at a position. */
  int at(long position) throws IOException {
    if (position < start || position >= start + length) {
      if (position < 0 || position >= size) {
        throw new OnnxException("byte %,d: the file ends here".formatted(size));
      }
      start = position;
      length = fill(position, buffer, (int) Math.min(BUFFER, size - position));
    }
    return buffer[(int) (position - start)] & 0xff;
  }

  /** Copies bytes out of the file. */
  void copy(long from, int count, Kept to) throws IOException {
    if (from >= start && from + count <= start + length) {
      to.write(buffer, (int) (from - start), count);
      return;
    }
    byte[] part = new byte[count];
    fill(from, part, count);
    to.write(part, 0, count);
  }

  private int fill(long position, byte[] into, int count) throws IOException {
    ByteBuffer target = ByteBuffer.wrap(into, 0, count);
    while (target.hasRemaining()) {
      if (channel.read(target, position + target.position()) < 0) {
        throw new OnnxException("byte %,d: the file ends here".formatted(position));
      }
    }
    return count;
  }
}
