package io.github.layerbook.exchange.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.inventory.StoredTensor.Role;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files of many kinds that torch 2.15, Keras 3.15 and h5py wrote, and some made by hand: each read
 * with as many parameters as the framework counts, or refused in words.
 */
class MoreModelFilesTest {
  @TempDir static Path folder;

  @TestFactory
  Stream<DynamicTest> filesAreReadOrRefused() throws IOException {
    ModelFiles files = ModelFiles.unpack("more", folder);
    return files.cases().stream()
        .map(
            expected ->
                DynamicTest.dynamicTest(
                    expected.get("file").asText(), () -> compare(files.folder(), expected)));
  }

  private static void compare(Path folder, JsonNode expected) {
    Optional<ReadNetwork> read =
        ModelFiles.judged(folder.resolve(expected.get("file").asText()), expected);
    if (read.isEmpty()) {
      return;
    }
    Optional<Inventory> inventory = read.get().inventory();
    if (expected.has("parameters")) {
      long parameters =
          read.get()
              .network()
              .map(network -> Report.of(network).total(Quantity.PARAMETERS).value())
              .or(() -> inventory.map(Inventory::parameters))
              .orElseThrow();
      assertEquals(expected.get("parameters").asLong(), parameters, "parameters");
    }
    if (expected.has("multiply_adds")) {
      assertEquals(
          expected.get("multiply_adds").asLong(),
          Report.of(read.get().network().orElseThrow()).total(Quantity.MULTIPLY_ADDS).value(),
          "multiply-adds");
    }
    if (expected.has("buffers") && inventory.isPresent() && read.get().network().isEmpty()) {
      assertEquals(expected.get("buffers").asLong(), inventory.get().count(Role.BUFFER), "buffers");
    }
    if (expected.has("tensors")) {
      Map<String, List<Long>> shapes = new TreeMap<>();
      expected
          .get("tensors")
          .properties()
          .forEach(entry -> shapes.put(entry.getKey(), ModelFiles.numbers(entry.getValue())));
      Map<String, List<Long>> found = new TreeMap<>();
      ModelFiles.tensors(inventory.orElseThrow())
          .forEach((name, tensor) -> found.put(name, tensor.shape()));
      assertEquals(shapes, found);
    }
  }
}
