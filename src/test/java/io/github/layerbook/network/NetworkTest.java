package io.github.layerbook.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.linear.FullyConnected;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkTest {
  /** A user's own merge: the sum of its inputs. */
  @Word(value = "plus", title = "sum")
  record Plus() implements Layer {
    @Override
    public Declaration on(List<Shape> inputs) {
      return Declaration.of(inputs.get(0));
    }
  }

  /** Another, which looks at two inputs without counting them. */
  @Word("difference")
  record Difference() implements Layer {
    @Override
    public Declaration on(List<Shape> inputs) {
      return Declaration.of(inputs.get(1));
    }
  }

  @Test
  void aLayerThatMissesAnInputSaysSoInWords() {
    NetworkBuilder first = Network.named("net").add("own", new Plus());
    NetworkBuilder second = Network.named("net").input(8).add("own", new Difference());
    assertTrue(message(first).contains("own: it has no input: start with"), message(first));
    assertTrue(message(second).contains("it reads more inputs than the 1"), message(second));
  }

  private static String message(NetworkBuilder builder) {
    return String.valueOf(assertThrows(NetworkException.class, builder::build).getMessage());
  }

  private static Network residual() {
    return Network.named("residual")
        .input(8, 8, 16)
        .block(
            "stage",
            stage ->
                stage.branches(
                    "sum",
                    new Plus(),
                    List.of(main -> main.add("a", same()).relu().add("b", same()), shortcut -> {})))
        .fullyConnected(10)
        .build();
  }

  private static Convolution same() {
    return Convolution.of(3, 16).padding(1);
  }

  @Test
  void aBranchThatAddsNothingIsTheIdentity() {
    assertEquals(
        """
        network residual
        input: input 8x8x16
        block stage {
          sum: plus {
            a: conv 3x3-16 padding=1
            relu1: relu
            b: conv 3x3-16 padding=1
          }
        }
        fc1: fc 10
        """,
        residual().toString());
  }

  @Test
  void editingKeepsTheGraph() {
    assertEquals(residual(), residual().edit().build());
  }

  @Test
  void aReplacedBlockIsReadByWhatReadTheOldOne() {
    Network replaced =
        residual().edit().replaceBlock("stage", stage -> stage.add("c", same())).build();
    assertEquals(List.of("stage.c"), replaced.find("fc1").orElseThrow().node().inputs());
    assertEquals(3, replaced.nodes().size());
  }

  @Test
  void sharedWeightsCountOnceAsParametersAndAtEachUseAsWork() {
    NetworkBuilder builder = Network.named("tied").input(32).add("first", FullyConnected.of(32));
    Network tied = builder.addShared("again", FullyConnected.of(32), builder.here()).build();
    Report report = Report.of(tied);
    assertEquals(32 * 32 + 32, report.total(Quantity.PARAMETERS).value());
    assertEquals(2 * 32 * 32, report.total(Quantity.MULTIPLY_ADDS).value());
    assertTrue(tied.toString().contains("again: fc 32 weights of first"), tied.toString());
    assertEquals(tied, tied.edit().build());
  }

  @Test
  void weightsOfOtherShapesCannotBeShared() {
    NetworkBuilder builder = Network.named("odd").input(32).add("first", FullyConnected.of(16));
    builder.addShared("again", FullyConnected.of(16), builder.here());
    NetworkException e = assertThrows(NetworkException.class, builder::build);
    assertEquals(
        "again: its weight has shape [16, 16], that of first [16, 32]: "
            + "only tensors of one shape can be shared",
        e.getMessage());
  }

  @Test
  void namesNeedToBeUniqueInTheirBlockOnly() {
    Network network =
        Network.named("blocks")
            .input(8, 8, 3)
            .block("one", b -> b.add("conv", same()))
            .block("two", b -> b.add("conv", same()))
            .build();
    assertEquals(
        List.of("input", "one.conv", "two.conv"),
        Report.of(network).rows().stream().map(row -> row.name()).toList());
    NetworkBuilder twice = Network.named("x").input(8, 8, 3).add("c", same()).add("c", same());
    assertEquals(
        "c: two layers have this name: give one of them another",
        assertThrows(NetworkException.class, twice::build).getMessage());
  }

  @Test
  void aKernelLargerThanItsPaddedInputIsNamedWithTheMend() {
    NetworkBuilder builder = Network.named("x").input(28, 28, 3).convolution(31, 8);
    assertEquals(
        "conv1_1: kernel height 31 is larger than padded input height 28 (28 + 2*0): "
            + "use a smaller kernel, more padding or a larger input",
        assertThrows(NetworkException.class, builder::build).getMessage());
  }

  @Test
  void aHundredThousandLayersAreNoProblem() {
    NetworkBuilder builder = Network.named("deep").input(8, 8, 1);
    for (int i = 0; i < 100_000; i++) {
      builder.add(same());
    }
    assertEquals(100_001, builder.build().nodes().size());
  }
}
