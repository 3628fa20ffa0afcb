package io.github.layerbook.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.notation.Notation;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Settings;
import io.github.layerbook.unit.NumberType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeasuredTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3100 tokens/s              | 1   | 1 | 3100",
        "3,100 tok/s                | 1   | 1 | 3100",
        "3.1K tokens per second     | 1   | 1 | 3100",
        "400 tokens/s per GPU       | 1   | 8 | 3200",
        "400 tokens/s/device        | 1   | 8 | 3200",
        "0.5 s per step             | 64  | 1 | 128",
        "12 ms per token            | 1   | 1 | 83.33",
        "250 ms                     | 100 | 1 | 400",
        "7.2M tokens in 1 GPU hour  | 1   | 4 | 8000",
        "14.8T tokens in 2.664M H800 hours | 1 | 1 | 1543.2"
      })
  void aSpeedIsReadAsPeopleWriteIt(String text, long tokens, long devices, double expected) {
    double speed = Measured.of(text, tokens, devices).orElseThrow().tokensPerSecond();
    assertEquals(expected, speed, expected * 1e-4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fast", "", "3100", "0 tokens/s", "tokens/s", "-5 tokens/s", "1.2.3 ms"})
  void whatIsNoSpeedIsNone(String text) {
    assertTrue(Measured.of(text, 1, 1).isEmpty());
  }

  @Test
  void utilisationIsTheModelsOwnOperationsByTheDevices() {
    Report report =
        Report.of(
            Notation.standard().parse("net", "input 8\nembedding 100-16\nlinear 32").network(),
            Settings.DEFAULT.type(NumberType.BF16));
    Device device = new Device("d", "D", 1_000_000, 1_000_000, 1_000_000, 1);
    Measured measured = Measured.of("100 tokens/s", 1, 2).orElseThrow();
    List<Utilisation> training = Utilisation.training(new Roofline(report, device, 2), measured);
    // 6 for each of 16*32 multiply-adds; the rule counts the embedding and the biases too.
    assertEquals(6 * 512 * 100 / 2e6, training.get(0).part(), 1e-12);
    assertEquals(6 * (512 + 32 + 1600) * 100 / 2e6, training.get(1).part(), 1e-12);
    assertEquals(8 * 512 * 100 / 2e6, training.get(3).part(), 1e-12);
  }
}
