package io.github.layerbook.notation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.network.Network;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blocks that are repeated, branches and what merges them. */
class BranchesTest {
  private static final Notation NOTATION = Notation.standard();

  private static final String STAGE =
      """
      network stage
      input: input 56x56x64
      block layer1 {
        block 0 {
          add1: add {
            conv1: conv 1x1-64 bias=false
            bn1: batchnorm
            relu1: relu
            conv2: conv 3x3-64 padding=1 bias=false
            bn2: batchnorm
            relu2: relu
            conv3: conv 1x1-256 bias=false
            bn3: batchnorm
          } and downsample {
            0: conv 1x1-256 bias=false
            1: batchnorm
          }
          relu3: relu
        }
        block 1 x2 {
          add1: add {
            conv1: conv 1x1-64 bias=false
            bn1: batchnorm
            relu1: relu
            conv2: conv 3x3-64 padding=1 bias=false
            bn2: batchnorm
            relu2: relu
            conv3: conv 1x1-256 bias=false
            bn3: batchnorm
          }
          relu3: relu
        }
      }
      """;

  private static Network read(String text) {
    return NOTATION.parse(text).network();
  }

  private static List<String> inputs(Network network, String path) {
    return network.find(path).orElseThrow().node().inputs();
  }

  @Test
  void aStageOfResNet50ReadsAndPrintsAsThePapersTable() {
    Network stage = read(STAGE);
    assertEquals(STAGE, stage.toString());
    assertEquals(215_808, Report.of(stage).total(Quantity.PARAMETERS).value());
    assertEquals(List.of("layer1.0.bn3", "layer1.0.downsample.1"), inputs(stage, "layer1.0.add1"));
    assertEquals(List.of("layer1.2.bn3", "layer1.1.relu3"), inputs(stage, "layer1.2.add1"));
  }

  @Test
  void anInceptionModuleReadsFourBranches() {
    Network module =
        read(
            """
            input 28x28x192
            concat of branch1 { conv1-64 }
            and branch2 { conv1-96
              conv3-128 }
            and branch3 { conv1-16
              conv5-32 }
            and branch4 { maxpool 3x3 stride=1 padding=1
              conv1-32
            }
            """);
    assertEquals("28x28x256", module.applied().get(8).output().toString());
    assertTrue(module.toString().contains("concat1: concat of branch1 {"), module.toString());
    assertEquals(module, read(module.toString()));
  }

  @Test
  void aSkipMayComeFirstAndNestLikeAUNet() {
    Network unet =
        read(
            """
            input 32x32x1
            conv3-4
            concat {} and {
              maxpool
              conv3-8
              concat {} and {
                maxpool
                conv3-16
                upconv 2x2-8 stride=2
              }
              conv3-8
              upconv 2x2-4 stride=2
            }
            conv3-4
            """);
    assertEquals(List.of("conv1_1", "convtranspose2"), inputs(unet, "concat2"));
    assertEquals(unet, read(unet.toString()));
    assertTrue(unet.toString().contains("concat2: concat {} and {"), unet.toString());
  }

  @Test
  void aGateMultipliesWhatItReads() {
    Network gated =
        read(
            "input 8x8x16\nmultiply {\nglobalavgpool keepdims=true\nconv 1x1-4\nrelu\nconv 1x1-16\nsigmoid\n}");
    assertEquals(List.of("sigmoid1", "input"), inputs(gated, "multiply1"));
    assertEquals(gated, read(gated.toString()));
  }

  @Test
  void recursionThroughOneBlockCountsItsParametersOnce() {
    String text =
        """
        network albert
        input: input 16x32
        block layer1 x3 shared {
          linear1: linear 32
          relu1: relu
        }
        """;
    Network network = read(text);
    Report report = Report.of(network);
    assertEquals(32 * 32 + 32, report.total(Quantity.PARAMETERS).value());
    assertEquals(3 * 16 * 32 * 32, report.total(Quantity.MULTIPLY_ADDS).value());
    assertEquals(text, network.toString());
  }

  @Test
  void aNameOfAnOuterLayerIsToldFromOneInTheBlock() {
    Network network =
        read(
            """
            input 8x8x4
            a: conv3-4
            block b {
              a: conv3-4
              relu
              add from a, .a
            }
            """);
    assertEquals(List.of("b.a", "a"), inputs(network, "b.add1"));
    assertEquals(network, read(network.toString()));
  }

  @Test
  void namesAfterFromAreNoCellsOfATable() {
    Network network =
        read("input 8x8x4\nrelu: relu\nsigmoid: sigmoid\nadd from input, relu, sigmoid\nrelu");
    assertEquals(List.of("input", "relu", "sigmoid"), inputs(network, "add1"));
  }

  @Test
  void aNameIsFoundThoughItsLayerStandsInAStageByCustom() {
    Network network = read("input 8x8x4\na: conv3-4\nmaxpool\nb: relu from a");
    assertEquals(List.of("conv1.a"), inputs(network, "b"));
    assertEquals(network, read(network.toString()));
  }

  @Test
  void theBuilderSaysTheSame() {
    Network built =
        Network.named("stage")
            .input(56, 56, 64)
            .repeat(
                "b1",
                2,
                block ->
                    block
                        .residual(body -> body.convolution(1, 64), shortcut -> shortcut.relu())
                        .residual(body -> body.convolution(1, 64)))
            .build();
    assertEquals(
        read(
            "network stage\ninput 56x56x64\nblock b1 x2 {\nadd {\nconv 1x1-64\n} and {\nrelu\n}\n"
                + "add {\nconv 1x1-64\n}\n}"),
        built);
    assertEquals(built, read(built.toString()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "add {;relu | 2 | 1 | the branch is not closed",
        "add {;} | 2 | 1 | its branches have no layers",
        "and {;relu;} | 2 | 1 | no branch stands before",
        "{;relu;} | 2 | 1 | opens no block",
        "add {;relu;};} | 5 | 1 | closes no block",
        "add from input {;relu;} | 2 | 10 | reads their ends",
        "block a x0 {;relu;} | 2 | 10 | cannot be repeated 0 times",
        "block a x200000 {;relu;} | 2 | 1 | more than 100,000 layers",
        "block a x1000 {;block b x1000 {;relu;};} | 2 | 1 | more than 100,000 layers",
        "add {;conv 1x1-3;} and <b> {;relu;} | 4 | 7 | not a block's name",
        "add {;conv 1x1-5;} | 2 | 1 | channels",
        "relu {;relu;} | 2 | 1 | one input",
        "add from inputs, input | 2 | 10 | did you mean input?",
        "a: add from input, b;b: relu | 2 | 20 | never in a circle",
        "a: conv 1x1-3;f: flatten from a;concat from a, f | 4 | 16 | inputs of as many axes",
        "c: chunk 3;relu from c, c[3] | 3 | 14 | there is no [3]",
        "a: conv 1x1-3;conv 1x1-4 weights of a | 3 | 23 | only tensors of one shape",
        "a: relu weights of b | 2 | 20 | is not a layer before it",
        "block a {;relu;} and {;relu;} | 4 | 3 | no branch stands before",
      })
  void whatCannotBeReadIsShownAtItsPlace(String text, int line, int column, String problem) {
    NotationException e =
        assertThrows(
            NotationException.class, () -> read("input 8x8x3\n" + text.replace(";", "\n")));
    assertTrue(String.valueOf(e.getMessage()).contains(problem), e.getMessage());
    assertEquals(line + ":" + column, e.line() + ":" + e.column(), e.getMessage());
  }
}
