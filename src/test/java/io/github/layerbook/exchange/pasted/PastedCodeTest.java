package io.github.layerbook.exchange.pasted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.exchange.form.Problem;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Code that people paste gives the network that the framework would run. */
class PastedCodeTest {
  @TestFactory
  Stream<DynamicTest> codeGivesWhatTheFrameworkCounts() throws IOException {
    return Pasted.expected().properties().stream()
        .map(entry -> dynamicTest(entry.getKey(), () -> check(entry.getKey(), entry.getValue())));
  }

  private static void check(String name, JsonNode expected) throws IOException {
    ReadNetwork read = PastedText.read(Pasted.text(name), ReadingOptions.NONE);
    assertEquals(List.of(), read.problems());
    Network network = read.network().orElseThrow();
    Totals totals = Totals.of(network);
    boolean keras = name.startsWith("keras");
    long untrained = expected.get("nonTrainable").asLong();
    assertEquals(
        expected.get("parameters").asLong() - (keras ? untrained : 0),
        totals.parameters() + read.unusedParameters());
    assertEquals(keras ? untrained : expected.path("buffers").asLong(0), totals.buffers());
    if (expected.has("parametersUsed")) {
      assertEquals(expected.get("parametersUsed").asLong(), totals.parameters());
    }
    assertEquals(expected.get("macs").asLong(), totals.multiplyAdds());
    AxisOrder order = keras ? AxisOrder.HWC : AxisOrder.CHW;
    List<Applied> all = network.applied();
    assertEquals(extents(expected.get("output")), extents(all.get(all.size() - 1), order));
    checkLayers(expected.get("layers"), all, order, keras);
  }

  /** The layers of the framework stand in the order of use, among those that are functions. */
  private static void checkLayers(
      JsonNode layers, List<Applied> all, AxisOrder order, boolean keras) {
    int next = 0;
    for (JsonNode layer : layers) {
      // Keras lists a model's layers by their distance from its output.
      next = keras ? 0 : next;
      String path = layer.get("name").asText();
      boolean again = layer.path("again").asBoolean();
      while (next < all.size() && !isNamed(all.get(next).node().path(), path, again)) {
        next++;
      }
      assertTrue(next < all.size(), path);
      Applied found = all.get(next++);
      boolean activated =
          next < all.size() && all.get(next).node().path().equals(path + "_activation");
      Applied last = activated ? all.get(next++) : found;
      assertEquals(extents(layer.get("output")), extents(last, order), path);
      long counted = Totals.parameters(found) + (keras ? Totals.buffers(found) : 0);
      assertEquals(layer.get("parameters").asLong(), counted, path);
    }
  }

  private static boolean isNamed(String path, String name, boolean again) {
    return again ? path.matches(java.util.regex.Pattern.quote(name) + "_\\d+") : path.equals(name);
  }

  private static String extents(JsonNode extents) {
    List<String> all = new ArrayList<>();
    extents.forEach(extent -> all.add(extent.asText()));
    return String.join("x", all);
  }

  private static String extents(Applied applied, AxisOrder order) {
    return applied.output().toString(order);
  }

  @Test
  void modulesThatAreNeverCalledAreSaid() throws IOException {
    ReadNetwork read = PastedText.read(Pasted.text("torch-module-3.txt"), ReadingOptions.NONE);
    assertEquals(List.of(new ReadNetwork.Unused("old", "Linear", 32_832)), read.unused());
    assertTrue(read.notes().contains("forward never uses old (32,832 parameters)"));
  }

  /** What forward ends with is in no layer after it that could miss it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "self.head(self.conv(x))",
        "x.blend(self.conv(x))",
        "F.blend(self.conv(x))",
        "blend(self.conv(x))"
      })
  void whatForwardReturnsAndIsNotKnownIsSaid(String returned) {
    String text =
        """
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.conv = nn.Conv2d(3, 4, 3)
                self.head = Head(4)

            def forward(self, x):
                return %s
        """;
    ReadNetwork read =
        PastedText.read(text.formatted(returned), ReadingOptions.NONE.input(3L, 8L, 8L));
    assertEquals(112, Totals.of(read.network().orElseThrow()).parameters());
    assertTrue(
        Stream.concat(read.notes().stream(), read.problems().stream().map(Problem::toString))
            .anyMatch(said -> said.contains("Head") || said.contains("blend")),
        read::toString);
  }

  @Test
  void aCallAndAnInputAreTaken() throws IOException {
    ReadNetwork read =
        PastedText.read(
            Pasted.text("torch-module-1.txt"),
            ReadingOptions.NONE.call("DigitNet(classes=26)").input(1L, 28L, 28L));
    assertEquals(83_144, Totals.of(read.network().orElseThrow()).parameters());
  }

  @Test
  void anInputThatDoesNotFitIsAnErrorOfTheLine() throws IOException {
    ReadNetwork read =
        PastedText.read(Pasted.text("torch-module-1.txt"), ReadingOptions.NONE.input(1L, 40L, 40L));
    assertFalse(read.isWhole());
    assertEquals(14, read.problems().get(0).line(), read.problems()::toString);
    assertTrue(read.network().isPresent(), "what stands before is kept");
  }
}
