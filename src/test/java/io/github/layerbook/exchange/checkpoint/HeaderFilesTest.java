package io.github.layerbook.exchange.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.exchange.file.Exchange;
import io.github.layerbook.exchange.file.ModelFiles;
import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.inventory.StoredTensor;
import io.github.layerbook.inventory.StoredTensor.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Files whose header lists their tensors: safetensors and GGUF. */
class HeaderFilesTest {
  @TempDir static Path folder;

  @TestFactory
  Stream<DynamicTest> safetensors() throws IOException {
    return tests("safetensors");
  }

  @TestFactory
  Stream<DynamicTest> gguf() throws IOException {
    return tests("gguf");
  }

  private static Stream<DynamicTest> tests(String name) throws IOException {
    ModelFiles files = ModelFiles.unpack(name, folder.resolve(name));
    return files.cases().stream()
        .map(
            expected ->
                DynamicTest.dynamicTest(
                    expected.get("file").asText(), () -> compare(files.folder(), expected)));
  }

  private static void compare(Path folder, JsonNode expected) {
    ModelFiles.judged(folder.resolve(expected.get("file").asText()), expected)
        .ifPresent(
            read -> {
              Inventory inventory = read.inventory().orElseThrow();
              if (expected.has("tensors")) {
                assertTensors(expected.get("tensors"), inventory);
              }
              if (expected.has("parameters")) {
                assertEquals(expected.get("parameters").asLong(), inventory.parameters());
              }
              if (expected.has("buffers")) {
                assertEquals(expected.get("buffers").asLong(), inventory.count(Role.BUFFER));
              }
              expected
                  .path("tied")
                  .forEach(
                      tie ->
                          assertTrue(
                              read.notes().toString().contains(tie.get(1).asText()),
                              read.notes().toString()));
              if (expected.has("has_output")) {
                boolean noted = read.notes().toString().contains("the head uses");
                boolean generates = expected.get("count").asLong() > 0;
                assertEquals(generates && !expected.get("has_output").asBoolean(), noted);
              }
            });
  }

  private static void assertTensors(JsonNode expected, Inventory inventory) {
    Map<String, StoredTensor> tensors = ModelFiles.tensors(inventory);
    assertEquals(expected.size(), tensors.size());
    for (JsonNode tensor : expected) {
      StoredTensor found = Objects.requireNonNull(tensors.get(tensor.get(0).asText()));
      assertEquals(tensor.get(1).asText(), found.type(), tensor.toString());
      assertEquals(ModelFiles.numbers(tensor.get(2)), found.shape(), tensor.toString());
      assertEquals(Optional.of(tensor.get(3).asLong()), found.bytes(), tensor.toString());
    }
  }

  @Test
  void everyPartOfASplitFileLeadsToTheOthers() throws IOException {
    Path files = ModelFiles.unpack("gguf", folder.resolve("split")).folder();
    for (int i = 1; i <= 3; i++) {
      Path part = files.resolve("wagtail-0000%d-of-00003.gguf".formatted(i));
      assertEquals(12, ModelFiles.tensors(Exchange.read(part).inventory().orElseThrow()).size());
    }
  }

  @Test
  void oneFileOfSeveralSaysWhichAreMissing() throws IOException {
    Path files = ModelFiles.unpack("safetensors", folder.resolve("one")).folder();
    String shard = "model-00001-of-00002.safetensors";
    assertEquals(
        "this is file 1 of 2 of a model; missing: model-00002-of-00002.safetensors",
        Exchange.read(files.resolve("bad_index_missing_shard/" + shard)).notes().get(0));
    assertEquals(
        "this is file 1 of 2 of a model; its index lists all",
        Exchange.read(files.resolve("bad_index_total/" + shard)).notes().get(0));
  }

  @Test
  void layersStandInTheOrderOfTheirNumbers() {
    List<FileTensor> tensors =
        Stream.of("h.10.w", "h.2.w", "h.1.w.10", "h.02.w", "h.1.w", "a9", "a10", "b", "")
            .map(name -> FileTensor.of(name, "F32", List.of(), 4))
            .toList();
    assertEquals(
        List.of("", "a9", "a10", "b", "h.1.w", "h.1.w.10", "h.02.w", "h.2.w", "h.10.w"),
        TensorOrder.natural(tensors).stream().map(FileTensor::name).toList());
  }
}
