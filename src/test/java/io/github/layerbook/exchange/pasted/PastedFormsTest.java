package io.github.layerbook.exchange.pasted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.Network;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Configurations, lectures, papers and sentences give the networks that they describe. */
class PastedFormsTest {
  /** Texts that do not tell enough for a network. */
  private static final List<String> WITHOUT_NETWORK =
      List.of("dl4j-summary-1.txt", "lecture-pattern-1.txt", "llm-spec-1.txt", "formula-1.txt");

  @TestFactory
  Stream<DynamicTest> textsGiveWhatTheyDescribe() throws IOException {
    return Pasted.expectedForms().properties().stream()
        .filter(entry -> !WITHOUT_NETWORK.contains(entry.getKey()))
        .map(entry -> dynamicTest(entry.getKey(), () -> check(entry.getKey(), entry.getValue())));
  }

  private static void check(String name, JsonNode expected) throws IOException {
    ReadingOptions options =
        expected.path("inputInText").isBoolean()
            ? ReadingOptions.NONE.input(longs(expected.get("input").get(0)).toArray(Long[]::new))
            : ReadingOptions.NONE;
    ReadNetwork read = PastedText.read(Pasted.text("forms/" + name), options);
    assertEquals(List.of(), read.problems());
    Network network = read.network().orElseThrow();
    Totals totals = Totals.of(network);
    JsonNode parameters =
        expected.has("parametersWithBatchNormAndFcBias")
            ? expected.get("parametersWithBatchNormAndFcBias")
            : expected.get("parameters");
    assertEquals(parameters.asLong(), totals.parameters(), network::toString);
    assertEquals(expected.get("macs").asLong(), totals.multiplyAdds(), network::toString);
    if (expected.has("buffers")) {
      assertEquals(expected.get("buffers").asLong(), totals.buffers());
    }
    List<Applied> all = network.applied();
    assertEquals(longs(expected.get("output")), extents(all.get(all.size() - 1)));
    checkLayers(expected.path("layers"), all, expected.has("weights"));
    expected
        .path("outputs")
        .properties()
        .forEach(
            output ->
                assertTrue(
                    all.stream()
                        .anyMatch(
                            layer ->
                                layer.node().path().startsWith(output.getKey())
                                    && extents(layer).equals(longs(output.getValue()))),
                    output::getKey));
  }

  /** The layers that have parameters or another shape than their input stand in this order. */
  private static void checkLayers(JsonNode layers, List<Applied> all, boolean weightsOnly) {
    int next = 0;
    for (JsonNode layer : layers) {
      long parameters = layer.get("parameters").asLong();
      List<Long> output = longs(layer.get("output"));
      while (next < all.size()
          && !(extents(all.get(next)).equals(output)
              && (Totals.parameters(all.get(next)) == parameters
                  || (weightsOnly && weights(all.get(next)) == parameters)))) {
        next++;
      }
      String type = layer.get("type").asText();
      assertTrue(next < all.size() || type.equals("Flatten"), layer::toString);
      next = type.equals("Flatten") && next == all.size() ? 0 : next;
    }
  }

  private static long weights(Applied applied) {
    return applied.tensors().stream()
        .filter(tensor -> tensor.kind() == io.github.layerbook.layer.Tensor.Kind.WEIGHT)
        .mapToLong(tensor -> tensor.count().value())
        .sum();
  }

  private static List<Long> extents(Applied applied) {
    return applied.output().sizes(AxisOrder.CHW).stream().map(size -> size.value()).toList();
  }

  private static List<Long> longs(JsonNode numbers) {
    List<Long> all = new ArrayList<>();
    numbers.forEach(number -> all.add(number.asLong()));
    return all;
  }
}
