package io.github.layerbook.exchange.huggingface;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.Network;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Holds every configuration to what the library builds from it. */
class ConfigurationTruthTest {
  @TestFactory
  Stream<DynamicTest> aConfigurationBuildsWhatTheLibraryBuilds() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Map.Entry<String, JsonNode> model : Truth.EXPECTED.properties()) {
      for (JsonNode config : model.getValue().path("configs")) {
        tests.add(
            DynamicTest.dynamicTest(
                config.asText(), () -> check(config.asText(), model.getValue())));
      }
    }
    return tests.stream();
  }

  private static void check(String config, JsonNode expected) {
    for (Map.Entry<String, JsonNode> total : expected.path("flops").path("total").properties()) {
      Network network = network(config, total.getKey(), expected);
      Report report = Report.of(network);
      assertEquals(
          new TreeMap<>(Truth.shapes(expected.path("tensors"))),
          tensors(network, false),
          "names and shapes of parameters");
      assertEquals(
          expected.path("parameters").longValue(),
          report.total(Quantity.PARAMETERS).value(),
          "parameters");
      assertEquals(
          new TreeMap<>(Truth.shapes(expected.path("buffers").path("list"))),
          tensors(network, true),
          "names and shapes of buffers");
      assertEquals(
          expected.path("buffers").path("elements").longValue(),
          report.total(Quantity.BUFFERS).value(),
          "buffers");
      JsonNode active = expected.path("active");
      if (active.isObject()) {
        assertEquals(
            active.path("parameters").longValue(),
            report.total(Quantity.ACTIVE).value(),
            "active parameters");
        assertEquals(
            active.path("without_input_embedding").longValue(),
            report.total(Quantity.ACTIVE_WITHOUT_EMBEDDING).value(),
            "active parameters without the input embedding");
      }
      assertEquals(
          total.getValue().longValue(),
          2 * report.total(Quantity.MULTIPLY_ADDS).value()
              + LibraryWork.more(network, expected.path("model_type").asText()),
          "operations of matrix products with %s tokens".formatted(total.getKey()));
    }
  }

  @TestFactory
  Stream<DynamicTest> itsNotationIsReadBack() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Map.Entry<String, JsonNode> model : Truth.EXPECTED.properties()) {
      String config = model.getValue().path("configs").path(0).asText();
      tests.add(
          DynamicTest.dynamicTest(
              config,
              () -> {
                ReadNetwork read =
                    HuggingFace.form()
                        .read(Truth.CONFIGS.path(config).toString(), ReadingOptions.NONE);
                Network network = read.network().orElseThrow();
                assertEquals(network, Notation.standard().parse(network.toString()).network());
              }));
    }
    return tests.stream();
  }

  private static Network network(String config, String tokens, JsonNode expected) {
    ReadingOptions options = ReadingOptions.NONE;
    if (!tokens.equals("image")) {
      List<Long> length = List.of(Long.parseLong(tokens));
      String encoder = expected.path("flops").path("encoder_input").asText();
      options =
          encoder.endsWith("tokens")
              ? new ReadingOptions("", List.of(List.of(24L), length), "")
              : new ReadingOptions("", List.of(length), "");
    }
    ReadNetwork read = HuggingFace.form().read(Truth.CONFIGS.path(config).toString(), options);
    assertEquals(List.of(), read.problems());
    return read.network().orElseThrow();
  }

  private static Map<String, List<Long>> tensors(Network network, boolean buffers) {
    Map<String, List<Long>> tensors = new TreeMap<>();
    for (Applied applied : network.applied()) {
      for (Tensor tensor : applied.tensors()) {
        if (tensor.isParameter() != buffers) {
          List<Long> shape = tensor.extents().stream().map(Size::value).toList();
          assertTrue(tensors.put(applied.name(tensor), shape) == null, applied.name(tensor));
        }
      }
    }
    return tensors;
  }
}
