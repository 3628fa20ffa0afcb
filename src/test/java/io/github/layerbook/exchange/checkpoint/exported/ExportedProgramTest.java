package io.github.layerbook.exchange.checkpoint.exported;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.exchange.container.JsonText;
import io.github.layerbook.exchange.container.ZipArchive;
import io.github.layerbook.exchange.file.Exchange;
import io.github.layerbook.exchange.file.ModelFiles;
import io.github.layerbook.exchange.form.FileOptions;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.UnreadableFileException;
import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.inventory.StoredTensor;
import io.github.layerbook.inventory.StoredTensor.Role;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.NetworkException;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
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

  /**
   * Parameters and multiply-adds are PyTorch's, with the sizes that its FlopCounter was run on, less
   * what is computed once of weights alone.
   */
  @TestFactory
  Stream<DynamicTest> programsAreTheNetworksThatTheyCameFrom() throws IOException {
    ModelFiles files = ModelFiles.unpack("programs", folder);
    return files.cases().stream()
        .map(
            expected ->
                DynamicTest.dynamicTest(
                    expected.get("file").asText(),
                    () -> compareNetwork(expected, folder.resolve(expected.get("file").asText()))));
  }

  private static void compareNetwork(JsonNode expected, Path file) {
    ReadNetwork read = Exchange.read(file);
    Network network = read.network().orElseThrow(() -> new AssertionError(read.notes()));
    long parameters = Report.of(network).total(Quantity.PARAMETERS).value();
    assertEquals(expected.get("params").asLong(), parameters + read.unusedParameters());
    long batch = expected.get("batch").asLong();
    long each = expected.get("flops").asLong() - expected.path("once").asLong();
    assertEquals(each, 2 * batch * macs(network));
    for (Map.Entry<String, JsonNode> open : expected.path("open").properties()) {
      Map<String, Long> sizes = new LinkedHashMap<>();
      Network changed = network;
      for (String size : open.getKey().split(",", -1)) {
        String[] dim = size.split("=", -1);
        sizes.put(dim[0], Long.parseLong(dim[1]));
        changed = changed.withDim(dim[0], Long.parseLong(dim[1]));
      }
      assertEquals(open.getValue().asLong(), 2 * batch * macs(changed), open.getKey());
      assertEquals(
          Exchange.read(file, FileOptions.NONE.dims(sizes)).network().orElseThrow(), changed);
    }
  }

  private static long macs(Network network) {
    return Report.of(network).total(Quantity.MULTIPLY_ADDS).value();
  }

  @Test
  void sizesBeyondAProgramsLimitsAreRefused() throws IOException {
    ModelFiles.unpack("programs", folder);
    Path file = folder.resolve("sdpa_dyn.pt2");
    Network network = Exchange.read(file).network().orElseThrow();
    NetworkException refusal =
        assertThrows(NetworkException.class, () -> network.withDim("s27", 513));
    assertTrue(String.valueOf(refusal.getMessage()).contains("s27 is 2 to 512"));
    UnreadableFileException unknown =
        assertThrows(
            UnreadableFileException.class,
            () -> Exchange.read(file, FileOptions.NONE.dims(Map.of("length", 3L))));
    assertEquals("sdpa_dyn.pt2: no size is called length: open are s27", unknown.getMessage());
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
