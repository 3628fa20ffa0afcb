package io.github.layerbook.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.receptive.FullyConvolutional;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The figures of the lecture and of the paper for VGG-16. */
class ReportTest {
  static Network vgg16() {
    NetworkBuilder builder = Network.named("vgg16").input(224, 224, 3);
    int[][] stages = {{64, 2}, {128, 2}, {256, 3}, {512, 3}, {512, 3}};
    for (int[] stage : stages) {
      for (int i = 0; i < stage[1]; i++) {
        builder.add(Convolution.preserving(3, stage[0]));
      }
      builder.maxPool(2);
    }
    return builder.fullyConnected(4096).fullyConnected(4096).fullyConnected(1000).build();
  }

  @Test
  void vgg16HasTheTotalsThatTheFieldKnows() {
    Report report = Report.of(vgg16());
    assertEquals(138_357_544, report.total(Quantity.PARAMETERS).value());
    assertEquals(138_344_128, report.total(Quantity.WEIGHTS).value());
    assertEquals(15_237_608, report.total(Quantity.VALUES).value());
    assertEquals(4 * 15_237_608, report.total(Quantity.BYTES).value());
    assertEquals(15_470_264_320L, report.total(Quantity.MULTIPLY_ADDS).value());
  }

  @Test
  void blocksOfVgg16SumUpAsTheAnswerSays() {
    List<Long> sums =
        Report.of(vgg16()).groups().stream()
            .map(group -> group.total(Quantity.PARAMETERS).value())
            .toList();
    assertEquals(
        List.of(
            0L,
            38_720L,
            221_440L,
            1_475_328L,
            5_899_776L,
            7_079_424L,
            102_764_544L,
            16_781_312L,
            4_097_000L),
        sums);
  }

  @Test
  void derivationsAreTheCalculationPrinted() {
    Report report = Report.of(vgg16());
    Row conv = report.row("conv1_1").orElseThrow();
    assertEquals("(3*3*3)*64 + 64 = 1792", conv.measure(Quantity.PARAMETERS).toString());
    assertEquals("(K_h*K_w*C_in)*C_out + C_out", conv.measure(Quantity.PARAMETERS).formula());
    assertEquals("224*224*64 = 3211264", conv.measure(Quantity.VALUES).toString());
    assertEquals("(3*3*3)*64*224*224 = 86704128", conv.measure(Quantity.MULTIPLY_ADDS).toString());
    assertEquals(
        "(224 + 2*1 - 3)/1 + 1", conv.declaration().output().spatial().get(0).size().toString());
    assertEquals(
        "(7*7*512)*4096 + 4096 = 102764544",
        report.row("fc1").orElseThrow().measure(Quantity.PARAMETERS).toString());
  }

  @Test
  void fullyConnectedLayersAsConvolutionsHaveTheSameParameters() {
    Network network = FullyConvolutional.of(vgg16());
    assertEquals(138_357_544, Report.of(network).total(Quantity.PARAMETERS).value());
    assertEquals("conv 7x7-4096", line(network, "fc1"));
    assertEquals("conv 1x1-1000", line(network, "fc3"));
  }

  private static String line(Network network, String name) {
    return network
        .toString()
        .lines()
        .filter(line -> line.strip().startsWith(name + ":"))
        .map(line -> line.substring(line.indexOf(':') + 2))
        .findFirst()
        .orElseThrow();
  }
}
