package io.github.layerbook.notebook.ijava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.notation.Notation;
import io.github.layerbook.notation.NotationException;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A mistake in the notation is said where it is, and not read as a sentence that happens to name
 * layers; sentences are still read.
 */
@TestInstance(Lifecycle.PER_CLASS)
class NotationOrSentencesTest {
  private final IJavaStandIn kernel = new IJavaStandIn();

  @BeforeAll
  void install() throws Exception {
    Layerbook.install(kernel, kernel.magics());
  }

  @AfterAll
  void close() {
    kernel.close();
  }

  private String cell(String input, String line) {
    return kernel.cell("%%network a\ninput " + input + "\n" + line.replace('~', '\n')).stream()
        .map(data -> String.valueOf(data.getData(MIMEType.TEXT_PLAIN)))
        .collect(Collectors.joining("\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "8x8x3 | conv 3x3-16 kernel_size=3 | did you mean kernel?",
        "8x8x3 | conv 3x3-16 padding_mode=zeros | did you mean fill?",
        "8x8x3 | conv 3x3-16 dilation_rate=2 | did you mean dilation?",
        "8x8x3 | maxpool 2x2 ceil_mode=true | did you mean ceil?",
        "8x8x3 | conv filters=16 | did you mean out?",
        "16x64 | lstm 32 proj_size=8 | did you mean projection?",
        "10x64 | attention num_heads=8 | did you mean heads?",
        "1025x1 | conv 2-1 | such as conv1d",
        "8x8 | conv 3x3-16 | such as conv1d",
        "16 | fc 4 tied=fc1 | write weights of",
        "16 | fc 4~fc 4 shared | write weights of",
        "16 | fc 4~fc 4 shared with fc1 | write weights of fc1",
        "8x8x3 | conv 3x3-4~} | } closes no block",
        "8x8x3 | encoder heads=4 hidden=128 | unknown layer",
        "16x64 | encoder 4 | did you mean encoderlayer",
        "16x64 | transformer 4 | did you mean transformerencoderlayer",
      })
  void aMistakeNamesItsPlaceAndItsMend(String input, String lines, String mend) {
    var refused = assertThrows(Throwable.class, () -> cell(input, lines));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains(mend), message);
    assertTrue(message.contains("line "), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "32x32x3 | Conv 3x3 64 | 1,792",
        "32x32x3 | conv 3x3-64, stride 2 | 1,792",
        "32x32x3 | 3x3 conv, 64 | 1,792",
        "32x32x3 | 64 3x3 filters | 1,792",
        "32x32x3 | Conv layer 1: 96 filters 11x11, stride=4, pad=0 | 34,944",
        "32,32,3 | conv3-64 | 1,792",
        "(32, 32, 3) | conv3-64, relu | 1,792",
        "32x32x3 | add { conv3-3, relu }~relu | 84",
      })
  void whatPeopleWriteIsRead(String input, String lines, String parameters) {
    String shown = cell(input, lines);
    assertTrue(shown.contains(parameters + " parameters"), shown);
  }

  @Test
  void aThousandIsNoShape() {
    var network = Notation.standard().parse("input 1,024\nfc 3").network();
    assertEquals(3_075, Report.of(network).total(Quantity.PARAMETERS).value());
  }

  @Test
  void onlyWhatIsSurelyNotationIsSaidToBe() {
    var refused =
        assertThrows(
            NotationException.class,
            () -> Notation.standard().parse("input 32x32x3\n64 3x3 filters"));
    assertFalse(refused.isSurelyNotation());
  }
}
