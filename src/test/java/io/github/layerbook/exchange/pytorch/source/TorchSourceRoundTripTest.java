package io.github.layerbook.exchange.pytorch.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.pasted.PastedText;
import io.github.layerbook.exchange.python.syntax.PythonReader;
import io.github.layerbook.exchange.pytorch.code.TorchCode;
import io.github.layerbook.exchange.source.GeneratedDecoders;
import io.github.layerbook.exchange.source.Wiring;
import io.github.layerbook.network.Network;
import io.github.layerbook.notation.GeneratedGraphs;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.zoo.Zoo;
import io.github.layerbook.zoo.ZooEntry;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is exported as PyTorch code is read back as an equal network. */
class TorchSourceRoundTripTest {
  private static final int GRAPHS = 1_000;
  private static final int DECODERS = 150;

  /** Networks of layers that there is no code for. */
  private static final Set<String> UNSAID =
      Set.of("clip_b_32", "dinov2_small", "dit_xl_2", "gemma3_27b", "siglip_b_16");

  @TestFactory
  Stream<DynamicTest> networksOfTheZooAreReadBackEqual() {
    return Zoo.entries().stream()
        .map(ZooEntry::name)
        .filter(name -> !UNSAID.contains(name))
        .map(name -> DynamicTest.dynamicTest(name, () -> check(Zoo.network(name))));
  }

  @Test
  void theCodeIsKnownByItsText() {
    for (String name : List.of("lenet5", "resnet50", "vit_b_16")) {
      String code = TorchSource.of(Zoo.network(name));
      assertEquals("pytorch", PastedText.form(code).orElseThrow().toString(), name);
    }
  }

  @Test
  void tensorsThatAreOnlyKeptAreHeldAndReadBack() {
    check(
        Notation.standard()
            .parse(
                """
                input 8
                block words {
                  scale: buffer element=half
                }
                block rotary {
                  frequencies: buffer shape=4
                  numbers: buffer shape=1x8 element=index
                }
                words: embedding 100-16 from input
                table: buffer shape=1x8x16
                flat: flatten
                """)
            .network());
  }

  @Test
  void generatedGraphsAreReadBackEqual() {
    GeneratedGraphs.networks(new Random(14), GRAPHS).forEach(TorchSourceRoundTripTest::check);
  }

  @Test
  void generatedDecodersAreReadBackEqual() {
    GeneratedDecoders.networks(new Random(14), DECODERS).forEach(TorchSourceRoundTripTest::check);
  }

  private static void check(Network network) {
    String code = TorchSource.of(network);
    ReadNetwork read = TorchCode.read(PythonReader.read(code), ReadingOptions.NONE);
    assertTrue(read.problems().isEmpty(), () -> read.problems() + "\n" + code);
    Network back = read.network().orElseThrow();
    assertEquals(
        String.join("\n", Wiring.of(network, TorchSource.dialect(), true)),
        String.join("\n", Wiring.of(back, TorchSource.dialect(), true)),
        () -> network + "\n" + code);
    assertEquals(parameters(network), parameters(back), code);
  }

  private static long parameters(Network network) {
    return Report.of(network).total(Quantity.PARAMETERS).value();
  }
}
