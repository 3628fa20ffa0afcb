package io.github.layerbook.exchange.keras.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Data sets of opaque values without a tag, as which h5py keeps bfloat16 and other types that HDF5
 * has not; the library takes an object with one for damaged.
 */
final class OpaqueTypes {
  /** Larger files are not copied, in bytes. */
  static final int LARGEST = 128 << 20;

  /** A message of the object header, of the kind datatype and of 8 bytes. */
  private static final int MESSAGE = 0x0008_0003;

  /** An opaque type of the format's first version, with a tag of no letters. */
  private static final int OPAQUE = 0x15;

  /** A text of a given length, which says as much. */
  private static final byte TEXT = 0x13;

  private static final int MOST_BYTES = 16;

  private OpaqueTypes() {}

  /** Returns a copy in which these types are texts of as many bytes; empty without any. */
  static Optional<ByteBuffer> asTexts(ByteBuffer bytes) {
    ByteBuffer from = bytes.duplicate().rewind().order(ByteOrder.LITTLE_ENDIAN);
    if (from.limit() > LARGEST) {
      return Optional.empty();
    }
    ByteBuffer copy = null;
    for (int at = 0; at + 16 <= from.limit(); at += 8) {
      if (from.getInt(at) == MESSAGE
          && from.getInt(at + 8) == OPAQUE
          && from.getInt(at + 12) > 0
          && from.getInt(at + 12) <= MOST_BYTES) {
        if (copy == null) {
          copy = ByteBuffer.allocate(from.limit());
          copy.put(from.duplicate()).flip();
        }
        copy.put(at + 8, TEXT);
      }
    }
    return Optional.ofNullable(copy);
  }
}
