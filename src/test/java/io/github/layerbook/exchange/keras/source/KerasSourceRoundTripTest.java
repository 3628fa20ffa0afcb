package io.github.layerbook.exchange.keras.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.keras.code.KerasCode;
import io.github.layerbook.exchange.pasted.PastedText;
import io.github.layerbook.exchange.python.syntax.PythonReader;
import io.github.layerbook.exchange.source.Wiring;
import io.github.layerbook.network.Network;
import io.github.layerbook.notation.GeneratedGraphs;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.zoo.Zoo;
import io.github.layerbook.zoo.ZooEntry;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is exported as Keras code is read back as an equal network. */
class KerasSourceRoundTripTest {
  private static final int GRAPHS = 250;

  /** Parameters that no layer reads. */
  private static final Pattern REFUSED = Pattern.compile("gemma3_27b|dinov2_small");

  private static final Pattern DEFINED = Pattern.compile("(?m)^def (\\w+)");
  private static final Pattern ASSIGNED = Pattern.compile("(?m)^(?: {4})?(\\w+(?:, \\w+)*) = ");

  @TestFactory
  Stream<DynamicTest> networksOfTheZooAreReadBackEqual() {
    return Zoo.entries().stream()
        .map(ZooEntry::name)
        .filter(name -> !REFUSED.matcher(name).matches())
        .map(name -> DynamicTest.dynamicTest(name, () -> check(Zoo.network(name))));
  }

  @Test
  void allLayersThatKerasLacksAreNamed() {
    for (String name : Zoo.names()) {
      if (REFUSED.matcher(name).matches()) {
        Network network = Zoo.network(name);
        NotExpressibleException problem =
            assertThrows(NotExpressibleException.class, () -> KerasSource.of(network));
        long layers =
            network.nodes().stream()
                .filter(node -> problem.reason().contains("\n" + node.path()))
                .count();
        assertEquals(problem.reason().lines().count() - 1, layers, problem::reason);
      }
    }
  }

  @Test
  void theCodeIsKnownByItsText() {
    for (String name : List.of("lenet5", "resnet50", "vit_b_16")) {
      String code = KerasSource.of(Zoo.network(name));
      assertEquals("keras", PastedText.form(code).orElseThrow().toString(), name);
    }
  }

  @Test
  void generatedGraphsAreReadBackEqual() {
    GeneratedGraphs.networks(new Random(14), GRAPHS).forEach(KerasSourceRoundTripTest::check);
  }

  private static void check(Network network) {
    String code = KerasSource.of(network);
    assertNoVariableHidesFunction(code);
    ReadNetwork read = KerasCode.read(PythonReader.read(code), ReadingOptions.NONE);
    assertTrue(read.problems().isEmpty(), () -> read.problems() + "\n" + code);
    Network back = read.network().orElseThrow();
    assertEquals(
        String.join("\n", Wiring.of(KerasSource.functional(network), KerasSource.dialect(), false)),
        String.join("\n", Wiring.of(back, KerasSource.dialect(), false)),
        () -> network + "\n" + code);
    assertEquals(parameters(network), parameters(back), code);
  }

  /** Python takes a name that a function assigns for a variable in all of the function. */
  private static void assertNoVariableHidesFunction(String code) {
    Set<String> functions =
        DEFINED.matcher(code).results().map(found -> found.group(1)).collect(Collectors.toSet());
    ASSIGNED
        .matcher(code)
        .results()
        .flatMap(found -> Stream.of(found.group(1).split(", ", -1)))
        .forEach(variable -> assertFalse(functions.contains(variable), code));
  }

  private static long parameters(Network network) {
    return Report.of(network).total(Quantity.PARAMETERS).value();
  }
}
