package io.github.layerbook.whatif.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.memory.MemoryReport;
import io.github.layerbook.memory.Optimizer;
import io.github.layerbook.memory.PeakMemory;
import io.github.layerbook.memory.Training;
import io.github.layerbook.network.Network;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Settings;
import io.github.layerbook.whatif.sweep.SweepTest;
import io.github.layerbook.whatif.variation.Variation;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The largest and the smallest value that keeps a budget. */
class FitTest {
  private static final Report VGG16 = Report.of(SweepTest.vgg16());

  private static Fit largest(Report report, String address, Quantity quantity, String budget) {
    return Fit.largest(report, address, List.of(Budget.of(quantity, budget)));
  }

  @Test
  void theAnswerKeepsTheBudgetAndTheNextOneDoesNot() {
    for (String address : List.of("conv*.out", "conv*.out:8", "conv*.out,fc1.out", "fc1.out:8")) {
      Fit fit = largest(VGG16, address, Quantity.PARAMETERS, "50M");
      assertTrue(parameters(fit.report()) <= 50_000_000, address);
      assertTrue(parameters(fit.next().orElseThrow().report().orElseThrow()) > 50_000_000, address);
      assertEquals(0, address.endsWith(":8") ? fit.value() % 8 : 0);
    }
  }

  @Test
  void theBatchIsTheLargestWhoseTrainingFits() {
    Report report = Report.of(SweepTest.vgg16());
    Quantity training = PeakMemory.training(Training.with(Optimizer.ADAM));
    Fit fit = Fit.largest(report, "batch", List.of(Budget.of(training, "8GiB")));
    long most = 8L << 30;
    assertEquals(fit.value(), fit.report().settings().batch());
    assertTrue(peak(VGG16, fit.value()) <= most);
    assertTrue(peak(VGG16, fit.value() + 1) > most);
    assertEquals(
        peak(VGG16, fit.value() + 1),
        fit.next().orElseThrow().report().orElseThrow().total(training).value());
    assertEquals("batch=" + fit.value(), fit.best().edit().toString());
    Fit multiple = Fit.largest(report, "batch:8", List.of(Budget.of(training, "8GiB")));
    assertEquals(fit.value() / 8 * 8, multiple.value());
    assertEquals(multiple.value() + 8, multiple.next().orElseThrow().value());
  }

  @Test
  void anInterruptedSearchGivesNoAnswer() {
    List<Budget> budgets =
        List.of(Budget.of(PeakMemory.training(Training.with(Optimizer.ADAM)), "8GiB"));
    Thread.currentThread().interrupt();
    OptionException refused =
        assertThrows(OptionException.class, () -> Fit.largest(VGG16, "batch", budgets));
    assertThrows(OptionException.class, () -> Fit.smallest(VGG16, "batch", budgets));
    assertTrue(Thread.interrupted());
    assertTrue(String.valueOf(refused.getMessage()).contains("interrupted"));
  }

  private static long peak(Report report, long batch) {
    Report larger = Report.of(report.network(), Settings.DEFAULT.batch(batch));
    return MemoryReport.of(larger, Training.with(Optimizer.ADAM)).total().value();
  }

  @Test
  void aWidthKeepsTheMemoryOfTrainingByBruteForce() {
    Network network =
        Network.named("n").input(8, 8, 3).convolution(3, 7).fullyConnected(10).build();
    Quantity training = PeakMemory.training(Training.with(Optimizer.SGD));
    for (long budget : new long[] {40_000, 123_456, 1_000_000}) {
      Fit fit =
          Fit.largest(Report.of(network), "conv1_1.out", List.of(Budget.of(training, "" + budget)));
      for (long value = 1; value <= fit.value() + 20; value++) {
        Report report = Variation.of(network).with("conv1_1.out=" + value).after();
        boolean fits = report.total(training).value() <= budget;
        assertEquals(value <= fit.value(), fits, "conv1_1.out=" + value);
      }
    }
  }

  private static long parameters(Report report) {
    return report.total(Quantity.PARAMETERS).value();
  }

  @Test
  void theAnswerIsTheLargestByBruteForceOnRandomNetworks() {
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 20; round++) {
      Network network =
          Network.named("n")
              .input(8, 8, 3)
              .convolution(3, 1 + random.nextInt(20))
              .convolution(1, 1 + random.nextInt(20))
              .fullyConnected(10)
              .build();
      Report report = Report.of(network);
      long budget = least(network) + random.nextInt(9_000);
      String address = round % 2 == 0 ? "conv1_1.out" : "conv*.out";
      Fit fit = largest(report, address, Quantity.PARAMETERS, Long.toString(budget));
      long widest = address.equals("conv*.out") ? widest(network) : 0;
      for (long value = 1; value <= fit.value() + 200; value++) {
        String edit =
            address.equals("conv*.out")
                ? "conv*.out*=" + value + "/" + widest
                : "conv1_1.out=" + value;
        boolean keeps = parameters(Variation.of(report).with(edit).after()) <= budget;
        assertEquals(value <= fit.value(), keeps, edit);
      }
    }
  }

  /** What the network costs with one filter a convolution, and with its own second convolution. */
  private static long least(Network network) {
    return parameters(Variation.of(network).with("conv1_1.out=1").after());
  }

  private static long widest(Network network) {
    return Math.max(
        network.find("conv1_1").orElseThrow().output().channels().size().value(),
        network.find("conv1_2").orElseThrow().output().channels().size().value());
  }

  @Test
  void valuesFarBeyondTheDenseOnesAreFound() {
    Fit fit = largest(VGG16, "fc1.out", Quantity.PARAMETERS, "1e15");
    assertTrue(fit.value() > 1_000_000_000);
    assertTrue(parameters(fit.report()) <= 1_000_000_000_000_000L);
    assertTrue(parameters(fit.next().orElseThrow().report().orElseThrow()) > 1e15);
    Fit small = Fit.smallest(VGG16, "fc1.out", List.of(Budget.of(Quantity.PARAMETERS, "1e15")));
    assertEquals(1, small.value());
    assertTrue(small.next().isEmpty());
  }

  @Test
  void theSmallestStrideThatKeepsABudgetIsFound() {
    Fit fit =
        Fit.smallest(
            VGG16,
            "conv1_1.stride",
            List.of(Budget.of(Quantity.MULTIPLY_ADDS, "5G"), Budget.of(Quantity.BYTES, "30MiB")));
    assertEquals(2, fit.value());
    assertTrue(fit.report().total(Quantity.BYTES).value() <= 30L << 20);
    Report next = fit.next().orElseThrow().report().orElseThrow();
    assertTrue(next.total(Quantity.MULTIPLY_ADDS).value() > 5_000_000_000L);
  }

  @Test
  void onlyPossibleValuesAreAnswers() {
    Fit fit = largest(VGG16, "conv2_1.groups", Quantity.PARAMETERS, "1G");
    assertEquals(64, fit.value());
    assertFalse(fit.next().orElseThrow().problem().isEmpty());
  }

  @Test
  void theProofGoesOnToTheNextPossibleValue() {
    Network net =
        Network.named("net")
            .input(8, 8, 3)
            .convolution(3, 64)
            .add("grouped", Convolution.of(3, 64).groups(8))
            .build();
    Fit fit = largest(Report.of(net), "conv1_1.out", Quantity.PARAMETERS, "4500");
    assertEquals(40, fit.value());
    assertEquals(List.of(41L, 48L), fit.beyond().stream().map(Fit.Candidate::value).toList());
    assertTrue(fit.next().orElseThrow().report().isEmpty());
    assertTrue(parameters(fit.beyond().get(1).report().orElseThrow()) > 4_500);
    Fit smallest =
        Fit.smallest(
            Report.of(net), "grouped.groups", List.of(Budget.of(Quantity.PARAMETERS, "5K")));
    assertEquals(16, smallest.value());
    assertEquals(List.of(15L, 8L), smallest.beyond().stream().map(Fit.Candidate::value).toList());
  }

  @Test
  void aBudgetThatNothingOrEverythingKeepsIsRefused() {
    String infeasible =
        String.valueOf(
            assertThrows(
                    OptionException.class,
                    () -> largest(VGG16, "conv*.out", Quantity.PARAMETERS, "5M"))
                .getMessage());
    assertTrue(infeasible.contains("the least parameters are 21,"), infeasible);
    assertThrows(
        OptionException.class, () -> largest(VGG16, "pool5.stride", Quantity.BYTES, "8GiB"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "50M|50000000",
        "1e9|1000000000",
        "138,357,544|138357544",
        "1.5k|1500",
        "2_000|2000"
      })
  void budgetsAreAmountsWithUnits(String text, long most) {
    assertEquals(most, Budget.of(Quantity.PARAMETERS, text).most());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"8GiB|8589934592", "93MB|93000000", "4 kB|4000", "100|100"})
  void budgetsOfMemoryAreInBytes(String text, long most) {
    assertEquals(most, Budget.of(Quantity.BYTES, text).most());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-1|not a budget",
        "0|at least 1",
        "many|not a budget",
        "8GiB|bytes are a unit of memory",
        "5Mx|use M",
        "1e30|beyond 64 bits"
      })
  void nonsenseIsNoBudget(String text, String word) {
    String said =
        String.valueOf(
            assertThrows(OptionException.class, () -> Budget.of(Quantity.PARAMETERS, text))
                .getMessage());
    assertTrue(said.contains(word), said);
  }
}
