package io.github.layerbook.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.layerbook.notation.Notation;
import io.github.layerbook.report.Report;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calculations without names or labels are checked, and found a layer. */
class FormulasTest {
  private static final Report REPORT =
      Report.of(
          Notation.standard()
              .parse("t", "input 30x30x1\nconv 5x5-26\nrelu\npool2\nconv 3x3-52\nrelu\nfc 10")
              .network());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "assert 26 * (1 * (5*5) + 1) == 676 | HOLDS conv1_1",
        "assert 52 * (26 * (3*3) + 1) == 12220 | HOLDS conv2_1",
        "(5*5*1+1)*26 = 676 | HOLDS conv1_1",
        "3*3*26*52 + 52 = 12,220 | HOLDS conv2_1",
        "5x5x1x26 + 26 = 676 | HOLDS conv1_1",
        "total: (n*m*l+1)*k for each conv layer, here 676 + 12,220 = 12,896 | HOLDS conv1_1 and conv2_1",
        "(3*3*26+1)*52 = 12,219 | FAILS",
        "(3*3*28+1)*28 = 7084 | FAILS",
        "(n*m*l+1)*k | NO_CLAIM",
        "2 + 3 = 5 | NO_CLAIM",
        "an image has 30*30 = 900 places | NO_CLAIM"
      })
  void aFormulaIsCheckedAgainstTheLayerThatItIsOf(String line, String verdict) {
    String found =
        Claims.in(line, Notation.standard()).check(REPORT).rows().stream()
            .map(row -> (row.verdict() + " " + row.subject()).strip())
            .collect(Collectors.joining(", "));
    assertEquals(verdict, found);
  }
}
