package io.github.layerbook.exchange.djl.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.djl.DjlCode;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.pasted.PastedText;
import io.github.layerbook.exchange.source.Wiring;
import io.github.layerbook.network.Network;
import io.github.layerbook.notation.GeneratedGraphs;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.zoo.Zoo;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is exported as DJL's blocks is read back with the same layers; what DJL lacks is named. */
class DjlSourceTest {
  @Test
  void networksOfTheZooAreReadBackEqualOrRefusedByName() {
    int written = 0;
    for (String name : Zoo.names()) {
      written += readBack(Zoo.network(name)) ? 1 : 0;
    }
    assertTrue(written > 90, "written: " + written);
  }

  @Test
  void generatedGraphsAreReadBackEqualOrRefusedByName() {
    GeneratedGraphs.networks(new Random(5), 300).forEach(DjlSourceTest::readBack);
  }

  @Test
  void branchesWithinBranchesAreReadBackEqual() {
    assertTrue(
        readBack(
            Notation.standard()
                .parse(
                    """
                    network net
                    input 8x8x4
                    a: conv3-4
                    b: conv3-4
                    c: conv1-4
                    d: conv1-4 from b
                    e: add from c, d
                    f: concat from e, a
                    g: globalavgpool
                    h: FC-2
                    """)
                .network()));
  }

  /** Whether a network is written; then it is read back, else a layer is named. */
  private static boolean readBack(Network network) {
    String code;
    try {
      code = DjlSource.of(network);
    } catch (NotExpressibleException e) {
      assertTrue(e.reason().startsWith("DJL"), e::reason);
      return false;
    }
    ReadNetwork read = DjlCode.FORM.read(code, ReadingOptions.NONE);
    assertTrue(read.problems().isEmpty(), () -> read.problems() + "\n" + code);
    Network back = read.network().orElseThrow();
    assertEquals(layers(DjlSource.adapted(network)), layers(back), code);
    for (Quantity quantity : List.of(Quantity.PARAMETERS, Quantity.MULTIPLY_ADDS)) {
      assertEquals(total(network, quantity), total(back, quantity), code);
    }
    return true;
  }

  /** The layers with their shapes, in any order: branches may stand in another. */
  private static List<String> layers(Network network) {
    return Wiring.of(network, DjlSource.dialect(), false).stream()
        .map(line -> line.replaceFirst("^\\d+ = ", "").replaceAll(" of [\\d/ ]+:", ":"))
        .sorted()
        .toList();
  }

  private static long total(Network network, Quantity quantity) {
    return Report.of(network).total(quantity).value();
  }

  @Test
  void theCodeIsKnownByItsText() {
    for (String name : List.of("lenet5", "resnet18")) {
      assertEquals(
          Optional.of("djl"),
          PastedText.form(DjlSource.of(Zoo.network(name))).map(Object::toString));
    }
  }

  @Test
  void aFunctionThatIsNoLayerIsNamed() {
    String code = DjlSource.of(Zoo.network("shufflenet_v2_x1_0"));
    for (String wrong : List.of(".transpose(0, 2, 1, 4, 3)", ".swapAxes(1, 2)")) {
      ReadNetwork read =
          DjlCode.FORM.read(code.replace(".transpose(0, 2, 1, 3, 4)", wrong), ReadingOptions.NONE);
      assertTrue(
          read.problems().toString().contains("a function of its own"), read.problems()::toString);
    }
  }

  @Test
  void functionsOfListsAreRead() {
    String code =
        DjlSource.of(Zoo.network("nin"))
            .replace(
                "LambdaBlock.singleton(array -> array.softmax(1))",
                "new LambdaBlock(list -> new NDList(list.singletonOrThrow().softmax(1)))");
    assertTrue(code.contains("NDList(list"), code);
    ReadNetwork read = DjlCode.FORM.read(code, ReadingOptions.NONE);
    assertTrue(read.problems().isEmpty(), () -> read.problems() + code);
    assertTrue(read.network().orElseThrow().toString().contains("softmax"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vit_b_16 | class_token (classtoken)",
        "densenet121 | denseblock1",
        "inception_v3_aux | DJL's blocks have one output here",
        "convnext_tiny | (layerscale) and 17 more: DJL has no layer for layerscale",
        "lstm_large | (lstm)",
        "llama3_8b | model.layers.0.self_attn (gqa) and 31 more: DJL has no layer for gqa",
      })
  void whatDjlLacksIsNamed(String name, String expected) {
    Network network = Zoo.network(name);
    String reason =
        assertThrows(NotExpressibleException.class, () -> DjlSource.of(network)).reason();
    assertTrue(reason.contains(expected), reason);
  }
}
