package io.github.layerbook.exchange.onnx.model;

import java.io.ByteArrayOutputStream;

/** What is kept of a message, to be parsed. */
final class Kept extends ByteArrayOutputStream {
  Kept(int expected) {
    super(expected);
  }

  /** Writes a number as protocol buffers do: seven bits a byte, the lowest first. */
  void writeVarint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    write((int) rest);
  }

  /** Writes a message as a field of another. */
  void writeMessage(long tag, Kept message) {
    writeVarint(tag);
    writeVarint(message.size());
    write(message.buf, 0, message.size());
  }
}
