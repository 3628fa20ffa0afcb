import io.github.layerbook.exchange.file.Exchange;
import io.github.layerbook.inventory.Inventory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Times how long the safetensors index of a model of 405 billion parameters takes to open, with its
 * 191 files: Llama 3.1's names and shapes, in sparse files without values.
 *
 * <p>Run it with {@code mvn -q compile} and {@code java -cp target/classes:… src/bench/IndexBench.java}, Jackson on the class path.
 */
public final class IndexBench {
  private static final int LAYERS = 126;
  private static final int FILES = 191;
  private static final long WIDE = 16_384;
  private static final long INNER = 53_248;
  private static final long KEYS = 1_024;
  private static final long WORDS = 128_256;

  private IndexBench() {}

  private record Entry(String name, long rows, long columns) {
    long bytes() {
      return 2 * rows * Math.max(1, columns);
    }
  }

  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createTempDirectory("index");
    try {
      Path index = written(folder);
      System.out.printf(Locale.ROOT, "first, in a fresh Java machine: %.1f ms%n", milliseconds(index));
      List<Double> times = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        times.add(milliseconds(index));
      }
      times.sort(null);
      System.out.printf(Locale.ROOT, "then: median %.1f ms, best %.1f ms%n", times.get(15), times.get(0));
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static double milliseconds(Path index) {
    long begun = System.nanoTime();
    Inventory inventory = Exchange.read(index).inventory().orElseThrow();
    double took = (System.nanoTime() - begun) / 1e6;
    if (inventory.parameters() != 405_853_388_800L) {
      throw new IllegalStateException("%,d parameters".formatted(inventory.parameters()));
    }
    return took;
  }

  private static List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    entries.add(new Entry("model.embed_tokens.weight", WORDS, WIDE));
    for (int i = 0; i < LAYERS; i++) {
      String layer = "model.layers." + i + ".";
      entries.add(new Entry(layer + "input_layernorm.weight", WIDE, 0));
      entries.add(new Entry(layer + "self_attn.q_proj.weight", WIDE, WIDE));
      entries.add(new Entry(layer + "self_attn.k_proj.weight", KEYS, WIDE));
      entries.add(new Entry(layer + "self_attn.v_proj.weight", KEYS, WIDE));
      entries.add(new Entry(layer + "self_attn.o_proj.weight", WIDE, WIDE));
      entries.add(new Entry(layer + "post_attention_layernorm.weight", WIDE, 0));
      entries.add(new Entry(layer + "mlp.gate_proj.weight", INNER, WIDE));
      entries.add(new Entry(layer + "mlp.up_proj.weight", INNER, WIDE));
      entries.add(new Entry(layer + "mlp.down_proj.weight", WIDE, INNER));
    }
    entries.add(new Entry("model.norm.weight", WIDE, 0));
    entries.add(new Entry("lm_head.weight", WORDS, WIDE));
    return entries;
  }

  /** Writes the files, as large as the real ones and almost empty on the disk, and the index. */
  private static Path written(Path folder) throws IOException {
    List<Entry> entries = entries();
    StringBuilder map = new StringBuilder();
    long total = 0;
    for (int file = 0; file < FILES; file++) {
      String name = "model-%05d-of-%05d.safetensors".formatted(file + 1, FILES);
      List<Entry> part =
          entries.subList(entries.size() * file / FILES, entries.size() * (file + 1) / FILES);
      StringBuilder header = new StringBuilder("{\"__metadata__\":{\"format\":\"pt\"}");
      long at = 0;
      for (Entry entry : part) {
        String shape = entry.columns == 0 ? "" + entry.rows : entry.rows + "," + entry.columns;
        header.append(
            ",\"%s\":{\"dtype\":\"BF16\",\"shape\":[%s],\"data_offsets\":[%d,%d]}"
                .formatted(entry.name, shape, at, at + entry.bytes()));
        at += entry.bytes();
        map.append(map.isEmpty() ? "" : ",").append("\"%s\":\"%s\"".formatted(entry.name, name));
      }
      byte[] text = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
      ByteBuffer bytes =
          ByteBuffer.allocate(8 + text.length).order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).put(text).flip();
      try (FileChannel channel =
          FileChannel.open(
              folder.resolve(name),
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.SPARSE,
              StandardOpenOption.WRITE)) {
        channel.write(bytes);
        if (at > 0) {
          channel.write(ByteBuffer.allocate(1), 8 + text.length + at - 1);
        }
      }
      total += at;
    }
    Path index = folder.resolve("model.safetensors.index.json");
    Files.writeString(
        index, "{\"metadata\":{\"total_size\":%d},\"weight_map\":{%s}}".formatted(total, map));
    return index;
  }
}
