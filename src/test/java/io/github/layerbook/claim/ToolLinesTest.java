package io.github.layerbook.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.claim.CheckReport.Checked;
import io.github.layerbook.claim.CheckReport.Verdict;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.report.Report;
import io.github.layerbook.zoo.Zoo;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The totals of profilers, and figures that are rounded or cut off, of a network as printed. */
class ToolLinesTest {
  private static List<Checked> check(String network, String text) {
    return Claims.in(text, Notation.standard()).check(Report.of(Zoo.network(network))).rows();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(1824033792.0, 11689512.0) | FAILS HOLDS",
        "('1.814G', '11.690M') | HOLDS HOLDS",
        "1814073344.0 11689512.0 | HOLDS HOLDS",
        "macs, params = 1.814G 11.690M | HOLDS HOLDS",
        "flops, params: 1814073344 11689512 | HOLDS HOLDS",
        "params per gpu:                                     11.69 M | HOLDS",
        "params of model = params per GPU * mp_size:         11.69 M | HOLDS",
        "fwd MACs per GPU:                                   1.81 GMACs | HOLDS",
        "fwd flops per GPU:                                  3.63 G | HOLDS",
        "GFLOPs: 1.8 | HOLDS",
        "GMACs = 1.81 | HOLDS",
        "MParams: 11.69 | HOLDS",
        "1814073344 11689512 | NO_CLAIM",
        "(3, 224) | NO_CLAIM",
      })
  void twoFiguresAndTotalsOfProfilersAreClaims(String text, String verdicts) {
    List<Checked> rows = check("resnet18", text);
    assertEquals(
        verdicts,
        rows.stream().map(row -> row.verdict().name()).collect(Collectors.joining(" ")),
        rows::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "resnet18, '(1824033792.0, 11689512.0)'",
    "alexnet, '(714206912.0, 61100840.0)'",
    "vgg11, '(7609140224.0, 132863336.0)'"
  })
  void whatThopCountsBesidesMultiplyAddsIsNamed(String network, String text) {
    Checked row = check(network, text).get(0);
    assertTrue(row.why().contains("average pooling"), row.why());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"138.3M parameters", "params: 138.35M", "138,357K params", "Params (M): 138.35"})
  void digitsThatAreCutOffAreNamed(String text) {
    Checked row = check("vgg16", text).get(0);
    assertEquals(Verdict.FAILS, row.verdict());
    assertTrue(row.why().contains("cut off there, not rounded"), row.why());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "params: 138M",
        "~138 million parameters",
        "138.4e6 parameters",
        "0.138B params",
        "138,358K params",
        "params (M): 138.36",
        "527.8MB of parameters",
        "553.4 MB of parameters"
      })
  void roundedFiguresHoldWithinTheirRounding(String text) {
    Checked row = check("vgg16", text).get(0);
    assertEquals(Verdict.HOLDS, row.verdict(), row.toString());
  }
}
