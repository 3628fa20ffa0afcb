package io.github.layerbook.exchange.checkpoint.exported;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.exchange.container.JsonText;
import io.github.layerbook.exchange.container.ZipArchive;
import io.github.layerbook.exchange.file.ModelFiles;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.inventory.StoredTensor;
import io.github.layerbook.inventory.StoredTensor.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class ExportedProgramTest {
  @TempDir static Path folder;

  @TestFactory
  Stream<DynamicTest> programs() throws IOException {
    ModelFiles files = ModelFiles.unpack("pt2", folder);
    return files.cases().stream()
        .map(
            expected -> {
              Path file = folder.resolve(expected.get("file").asText());
              return DynamicTest.dynamicTest(
                  expected.get("file").asText(),
                  () -> {
                    var read = ModelFiles.judged(file, expected);
                    if (read.isPresent() && expected.has("parameters")) {
                      compare(expected, read.get());
                      compareNodes(expected, file);
                    }
                  });
            });
  }

  private static void compare(JsonNode expected, ReadNetwork read) {
    Inventory inventory = read.inventory().orElseThrow();
    Map<String, StoredTensor> tensors = ModelFiles.tensors(inventory);
    for (Role role : List.of(Role.TRAINED, Role.BUFFER)) {
      JsonNode listed = expected.get(role == Role.TRAINED ? "parameters" : "buffers");
      for (JsonNode each : listed) {
        StoredTensor found = Objects.requireNonNull(tensors.get(each.get(0).asText()));
        assertEquals(role, found.role(), each.toString());
        assertEquals(each.get(1).asText(), found.type(), each.toString());
        assertEquals(ModelFiles.numbers(each.get(2)), found.shape(), each.toString());
      }
    }
    assertEquals(expected.get("parameter_count").asLong(), inventory.parameters());
    assertEquals(expected.get("buffer_count").asLong(), inventory.count(Role.BUFFER));
    for (JsonNode input : expected.get("inputs")) {
      String name = "input " + input.get(0).asText() + ": " + input.get(1).asText() + " ";
      assertTrue(
          read.notes().contains(name + shape(input.get(2))), () -> name + read.notes().toString());
    }
  }

  private static void compareNodes(JsonNode expected, Path file) throws IOException {
    try (ZipArchive zip = ZipArchive.open(file)) {
      String name =
          zip.names().stream()
              .filter(each -> each.endsWith("models/model.json") || each.endsWith("program.json"))
              .findFirst()
              .orElseThrow();
      ExportedGraph graph =
          ExportedGraph.of(JsonText.tree(zip.read(name, 1 << 24), file, name), file);
      List<String> ours = new ArrayList<>();
      for (GraphNode node : graph.nodes()) {
        String value = node.outputs().get(0);
        ours.add(
            value
                + " "
                + node.operator()
                + " "
                + Objects.requireNonNull(graph.values().get(value)).shape());
      }
      List<String> theirs = new ArrayList<>();
      expected
          .get("shapes")
          .forEach(
              each ->
                  theirs.add(
                      each.get(0).asText()
                          + " "
                          + each.get(1).asText()
                          + " "
                          + shape(each.get(2))));
      assertEquals(theirs, ours);
    }
  }

  private static List<String> shape(JsonNode extents) {
    List<String> shape = new ArrayList<>();
    extents.forEach(extent -> shape.add(extent.asText()));
    return shape;
  }
}
