package io.github.layerbook.exchange.keras.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.layerbook.exchange.file.Exchange;
import io.github.layerbook.exchange.file.ModelFiles;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.UnreadableFileException;
import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.inventory.StoredTensor;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Row;
import io.github.layerbook.report.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Keras's own files, with what Keras says of the models in them. */
class KerasFilesTest {
  /** Classes that stand for themselves: their own code is not in the file. */
  private static final Set<String> UNKNOWN = Set.of("Ripple", "Lambda");

  @TempDir static Path folder;

  @Test
  void aModelThatIsCalledOnNothingIsRefused() throws IOException {
    Path file = folder.resolve("nothing.json");
    Files.writeString(
        file,
        """
        {"class_name": "Functional", "config": {"name": "m", "trainable": true, "layers": [
          {"class_name": "InputLayer", "name": "x", "inbound_nodes": [],
           "config": {"name": "x", "batch_shape": [null, 4]}},
          {"class_name": "Sequential", "name": "s", "inbound_nodes": [{"args": [], "kwargs": {}}],
           "config": {"name": "s", "layers": [
             {"class_name": "Dense", "config": {"name": "d", "units": 2, "trainable": true}}]}}],
          "input_layers": [["x", 0, 0]], "output_layers": [["s", 0, 0]]}}
        """);
    UnreadableFileException refusal =
        assertThrows(UnreadableFileException.class, () -> Exchange.read(file));
    assertTrue(
        String.valueOf(refusal.getMessage()).contains("the model s is called without a tensor"),
        refusal::getMessage);
  }

  @TestFactory
  Stream<DynamicTest> modelsInTheirForms() throws IOException {
    return Stream.concat(tests("keras"), tests("keras2"));
  }

  private static Stream<DynamicTest> tests(String name) throws IOException {
    ModelFiles files = ModelFiles.unpack(name, folder.resolve(name));
    Map<String, JsonNode> byId =
        files.cases().stream()
            .collect(Collectors.toMap(each -> each.get("id").asText(), each -> each));
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode each : files.cases()) {
      JsonNode truth =
          each.has("same_as")
              ? Objects.requireNonNull(byId.get(each.get("same_as").asText()))
              : each;
      each.get("files")
          .properties()
          .forEach(
              form ->
                  tests.add(
                      DynamicTest.dynamicTest(
                          name + " " + form.getValue().asText(),
                          () -> {
                            Path file = plain(files.folder().resolve(form.getValue().asText()));
                            Optional<ReadNetwork> read =
                                ModelFiles.judged(file, verdict(each, form.getKey()));
                            if (read.isPresent()) {
                              compare(truth, read.get());
                              compareWeights(truth, form.getKey(), read.get());
                            }
                          })));
    }
    return tests.stream();
  }

  /** The weights of a model without layers are listed, though it cannot be built. */
  private static String verdict(JsonNode each, String form) {
    boolean subclassed = each.path("id").asText().startsWith("subclassed");
    return subclassed && !form.equals("json") ? "partly" : each.get("verdict").asText();
  }

  /** Unpacks a configuration that is compressed. */
  private static Path plain(Path file) throws IOException {
    if (!file.toString().endsWith(".gz")) {
      return file;
    }
    Path plain = Path.of(file.toString().replace(".gz", ""));
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      Files.write(plain, in.readAllBytes());
    }
    return plain;
  }

  @TestFactory
  Stream<DynamicTest> modelsOfKerasApplications() throws IOException {
    ModelFiles files = ModelFiles.unpack("keras-applications", folder.resolve("applications"));
    JsonNode rows =
        new ObjectMapper()
            .readTree(
                new GZIPInputStream(
                    Files.newInputStream(files.folder().resolve("layers.json.gz"))));
    return files.cases().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.get("id").asText(),
                    () -> {
                      Path file = plain(files.folder().resolve(each.get("file").asText()));
                      ReadNetwork read = ModelFiles.judged(file, each).orElseThrow();
                      compare(each, read);
                      JsonNode listed = rows.path(each.get("id").asText());
                      assertTrue(listed.isArray(), "rows");
                      compareRows(listed, report(read));
                    }));
  }

  @TestFactory
  Stream<DynamicTest> brokenFiles() throws IOException {
    ModelFiles files = ModelFiles.unpack("keras-bad", folder.resolve("bad"));
    return files.cases().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.get("file").asText(),
                    () ->
                        ModelFiles.judged(files.folder().resolve(each.get("file").asText()), each)
                            .filter(read -> each.has("params") && read.network().isPresent())
                            .ifPresent(
                                read ->
                                    assertEquals(
                                        each.get("params").asLong(),
                                        report(read).rows().stream()
                                            .mapToLong(KerasFilesTest::parameters)
                                            .sum()))));
  }

  private static Report report(ReadNetwork read) {
    return Report.of(read.network().orElseThrow(), Settings.DEFAULT.frozen(read.frozen()));
  }

  private static void compare(JsonNode truth, ReadNetwork read) {
    if (!truth.has("layers") && !truth.has("rows")) {
      return;
    }
    Report report = report(read);
    if (read.problems().isEmpty() && truth.has("trainable")) {
      boolean notedOtherwise = truth.has("params_by_configuration");
      long params =
          notedOtherwise
              ? truth.get("params_by_configuration").asLong()
              : truth.get("params").asLong();
      assertEquals(params, report.rows().stream().mapToLong(KerasFilesTest::parameters).sum());
      if (!notedOtherwise) {
        assertEquals(
            truth.get("trainable").asLong(), report.total(Quantity.TRAINABLE).value(), "trainable");
      }
    }
    if (truth.get("layers") != null && truth.get("layers").isArray()) {
      compareLayers(truth.get("layers"), "", report);
    } else if (truth.has("rows")) {
      compareRows(truth.get("rows"), report);
    }
  }

  /** Files with weights agree with their configurations, or hold what these do not say. */
  private static void compareWeights(JsonNode truth, String form, ReadNetwork read) {
    boolean differs = read.notes().toString().contains("the file holds");
    assertEquals(truth.has("params_by_configuration") && form.equals("keras"), differs);
    if (!form.equals("json") && !read.problems().isEmpty()) {
      Inventory inventory = read.inventory().orElseThrow();
      long held = inventory.parameters() + inventory.count(StoredTensor.Role.BUFFER);
      assertEquals(truth.get("params").asLong(), held);
      if (truth.has("non_trainable") && !truth.get("id").asText().startsWith("custom")) {
        assertEquals(
            truth.get("non_trainable").asLong(), inventory.count(StoredTensor.Role.BUFFER));
      }
    }
  }

  private static void compareLayers(JsonNode layers, String block, Report report) {
    for (JsonNode layer : layers) {
      String path = path(block, layer.get("name").asText());
      if (layer.has("layers")) {
        compareLayers(layer.get("layers"), path, report);
      } else if (report.row(path).isPresent()
          && layer.path("calls").asInt(1) == 1
          && !UNKNOWN.contains(layer.get("class").asText())) {
        Row row = report.row(path).get();
        assertEquals(layer.path("params").asLong(0), parameters(row), path);
        if (block.isEmpty() && !layer.get("out").get(0).isArray()) {
          assertShape(layer.get("out"), row, path);
        }
      }
    }
  }

  private static void compareRows(JsonNode rows, Report report) {
    for (JsonNode each : rows) {
      String path = path("", each.get(0).asText());
      Row row = report.row(path).orElse(null);
      if (row == null) {
        assertEquals(
            each.get(3).asLong(0),
            report.rows().stream()
                .filter(inner -> inner.node().path().startsWith(path + "."))
                .mapToLong(KerasFilesTest::parameters)
                .sum(),
            path);
      } else {
        assertEquals(each.get(3).asLong(0), parameters(row), path);
        assertShape(each.get(2), row, path);
      }
    }
  }

  private static String path(String block, String name) {
    String plain = name.replaceAll("[^\\p{L}0-9_-]", "_");
    return block.isEmpty() ? plain : block + "." + plain;
  }

  /** What Keras counts: weights and running statistics, without PyTorch's counters. */
  private static long parameters(Row row) {
    if (!row.node().weightsOf().isEmpty()) {
      return 0;
    }
    return row.declaration().tensors().stream()
        .filter(tensor -> !tensor.name().equals("num_batches_tracked"))
        .mapToLong(tensor -> tensor.count().value())
        .sum();
  }

  private static void assertShape(JsonNode expected, Row row, String path) {
    Shape shape = row.declaration().outputs().get(0).evaluated();
    List<Long> ours = new ArrayList<>();
    shape.axes().forEach(axis -> ours.add(axis.size().value()));
    List<Long> theirs = ModelFiles.numbers(expected);
    theirs.remove(0);
    if (!theirs.contains(-1L)) {
      Collections.sort(ours);
      Collections.sort(theirs);
      ours.removeIf(extent -> extent == 1);
      theirs.removeIf(extent -> extent == 1);
      assertEquals(theirs, ours, path);
    }
  }
}
