package io.github.layerbook.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.layerbook.claim.CheckReport;
import io.github.layerbook.claim.Claims;
import io.github.layerbook.network.Network;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.unit.NumberType;
import io.github.layerbook.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes that layers read and write, against sums done by hand. */
class TrafficTest {
  private static final Report LENET = Report.of(Zoo.network("lenet5"));

  private static long traffic(Report report, String layer) {
    return report.row(layer).orElseThrow().measure(Quantity.TRAFFIC).value();
  }

  @ParameterizedTest
  @CsvSource({
    // values read, parameters, values written; times 4 bytes
    "input, 0",
    "c1, 23_536", // 1,024 + 156 + 4,704
    "tanh1, 37_632", // 4,704 + 4,704
    "s2, 23_520", // 4,704 + 1,176
    "c3, 20_768", // 1,176 + 2,416 + 1,600
    "c5, 194_560", // 400 + 48,120 + 120
    "f6, 41_472", // 120 + 10,164 + 84
    "output, 3_776" // 84 + 850 + 10
  })
  void aLayerReadsItsInputsAndParametersAndWritesItsOutputs(String layer, String bytes) {
    assertEquals(Long.parseLong(bytes.replace("_", "")), traffic(LENET, layer));
  }

  @Test
  void theBatchMovesValuesManyTimesAndParametersOnce() {
    Report batch = Report.of(LENET.network(), LENET.settings().batch(8));
    assertEquals(4 * (8 * (1_024 + 4_704) + 156), traffic(batch, "c1"));
    Report half = Report.of(LENET.network(), LENET.settings().type(NumberType.FP16));
    assertEquals(23_536 / 2, traffic(half, "c1"));
  }

  @Test
  void layersTotalByTheirSum() {
    long sum = LENET.rows().stream().mapToLong(row -> row.measure(Quantity.TRAFFIC).value()).sum();
    assertEquals(sum, LENET.total(Quantity.TRAFFIC).value());
  }

  @Test
  void whatIsInPlaceMovesAndAViewDoesNot() {
    Network net = Network.named("n").input(4, 4, 2).relu().flatten().fullyConnected(3).build();
    Report report = Report.of(net);
    assertEquals(4 * (32 + 32), report.rows().get(1).measure(Quantity.TRAFFIC).value());
    assertEquals(0, report.rows().get(2).measure(Quantity.TRAFFIC).value());
  }

  @Test
  void sharedParametersAreReadAtEachUse() {
    Report shared =
        Report.of(Notation.standard().parse("input 8\nblock b x2 shared {\n  fc 8\n}").network());
    assertEquals(72, shared.total(Quantity.PARAMETERS).value());
    assertEquals(2 * 4 * (8 + 72 + 8), shared.total(Quantity.TRAFFIC).value());
  }

  @Test
  void theFormulaNamesWhatMoves() {
    assertEquals(
        "(32*32*1 + ((5*5*1)*6 + 6) + 28*28*6)*4 = 23536",
        LENET.row("c1").orElseThrow().measure(Quantity.TRAFFIC).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "c1: traffic: 23536 bytes, HOLDS",
    "TOTAL traffic: 359 KiB, HOLDS",
    "TOTAL bytes moved: 359 KiB, HOLDS",
    "c1: traffic: 94144 bytes, FAILS"
  })
  void aTextMayClaimIt(String claim, CheckReport.Verdict verdict) {
    CheckReport check = Claims.in(claim, Notation.standard()).check(LENET);
    assertEquals(verdict, check.rows().get(0).verdict());
  }
}
