package io.github.layerbook.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.claim.CheckReport.Checked;
import io.github.layerbook.claim.CheckReport.Verdict;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.report.Report;
import io.github.layerbook.zoo.Zoo;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sizes below torchinfo's and torchsummary's tables, as these tools printed them. */
class ToolSizesTest {
  private static List<Checked> check(String network, String text) {
    return Claims.in(text, Notation.standard()).check(Report.of(Zoo.network(network))).rows();
  }

  @ParameterizedTest
  @CsvSource({
    "alexnet, torchinfo, 0.60, 3.95, 244.40, 248.96",
    "alexnet, torchsummary, 0.57, 8.38, 233.08, 242.03",
    "vgg11, torchinfo, 0.60, 59.48, 531.45, 591.54",
    "vgg11, torchsummary, 0.57, 125.37, 506.83, 632.78",
    "vgg16_bn, torchinfo, 0.60, 216.83, 553.46, 770.90",
    "vgg16_bn, torchsummary, 0.57, 322.14, 527.82, 850.54",
    "resnet18, torchinfo, 0.60, 39.75, 46.76, 87.11",
    "resnet18, torchsummary, 0.57, 62.79, 44.59, 107.96",
    "resnet50, torchinfo, 0.60, 177.83, 102.23, 280.66"
  })
  void whatAToolPrintedHolds(
      String network, String tool, String input, String passes, String weights, String total) {
    List<Checked> checked =
        check(
            network,
            """
            Input size (MB): %s
            Forward/backward pass size (MB): %s
            Params size (MB): %s
            Estimated Total Size (MB): %s"""
                .formatted(input, passes, weights, total));
    assertEquals(4, checked.size());
    for (Checked one : checked) {
      assertEquals(Verdict.HOLDS, one.verdict(), () -> one.claim().text() + " " + one.why());
    }
    assertTrue(checked.get(1).why().contains("as " + tool + " counts"), checked.get(1).why());
    assertTrue(checked.get(3).why().contains("as " + tool + " counts"), checked.get(3).why());
  }

  @ParameterizedTest
  @CsvSource({
    "44.6 MiB, the memory of the parameters",
    "46.8 MB, the memory of the parameters",
    "20.3 MiB, the memory of the outputs",
    "87.1 MB, torchinfo's estimated total size"
  })
  void aBareFigureInBytesIsNotPassedOver(String figure, String meant) {
    List<Checked> checked =
        check("resnet18", "It has 11.7M parameters, needs 1.81 GMACs and " + figure);
    assertEquals(3, checked.size());
    assertEquals(Verdict.HOLDS, checked.get(2).verdict(), checked.get(2).why());
    assertTrue(checked.get(2).why().contains(meant), checked.get(2).why());
    assertEquals(Verdict.FAILS, check("resnet18", "needs 1.81 GMACs and 99.9 MB").get(1).verdict());
  }

  @Test
  void aWrongSizeFailsAndASizeWithoutUnitIsNoClaim() {
    assertEquals(
        Verdict.FAILS,
        check("resnet18", "Forward/backward pass size (MB): 41.75").get(0).verdict());
    assertEquals(Verdict.NO_CLAIM, check("resnet18", "Input size: 224").get(0).verdict());
  }
}
