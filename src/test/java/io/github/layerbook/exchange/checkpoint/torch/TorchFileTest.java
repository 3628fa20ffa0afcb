package io.github.layerbook.exchange.checkpoint.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.exchange.file.ModelFiles;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.inventory.StoredTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
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

  private static void compare(JsonNode expected, ReadNetwork read) {
    Inventory inventory = read.inventory().orElseThrow();
    Map<String, StoredTensor> tensors = ModelFiles.tensors(inventory);
    String model = expected.path("model_at").asText("");
    String prefix = model.isEmpty() ? "" : model + "/";
    int compared = 0;
    for (JsonNode tensor : expected.path("tensors")) {
      String name = tensor.get(0).asText();
      if (name.startsWith(prefix)) {
        StoredTensor found = tensors.get(name.substring(prefix.length()));
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
      assertEquals(Optional.of(tied.get(0).asText()), tensors.get(tied.get(1).asText()).tiedTo());
    }
  }
}
