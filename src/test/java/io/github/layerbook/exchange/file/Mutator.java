package io.github.layerbook.exchange.file;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Breaks files: flips and replaces bytes, cuts, repeats and joins, writes numbers at the edges of
 * their types; within zip archives the entries, so that their checksums hold.
 *
 * @param random what decides, the same for one seed
 * @param others files that parts are taken from
 */
record Mutator(Random random, List<byte[]> others) {
  private static final long[] EDGES = {
    0,
    1,
    -1,
    2,
    127,
    128,
    255,
    256,
    65_535,
    65_536,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    0xFFFF_FFFFL,
    1L << 32,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    1L << 40,
    1L << 62
  };

  private static final List<String> WORDS =
      List.of(
          "0",
          "-1",
          "1e999",
          "9223372036854775807",
          "99999999999999999999",
          "4611686018427387904",
          "null",
          "true",
          "[]",
          "{}",
          "\"\"",
          "\"../../x\"",
          "[[[[[[[[[[[[[[[[",
          "{\"a\":",
          "-0.5",
          "\"layers\"",
          "2147483648",
          "[1,2,3,4,5,6,7,8,9]",
          "NaN",
          "\\u0000");

  /** Returns a broken form of a file. */
  byte[] mutated(byte[] file) throws IOException {
    byte[] result = file;
    boolean zip = file.length > 4 && file[0] == 'P' && file[1] == 'K';
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      result = zip && random.nextInt(5) > 0 ? zip(result) : once(result);
    }
    return result;
  }

  private byte[] zip(byte[] archive) throws IOException {
    Map<String, byte[]> entries = entries(archive);
    if (entries.isEmpty()) {
      return once(archive);
    }
    List<String> names = new ArrayList<>(entries.keySet());
    List<String> described =
        names.stream().filter(name -> name.matches(".*(pkl|json|h5)")).toList();
    List<String> choice = described.isEmpty() || random.nextInt(8) == 0 ? names : described;
    String chosen = choice.get(random.nextInt(choice.size()));
    switch (random.nextInt(12)) {
      case 0 -> entries.remove(chosen);
      case 1 -> entries.put("../" + chosen, entries.get(chosen));
      default -> entries.put(chosen, once(entries.getOrDefault(chosen, new byte[0])));
    }
    boolean twice = random.nextInt(10) == 0;
    String again = chosen.substring(0, Math.max(0, chosen.length() - 1)) + "\u0001";
    if (twice) {
      entries.put(again, once(entries.getOrDefault(chosen, new byte[0])));
    }
    byte[] packed = packed(entries);
    return twice ? renamed(packed, again, chosen) : packed;
  }

  /** Gives an entry another name of the same length, which another may have. */
  private static byte[] renamed(byte[] archive, String from, String to) {
    String all = new String(archive, StandardCharsets.ISO_8859_1);
    String old = new String(from.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    String own = new String(to.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    return (old.length() == own.length() ? all.replace(old, own) : all)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private byte[] packed(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream packed = new ZipOutputStream(out)) {
      boolean stored = random.nextBoolean();
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        ZipEntry header = new ZipEntry(entry.getKey());
        if (stored) {
          CRC32 sum = new CRC32();
          sum.update(entry.getValue());
          header.setMethod(ZipEntry.STORED);
          header.setSize(entry.getValue().length);
          header.setCrc(sum.getValue());
        }
        packed.putNextEntry(header);
        packed.write(entry.getValue());
      }
    }
    return out.toByteArray();
  }

  /** Entries as the archive's own headers list them; none where it is broken, or streamed. */
  private static Map<String, byte[]> entries(byte[] archive) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readNBytes(1 << 20));
      }
    } catch (IOException | IllegalArgumentException e) {
      return new LinkedHashMap<>();
    }
    return entries;
  }

  private byte[] once(byte[] file) {
    if (file.length < 2) {
      return new byte[] {(byte) random.nextInt()};
    } else if (random.nextInt(3) == 0) {
      return new Splicer(random).spliced(file, others.get(random.nextInt(others.size())));
    }
    byte[] copy = file.clone();
    // Headers stand at the beginning; most of the rest is weights.
    int reach = random.nextInt(3) == 0 ? copy.length : Math.min(copy.length, 4096);
    int at = random.nextInt(reach);
    switch (random.nextInt(9)) {
      case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> copy[at] = (byte) random.nextInt();
      case 2 -> writeNumber(copy, at);
      case 3 -> copy = Arrays.copyOf(copy, at);
      case 4 ->
          copy =
              spliced(
                  copy,
                  at,
                  Arrays.copyOfRange(copy, at, Math.min(copy.length, at + 1 + random.nextInt(64))));
      case 5 -> copy = spliced(copy, at, word());
      case 6 -> copy = replacedNumber(copy, at);
      case 7 -> {
        byte[] other = others.get(random.nextInt(others.size()));
        int from = random.nextInt(Math.max(1, other.length));
        copy =
            spliced(
                copy,
                at,
                Arrays.copyOfRange(
                    other, from, Math.min(other.length, from + random.nextInt(200))));
      }
      default -> {
        int length = Math.min(copy.length - at, 1 + random.nextInt(16));
        byte[] shorter = new byte[copy.length - length];
        System.arraycopy(copy, 0, shorter, 0, at);
        System.arraycopy(copy, at + length, shorter, at, shorter.length - at);
        copy = shorter;
      }
    }
    return copy;
  }

  private byte[] word() {
    return WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8);
  }

  private void writeNumber(byte[] bytes, int at) {
    long number = EDGES[random.nextInt(EDGES.length)];
    int length = 1 << random.nextInt(4);
    for (int i = 0; i < length && at + i < bytes.length; i++) {
      bytes[at + i] = (byte) (number >> (8 * i));
    }
  }

  /** Puts another value in the place of the next number of a text. */
  private byte[] replacedNumber(byte[] bytes, int at) {
    int from = at;
    while (from < bytes.length && (bytes[from] < '0' || bytes[from] > '9')) {
      from++;
    }
    int to = from;
    while (to < bytes.length && bytes[to] >= '0' && bytes[to] <= '9') {
      to++;
    }
    byte[] head = Arrays.copyOf(bytes, from);
    byte[] tail = Arrays.copyOfRange(bytes, to, bytes.length);
    return joined(joined(head, word()), tail);
  }

  private static byte[] spliced(byte[] bytes, int at, byte[] more) {
    return joined(
        joined(Arrays.copyOf(bytes, at), more), Arrays.copyOfRange(bytes, at, bytes.length));
  }

  private static byte[] joined(byte[] left, byte[] right) {
    byte[] all = Arrays.copyOf(left, left.length + right.length);
    System.arraycopy(right, 0, all, left.length, right.length);
    return all;
  }
}
