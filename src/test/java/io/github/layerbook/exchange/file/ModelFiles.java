package io.github.layerbook.exchange.file;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.UnreadableFileException;
import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.inventory.InventoryLayer;
import io.github.layerbook.inventory.StoredTensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Model files that the frameworks themselves wrote, and broken ones, with what is true of them.
 *
 * @param folder where they are unpacked
 * @param cases what {@code expected.json} says of them
 */
public record ModelFiles(Path folder, List<JsonNode> cases) {
  /** Unpacks the files of a name from the test resources. */
  public static ModelFiles unpack(String name, Path to) throws IOException {
    try (InputStream in = ModelFiles.class.getResourceAsStream("/files/" + name + ".zip");
        ZipInputStream zip = new ZipInputStream(Objects.requireNonNull(in))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = to.resolve(entry.getName());
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, zip.readAllBytes());
      }
    }
    List<JsonNode> cases = new ArrayList<>();
    new ObjectMapper()
        .readTree(to.resolve("expected.json").toFile())
        .get("cases")
        .forEach(cases::add);
    return new ModelFiles(to, cases);
  }

  /**
   * Reads a file and compares what comes of it with its verdict: {@code reads}, {@code warn},
   * {@code partly}, {@code refuse}, or several with “or” between.
   *
   * @return what was read; empty if it was refused, which was right
   */
  public static Optional<ReadNetwork> judged(Path file, JsonNode expected) {
    return judged(file, expected.get("verdict").asText());
  }

  /** Reads a file and compares what comes of it with a verdict. */
  public static Optional<ReadNetwork> judged(Path file, String verdict) {
    try {
      ReadNetwork read = Exchange.read(file);
      boolean sound = read.problems().isEmpty();
      assertTrue(
          sound
              ? verdict.contains("reads")
              : verdict.contains("warn") || verdict.contains("partly"),
          () -> verdict + ", but was read: " + read.notes() + read.problems());
      return Optional.of(read);
    } catch (UnreadableFileException e) {
      String message = String.valueOf(e.getMessage());
      if (!verdict.contains("refuse")) {
        fail(verdict + ", but: " + message);
      }
      assertTrue(message.startsWith(String.valueOf(file.getFileName())), message);
      assertTrue(message.length() < 600 && !message.contains("\n"), message);
      assertFalse(message.contains("Exception"), message);
      return Optional.empty();
    }
  }

  /** Returns an inventory's tensors by their whole names. */
  public static Map<String, StoredTensor> tensors(Inventory inventory) {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    for (InventoryLayer layer : inventory.layers()) {
      layer.tensors().forEach(tensor -> tensors.put(layer.nameOf(tensor), tensor));
    }
    return tensors;
  }

  /** Returns numbers of a JSON list. */
  public static List<Long> numbers(JsonNode list) {
    List<Long> numbers = new ArrayList<>();
    list.forEach(number -> numbers.add(number.asLong()));
    return numbers;
  }
}
