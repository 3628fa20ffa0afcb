package io.github.layerbook.exchange.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.exchange.file.Exchange;
import io.github.layerbook.exchange.form.FileOptions;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.UnreadableFileException;
import io.github.layerbook.network.Network;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Graphs in operators of quantised and optimised files, with the parameters and multiply-adds of
 * the plain layers that they stand for; and graphs that leave extents open.
 */
class QuantizedOnnxTest {
  @TempDir static Path folder;

  @BeforeAll
  static void unpack() {
    OnnxFiles.unpacked("quantized.zip", folder);
  }

  @TestFactory
  Stream<DynamicTest> operatorsAreTheLayersThatTheyStandFor() {
    return OnnxFiles.truth(folder).stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.getKey(), () -> compare(each.getKey(), each.getValue())));
  }

  private static void compare(String name, JsonNode expected) {
    ReadNetwork read = Exchange.read(folder.resolve(name + ".onnx"));
    assertTrue(read.isWhole(), read::toString);
    Report report = Report.of(read.network().orElseThrow());
    assertEquals(expected.get("parameters").asLong(), report.total(Quantity.PARAMETERS).value());
    assertEquals(expected.get("macs").asLong(), report.total(Quantity.MULTIPLY_ADDS).value());
  }

  @ParameterizedTest
  @CsvSource({
    "qdq, 24 values, 10 tensors",
    "dynamic, 66 values, 4 tensors",
    "int4, 32 values, 2 tensors"
  })
  void scalesAndZeroPointsAreToldApart(String name, String values, String tensors) {
    String notes = Exchange.read(folder.resolve(name + ".onnx")).notes().toString();
    assertTrue(notes.contains("the file is quantised: " + values), notes);
    assertTrue(notes.contains(" in " + tensors + " are no parameters"), notes);
  }

  @Test
  void operatorsStayAsTheyAreInARawGraph() {
    FileOptions raw = new FileOptions(List.of(), Map.of(), true, "");
    String nodes = Exchange.read(folder.resolve("qlinear.onnx"), raw).inventory().toString();
    assertTrue(nodes.contains("QLinearConv"), nodes);
  }

  @Test
  void attentionThatIsOneOperatorIsALayer() {
    for (String name : List.of("ort_bert", "ort_qbert", "ort_mha", "att23", "attgqa")) {
      String layers = network(name, Map.of()).toString();
      assertTrue(layers.contains("attention"), () -> name + ": " + layers);
    }
  }

  @Test
  void openExtentsAreBoundByTheirNames() {
    assertEquals("32x48x3", input(network("unnamed_dims", Map.of("x_2", 32L, "x_3", 48L))));
    Map<String, Long> all = Map.of("n", 5L, "ch", 3L, "h", 4L, "w", 9L);
    assertEquals("4x9x3", input(network("channels_open", all)));
  }

  @Test
  void channelsThatAreOpenAreThoseOfTheFilters() {
    ReadNetwork read = Exchange.read(folder.resolve("channels_open.onnx"));
    assertEquals("224x224x3", input(read.network().orElseThrow()));
    assertTrue(
        read.notes().get(0).startsWith("h and w are open, taken as 224 and 224"), read::toString);
  }

  @Test
  void anExtentThatTheFileWasMadeWithIsFoundInIt() {
    ReadNetwork read = Exchange.read(folder.resolve("sequence_of_ten.onnx"));
    assertTrue(read.isWhole(), read::toString);
    assertTrue(read.notes().get(0).contains("seq is open, taken as 10"), read::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "unnamed_dims | x_9 | no extent is called x_9: open are x_0, x_2, x_3",
        "channels_open | batch | no extent is called batch: open are n, ch, h, w",
        "att23 | seq | no extent is called seq: open are N",
        "convinteger | N | no extent of the inputs is open, N least of all",
      })
  void anExtentThatTheFileHasNotIsRefusedWithThoseItHas(String name, String dim, String expected) {
    UnreadableFileException refusal =
        assertThrows(UnreadableFileException.class, () -> network(name, Map.of(dim, 7L)));
    assertEquals(name + ".onnx: " + expected, refusal.getMessage());
  }

  private static String input(Network network) {
    return network.applied().get(0).declaration().outputs().get(0).toString();
  }

  private static Network network(String name, Map<String, Long> dims) {
    FileOptions options = new FileOptions(List.of(), dims, false, "");
    return Exchange.read(folder.resolve(name + ".onnx"), options).network().orElseThrow();
  }
}
