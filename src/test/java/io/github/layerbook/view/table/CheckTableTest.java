package io.github.layerbook.view.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.claim.Claims;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.report.Report;
import io.github.layerbook.view.display.ResultTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of claims, as it is shown. */
class CheckTableTest {
  private static final Report REPORT =
      Report.of(Notation.standard().parse("net", "input 8x8x3\nconv3-4\nfc 10").network());

  private static ResultTable table(String text) {
    return CheckTable.of(Claims.in(text, Notation.standard()).check(REPORT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"# only a comment", "", "How many parameters has it?\nNobody knows."})
  void aTextWithoutClaimsSaysWhatIsOpen(String text) {
    String shown = table(text).toString();
    assertTrue(
        shown.startsWith(
            "net — the text claims nothing that can be checked, so everything is open:"),
        shown);
    assertTrue(shown.contains("shapes of 3 layers"), shown);
    assertFalse(shown.contains("0 claims"), shown);
    assertFalse(shown.contains("2,682"), "no answer is given away: " + shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TOTAL: 2,682", "conv1_1: 112"})
  void claimsAreCounted(String text) {
    String shown = table(text).toString();
    assertTrue(shown.startsWith("net — 1 claim: 1 holds, 0 do not"), shown);
    assertEquals(1, table(text).rowCount());
  }
}
