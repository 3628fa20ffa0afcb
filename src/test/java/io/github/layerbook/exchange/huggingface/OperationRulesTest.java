package io.github.layerbook.exchange.huggingface;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.network.Network;
import io.github.layerbook.report.Explanation;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Step;
import io.github.layerbook.serving.OperationRules;
import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules 2N, 6ND and 12LThd beside the sum of the layers of real models. */
class OperationRulesTest {
  private static final int FORWARD = 0;
  private static final int ATTENTION = 1;
  private static final int TRAINING = 2;

  private static Network model(String name, long tokens) {
    return HuggingFace.form()
        .read(Truth.CONFIGS.path(name).toString(), ReadingOptions.NONE.input(tokens))
        .network()
        .orElseThrow();
  }

  private static Step step(Explanation rules, int section, String beginning) {
    return rules.sections().get(section).steps().stream()
        .filter(step -> step.label().startsWith(beginning))
        .findFirst()
        .orElseThrow(() -> new AssertionError(beginning + " is not in " + rules));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "llama-3.1-8b", "qwen3-0.6b", "qwen3-30b-a3b", "mixtral-8x7b", "gpt2", "gemma-3-1b",
        "deepseek-v3", "gpt-oss-20b", "falcon-7b", "bert-base-uncased", "t5-small", "whisper-tiny",
        "phi-3-mini", "mamba-130m", "jamba-v0.1", "olmo-2-7b", "vit-base-patch16-224"
      })
  void theRuleAndItsTermsAreTheSumOfTheLayers(String name) {
    Report report = Report.of(model(name, 24));
    Explanation rules = OperationRules.of(report, OptionalDouble.empty());
    assertEquals(
        2 * report.total(Quantity.MULTIPLY_ADDS).value(),
        step(rules, FORWARD, "the layers").size().value());
  }

  @ParameterizedTest
  @CsvSource({
    // Layers, heads together: 12·L·T·h·d a token in training, a third of it forward.
    "llama-3.1-8b, 8192, 32, 4096",
    "gpt2, 512, 12, 768",
    "qwen3-0.6b, 1024, 28, 2048",
    "mixtral-8x7b, 256, 32, 4096"
  })
  void attentionTakesFourTimesTokensAndFeaturesOfEachLayer(
      String name, long tokens, long layers, long heads) {
    Explanation rules = OperationRules.of(Report.of(model(name, tokens)), OptionalDouble.empty());
    assertEquals(
        4 * layers * tokens * heads, step(rules, ATTENTION, "for each token").size().value());
  }

  @ParameterizedTest
  @CsvSource({"olmo-2-7b, 4.05e12, 1.77e+23", "llama-3.1-8b, 15e12, 7.23e+23"})
  void trainingTakesSixTimesParametersAndTokens(String name, double tokens, String expected) {
    Explanation rules = OperationRules.of(Report.of(model(name, 16)), OptionalDouble.of(tokens));
    String remark = rules.sections().get(TRAINING).remark();
    assertTrue(remark.contains("6ND = " + expected), remark);
  }
}
