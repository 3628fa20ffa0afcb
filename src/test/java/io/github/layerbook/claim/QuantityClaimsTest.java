package io.github.layerbook.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.claim.CheckReport.Checked;
import io.github.layerbook.claim.CheckReport.Verdict;
import io.github.layerbook.memory.PeakMemory;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.report.Quantities;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.unit.Unit;
import io.github.layerbook.view.table.CheckTable;
import io.github.layerbook.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Claims in the words of every quantity: ratios, those of whole networks, and a reader's own. */
class QuantityClaimsTest {
  private static final Report LENET = Report.of(Zoo.network("lenet5"));

  private static final Quantity ENERGY =
      Quantity.of("Energy", Unit.of("pJ"), row -> row.size(Quantity.MULTIPLY_ADDS).times(5))
          .words("picojoules");

  private static final Quantity PRICE =
      Quantity.of("Price per run", Unit.of("$ (USD)"), row -> row.size(Quantity.BYTES))
          .dividedBy(1000);

  private static final Quantities QUANTITIES = PeakMemory.quantities().with(ENERGY).with(PRICE);

  private static Checked check(String text) {
    return Claims.in(text, Notation.standard(), QUANTITIES).check(LENET).rows().get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "picojoules 2.1e6 | HOLDS",
        "picojoules 2.2e6 | FAILS",
        "energy: 2082600 | HOLDS",
        "TOTAL energy: 2.08M pJ | HOLDS",
        "it takes 2.08M pJ | HOLDS",
        "it takes 2.09M pJ for an image | FAILS",
        "the network needs 2,082,600 picojoules | HOLDS",
        "c1: energy 588,000 pJ | HOLDS",
        "c1 energy is 588,001 | FAILS",
        "intensity 2.4 | HOLDS",
        "intensity 2.3 | FAILS",
        "Arithmetic intensity: 2.4 FLOPs per byte | HOLDS",
        "LeNet does 2.4 FLOPs per byte | HOLDS",
        "c1: intensity 10.2 | HOLDS",
        "price per run: 62.5 $ (USD) | HOLDS",
        "serving memory: 241 KiB | HOLDS",
        "the inference memory is 5 GiB | FAILS",
        "c1: inference memory 1 MiB | UNCLEAR",
        "active parameters: 61,706 | HOLDS",
      })
  void areReadAndChecked(String claim, Verdict verdict) {
    Checked checked = check(claim);
    assertEquals(verdict, checked.verdict(), checked.computed() + " " + checked.why());
  }

  @ParameterizedTest
  @ValueSource(strings = {"picojoules 3.2e9", "energy: 2.08M pJ", "intensity 45.1", "-1 pJ"})
  void aWordThatNobodyDeclaredClaimsNothingOfAnotherQuantity(String claim) {
    for (Checked row : Claims.in(claim, Notation.standard()).check(LENET).rows()) {
      assertTrue(
          row.verdict() == Verdict.NO_CLAIM
              || row.verdict() == Verdict.UNCLEAR
              || claim.startsWith("intensity"),
          row.toString());
    }
  }

  @Test
  void aFailingRatioSaysWhatItIs() {
    Checked checked = check("intensity 45.1");
    assertEquals(Verdict.FAILS, checked.verdict());
    assertTrue(checked.why().startsWith("2.3"), checked.why());
    assertTrue(checked.why().contains("FLOPs per byte, not 45.1"), checked.why());
    String shown =
        CheckTable.of(Claims.in("intensity 45.1", Notation.standard()).check(LENET)).print();
    assertTrue(shown.contains("2.3"), shown);
  }

  @Test
  void whatIsDividedByNothingHasNoFigure() {
    Checked checked = check("input: intensity 45.1");
    assertEquals(Verdict.FAILS, checked.verdict());
    assertTrue(checked.why().contains("no FLOPs per byte"), checked.why());
  }
}
