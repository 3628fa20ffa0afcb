package io.github.layerbook.exchange.huggingface;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.report.Report;
import io.github.layerbook.serving.Devices;
import io.github.layerbook.serving.Roofline;
import io.github.layerbook.serving.Roofline.Phase;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What one more token takes after a prompt, of encoder-decoders without the encoder: as the library
 * does it from its cache, counted by torch (24 tokens before it, of the encoder 24 or its frames).
 */
class DecodedTokenTest {
  private static Roofline roofline(String config, long tokens) {
    boolean isWords = config.contains("t5");
    List<List<Long>> inputs =
        isWords ? List.of(List.of(24L), List.of(tokens)) : List.of(List.of(tokens));
    return new Roofline(
        Report.of(
            HuggingFace.form()
                .read(
                    Truth.CONFIGS
                        .path(Truth.EXPECTED.path(config).path("configs").path(0).asText())
                        .toString(),
                    new ReadingOptions("", inputs, ""))
                .network()
                .orElseThrow()),
        Devices.all().get(0),
        1);
  }

  @ParameterizedTest
  @CsvSource({
    "random-mt5-1, 25, 256884",
    "random-mt5-2, 25, 1461256",
    "random-mt5-3, 25, 536512",
    "random-t5-1, 25, 375546",
    "random-t5-2, 25, 250672",
    "random-t5-3, 25, 482426",
    "random-whisper-1, 25, 500896",
    "random-whisper-2, 25, 246240",
    "random-whisper-3, 25, 760928"
  })
  void anEncoderHasRunBefore(String config, long tokens, long operations) {
    assertEquals(
        operations, roofline(config, tokens).at(Phase.DECODE, 1).operations().value(), config);
  }

  @ParameterizedTest
  @CsvSource({"random-llama-1", "random-mixtral-1", "random-t5-1"})
  void aPromptTurnsWhereTheNextShorterDoesNot(String config) {
    Roofline at = roofline(config, 24);
    long turning = at.turningPrompt().orElseThrow();
    assertEquals(Roofline.Bound.COMPUTE, roofline(config, turning).at(Phase.PREFILL, 1).bound());
    assertTrue(
        turning == 1
            || roofline(config, turning - 1).at(Phase.PREFILL, 1).bound()
                == Roofline.Bound.BANDWIDTH);
    long context = at.turningContext().orElseThrow();
    assertTrue(
        roofline(config, context).cache().value() > roofline(config, context - 1).cache().value());
  }
}
