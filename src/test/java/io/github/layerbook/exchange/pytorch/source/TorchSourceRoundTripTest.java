package io.github.layerbook.exchange.pytorch.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

  /** Networks of branches that are read in another order, and of tensors that nothing reads. */
  private static final Set<String> APART =
      Set.of("clip_b_32", "dinov2_small", "dit_xl_2", "gemma3_27b", "siglip_b_16");

  @TestFactory
  Stream<DynamicTest> networksOfTheZooAreReadBackEqual() {
    return Zoo.entries().stream()
        .map(ZooEntry::name)
        .filter(name -> !APART.contains(name))
        .map(name -> DynamicTest.dynamicTest(name, () -> check(Zoo.network(name))));
  }

  /** What forward computes beside each other may be in another order: values are viewed late. */
  @Test
  void modelsOfSeveralInputsAreReadBackEqual() {
    for (String name : List.of("clip_b_32", "siglip_b_16", "dit_xl_2")) {
      Network network = Zoo.network(name);
      Network back = read(TorchSource.of(network)).network().orElseThrow();
      assertEquals(
          String.join("\n", Wiring.unordered(network, TorchSource.dialect(), true)),
          String.join("\n", Wiring.unordered(back, TorchSource.dialect(), true)),
          name);
    }
  }

  @Test
  void parametersThatNothingReadsAreHeldAndFound() {
    for (String name : List.of("dinov2_small", "gemma3_27b")) {
      Network network = Zoo.network(name);
      ReadNetwork read = read(TorchSource.of(network));
      long unused = read.unused().stream().mapToLong(each -> each.parameters()).sum();
      assertEquals(parameters(network), parameters(read.network().orElseThrow()) + unused, name);
    }
  }

  @Test
  void theCodeIsKnownByItsText() {
    for (String name : List.of("lenet5", "resnet50", "vit_b_16")) {
      String code = TorchSource.of(Zoo.network(name));
      assertEquals("pytorch", PastedText.form(code).orElseThrow().toString(), name);
    }
  }

  @Test
  void whereTheFirstAttentionAloneHasBiasesTheCodeSaysWhatItLeavesOut() {
    String text = "input 6x8\ngqa 2 buckets=4 names=q+k+v+o\ngqa 2%s names=q+k+v+o\n";
    String shared = TorchSource.of(Notation.standard().parse(text.formatted("")).network());
    String own = TorchSource.of(Notation.standard().parse(text.formatted(" buckets=4")).network());
    assertTrue(shared.contains("# In T5 the biases"), shared);
    assertFalse(own.contains("# In T5 the biases"), own);
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
  void tensorsWithoutAModuleAreParametersAndReadBack() {
    String code =
        check(
            Notation.standard()
                .parse(
                    """
                    image: input 32x32x3
                    block embeddings {
                      projection: patchembed 8-64
                      cls_token: classtoken name=""
                      positions: positions name=""
                    }
                    norm: layernorm
                    lambda: layerscale name=""
                    scale: layerscale name=lambda1
                    block head {
                      probe: parameter 1x1x64 name=""
                      query: reshape 1x64
                      attention: attention 4 from query, scale
                    }
                    flat: flatten
                    logits: linear 10
                    factor: parameter 1 name=""
                    product: multiply from logits, factor
                    bias: parameter 10 name=""
                    sum: add from product, bias
                    """)
                .network());
    assertTrue(code.contains("self.cls_token = nn.Parameter(torch.zeros(1, 1, 64))"), code);
    assertTrue(code.contains("x = x + self.positions\n"), code);
    assertTrue(code.contains("self.probe.expand(x.size(0), -1, -1)"), code);
    assertTrue(code.contains("self.lambda1 = nn.Parameter("), code);
    assertTrue(code.contains("x = x + self.bias\n"), code);
  }

  @Test
  void matricesAreTiedAcrossModules() {
    String code =
        check(
            Notation.standard()
                .parse(
                    """
                    input 8
                    block model {
                      words: embedding 100-16
                      stage layers {
                        block 0 x6 {
                          norm: layernorm
                          linear: linear 16
                        }
                      }
                    }
                    block head {
                      norm: layernorm
                      output: linear 100 bias=false weights of model.words
                    }
                    """)
                .network());
    assertTrue(code.contains("self.head.output.weight = self.model.words.weight"), code);
    assertTrue(code.contains("nn.Sequential(*[Block() for _ in range(6)])"), code);
  }

  @Test
  void generatedGraphsAreReadBackEqual() {
    GeneratedGraphs.networks(new Random(14), GRAPHS).forEach(TorchSourceRoundTripTest::check);
  }

  @Test
  void generatedDecodersAreReadBackEqual() {
    GeneratedDecoders.networks(new Random(14), DECODERS).forEach(TorchSourceRoundTripTest::check);
  }

  private static String check(Network network) {
    String code = TorchSource.of(network);
    ReadNetwork read = read(code);
    assertTrue(read.problems().isEmpty(), () -> read.problems() + "\n" + code);
    Network back = read.network().orElseThrow();
    assertEquals(
        String.join("\n", Wiring.of(network, TorchSource.dialect(), true)),
        String.join("\n", Wiring.of(back, TorchSource.dialect(), true)),
        () -> network + "\n" + code);
    assertEquals(parameters(network), parameters(back), code);
    return code;
  }

  private static ReadNetwork read(String code) {
    return TorchCode.read(PythonReader.read(code), ReadingOptions.NONE);
  }

  private static long parameters(Network network) {
    return Report.of(network).total(Quantity.PARAMETERS).value();
  }
}
