package io.github.layerbook.exchange.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.UnreadableFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of less than a megabyte that ask for far more work than their size lets expect. */
class CostlyFilesTest {
  private static final long MOST_ALLOCATED = 256L << 20;

  private static final String TENSOR = "ctorch._utils\n_rebuild_tensor_v2\n(";

  private static final String STORAGE =
      "(X\7\0\0\0storagectorch\nFloatStorage\nX\1\0\0\0000X\3\0\0\0cpuK\1tQ";

  @TempDir Path folder;

  @Test
  void aDictionaryThatIsCopiedAgainAndAgain() throws IOException {
    StringBuilder pickle = new StringBuilder("}(");
    for (int i = 0; i < 30_000; i++) {
      pickle.append('J').append(number(i)).append('N');
    }
    pickle.append("uq\0](").append("ccollections\nOrderedDict\nh\0\u0085R".repeat(20_000));
    assertTrue(refusal(pickle(pickle + "e.")).contains("copies its dictionaries"));
  }

  @Test
  void tensorsThatAllHaveOneLongShape() throws IOException {
    String shape = "(" + "K\1".repeat(100_000) + "tq\0](";
    String tensors = (TENSOR + STORAGE + "K\0h\0h\0\u0089NtR").repeat(6_000);
    assertTrue(refusal(pickle(shape + tensors + "e.")).contains("a tensor of 100,000 axes"));
  }

  @Test
  void namesThatGrowWithEveryDictionary() throws IOException {
    String key = "X" + number(500_000) + "k".repeat(500_000) + "q\0000";
    String nested = "}h\0".repeat(90) + "K\0" + "s".repeat(90);
    assertTrue(refusal(pickle(key + nested + ".")).contains("longer, than any model"));
  }

  @Test
  void aListWithoutTensorsThatThousandsHold() throws IOException {
    StringBuilder pickle = new StringBuilder("](" + "}".repeat(30_000) + "eq\0000}(");
    for (int i = 0; i < 30_000; i++) {
      pickle.append("X\6\0\0\0").append("m%05d".formatted(i)).append("h\0");
    }
    assertEquals(0, read(pickle(pickle + "u.")).inventory().orElseThrow().parameters());
  }

  private Path pickle(String instructions) throws IOException {
    Path file = folder.resolve("costly.pt");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("a/data.pkl"));
      zip.write(("\u0080\2" + instructions).getBytes(StandardCharsets.ISO_8859_1));
      zip.putNextEntry(new ZipEntry("a/data/0"));
      zip.write(new byte[4]);
    }
    return file;
  }

  /** Four bytes, the lowest first, each a letter. */
  private static String number(int number) {
    byte[] bytes = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array();
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  void anEntryWhosePackedBytesEndEarly() throws IOException {
    byte[] archive = Files.readAllBytes(pickle("}."));
    int directory = new String(archive, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
    // Where the entry's own header stands: nowhere.
    ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN).putInt(directory + 42, 0x7FFF_FFFF);
    Path file = Files.write(folder.resolve("cut.pt"), archive);
    assertTrue(refusal(file).startsWith("cut.pt, a/data.pkl: is damaged"), refusal(file));
  }

  @Test
  void anEntryWhoseNameIsNoText() throws IOException {
    String archive = new String(Files.readAllBytes(pickle("}.")), StandardCharsets.ISO_8859_1);
    Path file = folder.resolve("names.pt");
    Files.writeString(
        file, archive.replace("a/data/0", "a/data\u00ff0"), StandardCharsets.ISO_8859_1);
    assertTrue(refusal(file).contains("is not a sound zip archive"), refusal(file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x[1:2,",
        "(",
        "[",
        "f(",
        "{1:",
        "@d\n",
        "f'{a}' ",
        "a = [1, 2, 3]\n",
        "x = x + 1\n",
        "x=",
        "1+",
        "if x:\n    y = 1\nelse:\n    y = 2\n",
        "x[1:2](",
        "lambda x: ",
        "not ",
        "x < ",
        "class A(nn.Module):\n    def forward(self, x):\n        return x\n"
      })
  void textsThatRepeatThemselvesTakeLittleMemoryAndEnd(String unit) throws IOException {
    Path file = folder.resolve("repeated.py");
    Files.writeString(file, "import torch.nn as nn\n" + unit.repeat(900_000 / unit.length()));
    assertTrue(refusal(file).contains("it defines no network"));
  }

  @Test
  void splitFilesWhosePartsAreNone() throws IOException {
    ReadNetwork none = read(gguf("wren-00000-of-00003.gguf"));
    assertTrue(none.problems().toString().contains("does not give the others"));
    ReadNetwork many = read(gguf("wren-00001-of-00999.gguf"));
    assertTrue(
        many.problems().toString().contains("wren-00006-of-00999.gguf and 993 more"),
        () -> many.problems().toString());
    assertTrue(read(gguf("wren-00001-of-99999.gguf")).problems().size() < 3);
  }

  private Path gguf(String name) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] key = "split.count".getBytes(StandardCharsets.UTF_8);
    out.writeBytes(
        ByteBuffer.allocate(32)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put("GGUF".getBytes(StandardCharsets.US_ASCII))
            .putInt(3)
            .putLong(0)
            .putLong(1)
            .putLong(key.length)
            .array());
    out.writeBytes(key);
    out.writeBytes(new byte[] {2, 0, 0, 0, 9, 0});
    return Files.write(folder.resolve(name), out.toByteArray());
  }

  @Test
  void aReshapeToTwentyThousandAxes() throws IOException {
    Path file = folder.resolve("axes.json");
    Files.writeString(
        file,
        "{\"class_name\": \"Sequential\", \"config\": {\"name\": \"m\", \"layers\": ["
            + "{\"class_name\": \"InputLayer\", \"config\": {\"batch_shape\": [null, 4], \"name\":"
            + " \"i\"}}, {\"class_name\": \"Reshape\", \"config\": {\"name\": \"r\","
            + " \"trainable\": true, \"target_shape\": ["
            + "1,".repeat(20_000)
            + "4]}}]}}");
    assertTrue(refusal(file).contains("at most 64"), refusal(file));
  }

  @Test
  void aProgramOfWhichNothingIsUnderstood() throws IOException {
    Path file = folder.resolve("net.py");
    Files.writeString(file, "import torch\nimport torch.nn as nn\n" + "class\n".repeat(15_000));
    assertTrue(refusal(file).contains("it defines no network"), refusal(file));
  }

  @Test
  @Timeout(30)
  void aLineOfBlanks() throws IOException {
    Path file = folder.resolve("generation_config.json");
    Files.writeString(file, "{\"eos\": 2,\n" + " ".repeat(1_900) + "\"use_cache\": true");
    assertTrue(refusal(file).contains("JSON"), refusal(file));
  }

  @Test
  void aTextOfVeryManyLines() throws IOException {
    Path file = folder.resolve("config.json");
    Files.writeString(file, "{\"model_type\": \"llama\",\n" + "2,\n".repeat(200_000));
    assertTrue(refusal(file).contains("line 2"), refusal(file));
  }

  private static ReadNetwork read(Path file) throws IOException {
    assertTrue(Files.size(file) < 1_000_000);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    try {
      return Exchange.read(file);
    } finally {
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      assertTrue(allocated < MOST_ALLOCATED, () -> "%,d bytes were allocated".formatted(allocated));
    }
  }

  private static String refusal(Path file) {
    return String.valueOf(
        assertThrows(UnreadableFileException.class, () -> read(file)).getMessage());
  }
}
