package io.github.layerbook.exchange.checkpoint.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.exchange.file.Exchange;
import io.github.layerbook.exchange.file.ModelFiles;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.inventory.StoredTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class TorchFileTest {
  @TempDir static Path folder;

  @TestFactory
  Stream<DynamicTest> files() throws IOException {
    ModelFiles files = ModelFiles.unpack("torch", folder);
    return files.cases().stream()
        .map(
            expected ->
                DynamicTest.dynamicTest(
                    expected.get("file").asText(),
                    () ->
                        ModelFiles.judged(folder.resolve(expected.get("file").asText()), expected)
                            .ifPresent(read -> compare(expected, read))));
  }

  @Test
  void anIndexOfSeveralFilesLeadsToThem(@TempDir Path shards) throws IOException {
    Path files = ModelFiles.unpack("torch", shards.resolve("torch")).folder();
    Files.copy(files.resolve("from_cuda.pt"), shards.resolve("pytorch_model-00001-of-00002.bin"));
    Path index = shards.resolve("pytorch_model.bin.index.json");
    Files.writeString(
        index,
        """
        {"metadata": {"total_size": 664}, "weight_map": {
          "features.0.weight": "pytorch_model-00001-of-00002.bin",
          "gone.weight": "pytorch_model-00002-of-00002.bin"}}""");
    ReadNetwork read = Exchange.read(index);
    assertEquals(11, ModelFiles.tensors(read.inventory().orElseThrow()).size());
    assertTrue(
        read.problems()
            .get(read.problems().size() - 1)
            .message()
            .contains("pytorch_model-00002-of-00002.bin is missing, with gone.weight"),
        read.problems().toString());
  }

  private static void compare(JsonNode expected, ReadNetwork read) {
    Inventory inventory = read.inventory().orElseThrow();
    Map<String, StoredTensor> tensors = ModelFiles.tensors(inventory);
    String model = expected.path("model_at").asText("");
    String prefix = model.isEmpty() ? "" : model + "/";
    int compared = 0;
    for (JsonNode tensor : expected.path("tensors")) {
      String name = tensor.get(0).asText();
      if (name.startsWith(prefix)) {
        StoredTensor found = Objects.requireNonNull(tensors.get(name.substring(prefix.length())));
        assertEquals(tensor.get(1).asText(), found.type(), tensor.toString());
        assertEquals(ModelFiles.numbers(tensor.get(2)), found.shape(), tensor.toString());
        assertEquals(Optional.of(tensor.get(3).asLong()), found.bytes(), tensor.toString());
        compared++;
      }
    }
    if (expected.has("tensors")) {
      assertEquals(compared, tensors.size());
    }
    if (expected.has("parameters")) {
      assertEquals(expected.get("parameters").asLong(), inventory.parameters());
      assertTrue(read.notes().contains("the model stands under " + model), read.notes().toString());
    }
    for (JsonNode tied : expected.path("tied")) {
      StoredTensor second = Objects.requireNonNull(tensors.get(tied.get(1).asText()));
      assertEquals(Optional.of(tied.get(0).asText()), second.tiedTo());
    }
  }
}
