package io.github.layerbook.exchange.file;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/**
 * Breaks files by what their bytes mean to readers: places and lengths that point elsewhere, parts
 * of JSON in the place of others, things in themselves thousands of times, two files in one.
 *
 * @param random what decides, the same for one seed
 */
record Splicer(Random random) {
  private static final int MOST = 1 << 20;
  private static final int HEADER = 8;

  /** Returns a broken form of a file. */
  byte[] spliced(byte[] file, byte[] other) {
    if (isHeaded(file) && random.nextBoolean()) {
      return headed(file, other);
    }
    return switch (random.nextInt(6)) {
      case 0 -> pointed(file);
      case 1 -> moved(file);
      case 2 -> repeated(file);
      case 3 -> crossed(file, other);
      default ->
          isJson(file, 0) ? swapped(file) : random.nextBoolean() ? pointed(file) : moved(file);
    };
  }

  /**
   * A number of another place in the place of a number: what is pointed at may hold the pointer.
   */
  private byte[] pointed(byte[] file) {
    byte[] copy = file.clone();
    int length = random.nextBoolean() ? Long.BYTES : Integer.BYTES;
    if (copy.length > 2 * length) {
      int reach = Math.min(copy.length, 1 << 14) / length - 1;
      int from = random.nextInt(reach) * length;
      System.arraycopy(copy, from, copy, random.nextInt(reach) * length, length);
    }
    return copy;
  }

  /** A number that is a little or a lot off: a length, a count, a place. */
  private byte[] moved(byte[] file) {
    byte[] copy = file.clone();
    if (copy.length < HEADER + 1) {
      return copy;
    }
    ByteBuffer numbers = ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN);
    int at = random.nextInt(Math.min(copy.length, 1 << 14) - HEADER);
    int by = random.nextInt(5) - 2;
    if (random.nextBoolean()) {
      numbers.putInt(at, random.nextBoolean() ? numbers.getInt(at) + by : numbers.getInt(at) * by);
    } else {
      numbers.put(at, (byte) (numbers.get(at) + by));
    }
    return copy;
  }

  /** Some bytes again and again, as what stands in itself has them. */
  private byte[] repeated(byte[] file) {
    int at = random.nextInt(Math.max(1, Math.min(file.length, 4096)));
    byte[] part = Arrays.copyOfRange(file, at, Math.min(file.length, at + 1 + random.nextInt(12)));
    int times = random.nextInt(Math.max(1, (MOST - file.length) / Math.max(1, part.length)));
    times = random.nextBoolean() ? times : times % 2_000;
    ByteArrayOutputStream out = new ByteArrayOutputStream(file.length + times * part.length);
    out.write(file, 0, at);
    for (int i = 0; i < times; i++) {
      out.writeBytes(part);
    }
    out.write(file, at, file.length - at);
    return out.toByteArray();
  }

  private byte[] crossed(byte[] file, byte[] other) {
    int at = random.nextInt(file.length + 1);
    int from = random.nextInt(other.length + 1);
    byte[] result = Arrays.copyOf(file, at + other.length - from);
    System.arraycopy(other, from, result, at, other.length - from);
    return result.length < 2 ? file : result;
  }

  /** One value of a JSON text in the place of another. */
  private byte[] swapped(byte[] file) {
    int[] taken = value(file, random.nextInt(file.length));
    int[] replaced = value(file, random.nextInt(file.length));
    byte[] part = Arrays.copyOfRange(file, taken[0], taken[1]);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(file, 0, replaced[0]);
    out.writeBytes(part);
    boolean both = random.nextInt(4) == 0;
    out.writeBytes(both ? new byte[] {','} : new byte[0]);
    int rest = both ? replaced[0] : replaced[1];
    out.write(file, rest, file.length - rest);
    return out.toByteArray();
  }

  /** Where the next value begins and ends. */
  private static int[] value(byte[] file, int from) {
    int begin = from;
    while (begin < file.length && "{[\"-0123456789".indexOf(file[begin]) < 0) {
      begin++;
    }
    int end = begin;
    int depth = 0;
    boolean text = false;
    while (end < file.length) {
      byte each = file[end++];
      if (each == '"' && file[end - 2 < 0 ? 0 : end - 2] != '\\') {
        text = !text;
      } else if (!text) {
        depth += each == '{' || each == '[' ? 1 : each == '}' || each == ']' ? -1 : 0;
      }
      boolean number = end < file.length && "-0123456789.eE".indexOf(file[end]) >= 0;
      if (!text && depth <= 0 && !number) {
        break;
      }
    }
    return new int[] {begin, end};
  }

  /** A text behind its length, as safetensors begin. */
  private static boolean isHeaded(byte[] file) {
    return file.length > HEADER + 2 && isJson(file, HEADER) && header(file) <= file.length - HEADER;
  }

  private static long header(byte[] file) {
    long length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    return length < 2 ? Long.MAX_VALUE : length;
  }

  private byte[] headed(byte[] file, byte[] other) {
    int end = HEADER + (int) header(file);
    byte[] header = Arrays.copyOfRange(file, HEADER, end);
    byte[] changed = random.nextInt(4) == 0 ? repeated(header) : swapped(header);
    if (isHeaded(other) && random.nextInt(4) == 0) {
      changed = crossed(changed, Arrays.copyOfRange(other, HEADER, HEADER + (int) header(other)));
    }
    return ByteBuffer.allocate(HEADER + changed.length + file.length - end)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(changed.length)
        .put(changed)
        .put(file, end, file.length - end)
        .array();
  }

  private static boolean isJson(byte[] file, int at) {
    return file.length > at + 1 && (file[at] == '{' || file[at] == '[');
  }
}
