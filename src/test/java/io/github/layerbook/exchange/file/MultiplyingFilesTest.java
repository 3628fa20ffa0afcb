package io.github.layerbook.exchange.file;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.exchange.form.UnreadableFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small files whose objects hold each other several times: large to walk. */
class MultiplyingFilesTest {
  private static final int DEPTH = 30;

  @TempDir Path folder;

  @Test
  void aPickleOfListsAroundATensor() throws IOException {
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    pickle.write(new byte[] {(byte) 0x80, 2});
    pickle.writeBytes(
        ("ctorch._utils\n_rebuild_tensor_v2\n((X\7\0\0\0storagectorch\nFloatStorage\n"
                + "X\1\0\0\0000X\3\0\0\0cpuK\1tQK\0K\1\u0085K\1\u0085\u0089NtRq\0")
            .getBytes(StandardCharsets.ISO_8859_1));
    for (int i = 0; i < DEPTH; i++) {
      pickle.writeBytes(new byte[] {']', '('});
      for (int j = 0; j < 10; j++) {
        pickle.writeBytes(new byte[] {'h', (byte) i});
      }
      pickle.writeBytes(new byte[] {'e', 'q', (byte) (i + 1)});
    }
    pickle.write('.');
    Path file = folder.resolve("laughs.pt");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("a/data.pkl"));
      zip.write(pickle.toByteArray());
      zip.putNextEntry(new ZipEntry("a/data/0"));
      zip.write(new byte[4]);
    }
    assertTrue(refusal(file).contains("hold each other"), refusal(file));
  }

  @Test
  void aConfigurationOfModelsThatCallEachOther() throws IOException {
    String input =
        "{\"class_name\": \"InputLayer\", \"name\": \"x\", \"config\": {\"batch_shape\": [null, 4]},"
            + " \"inbound_nodes\": []}";
    String model = model("m0", input, "x");
    for (int i = 1; i < DEPTH; i++) {
      StringBuilder calls = new StringBuilder();
      for (int j = 0; j < 10; j++) {
        calls.append(j == 0 ? "" : ", ").append("[[[\"x\", 0, 0, {}]]]".substring(1, 18));
      }
      String inner =
          model.substring(0, model.length() - 1) + ", \"inbound_nodes\": [" + calls + "]}";
      model = model("m" + i, input + ", " + inner, "m" + (i - 1));
    }
    Path file = folder.resolve("models.json");
    Files.writeString(file, model);
    assertTrue(refusal(file).contains("call each other"), refusal(file));
  }

  private static String model(String name, String layers, String output) {
    return ("{\"class_name\": \"Functional\", \"name\": \"%1$s\", \"config\": {\"name\": \"%1$s\","
            + " \"layers\": [%2$s], \"input_layers\": [[\"x\", 0, 0]],"
            + " \"output_layers\": [[\"%3$s\", 0, 0]]}}")
        .formatted(name, layers, output);
  }

  private static String refusal(Path file) {
    return String.valueOf(
        assertThrows(UnreadableFileException.class, () -> Exchange.read(file)).getMessage());
  }
}
