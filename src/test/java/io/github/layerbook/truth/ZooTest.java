package io.github.layerbook.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.Network;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.zoo.Zoo;
import io.github.layerbook.zoo.ZooEntry;
import io.github.layerbook.zoo.ZooEntry.Origin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The zoo's networks are torchvision's, to the last parameter and multiply-add. */
class ZooTest {
  /** Names in the reference file that stand for a network under another name. */
  private static final Map<String, String> NAMES =
      Map.of("googlenet+aux", "googlenet_aux", "inception_v3+aux", "inception_v3_aux");

  @TestFactory
  Stream<DynamicTest> agreesWithTorchvision() throws IOException {
    JsonNode models = ReferenceFile.read("zoo").get("models");
    List<String> run = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    Stream<DynamicTest> each =
        models.properties().stream()
            .map(
                model ->
                    dynamicTest(
                        model.getKey(),
                        () -> {
                          String name = NAMES.getOrDefault(model.getKey(), model.getKey());
                          if (Zoo.find(name).isPresent()) {
                            run.add(name);
                            check(model.getValue(), Zoo.network(name));
                          } else {
                            missing.add(name);
                          }
                        }));
    return Stream.concat(
        each, Stream.of(dynamicTest("all are run", () -> summarise(run, missing))));
  }

  private static void summarise(List<String> run, List<String> missing) {
    System.out.printf("zoo: %d of torchvision's models run%n", run.size());
    Set<String> unheld =
        new TreeSet<>(
            Zoo.entries().stream()
                .filter(entry -> entry.origin() == Origin.TORCHVISION)
                .map(ZooEntry::name)
                .toList());
    unheld.removeAll(run);
    assertEquals(List.of(), missing, "not in the zoo");
    assertEquals(Set.of(), unheld, "in the zoo, not in the reference");
  }

  private static void check(JsonNode model, Network network) {
    if (model.has("layers")) {
      List<String> differences = LayerWalk.differences(model, network);
      assertTrue(
          differences.isEmpty(), () -> String.join("\n", differences.stream().limit(20).toList()));
    }
    List<Applied> layers = network.applied();
    long batch = model.get("input").get(0).asLong();
    assertEquals(
        model.get("params").asLong(),
        layers.stream().mapToLong(a -> Verdict.elements(a, false)).sum(),
        "parameters");
    assertEquals(
        model.get("buffers").asLong(),
        layers.stream().mapToLong(a -> Verdict.elements(a, true)).sum(),
        "buffers");
    assertEquals(
        model.get("torch_flops").asLong(),
        2 * batch * layers.stream().mapToLong(Verdict::multiplyAdds).sum(),
        "twice the multiply-adds");
  }

  @TestFactory
  Stream<DynamicTest> isReadBackFromItsNotation() {
    return Zoo.entries().stream()
        .map(
            entry ->
                dynamicTest(
                    entry.name(),
                    () -> {
                      Network network = entry.network();
                      String text = network.toString();
                      assertEquals(
                          text, Notation.standard().parse(text).network().toString(), "as text");
                      assertEquals(network, Notation.standard().parse(text).network());
                    }));
  }

  @Test
  void namesAreUniqueAndUnknownOnesAreAnsweredWithTheNearest() {
    assertEquals(Zoo.names().size(), new HashSet<>(Zoo.names()).size());
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> Zoo.network("resnet5O"))
                .getMessage());
    assertTrue(message.contains("resnet50"), message);
  }

  @Test
  void entriesAreFoundByFamilyAndYear() {
    assertTrue(Zoo.matching("ResNet").contains(Zoo.entry("resnet18")));
    assertTrue(Zoo.matching("1998").contains(Zoo.entry("lenet5")));
    assertEquals(List.of(), Zoo.matching("no such family"));
  }
}
