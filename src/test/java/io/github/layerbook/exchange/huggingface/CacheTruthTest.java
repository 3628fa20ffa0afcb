package io.github.layerbook.exchange.huggingface;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Settings;
import io.github.layerbook.unit.NumberType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Holds what generation keeps of a model to what the library's own cache takes, byte by byte. */
class CacheTruthTest {
  @TestFactory
  Stream<DynamicTest> aCacheTakesWhatTheLibrarysTakes() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Map.Entry<String, JsonNode> model : Truth.EXPECTED.properties()) {
      JsonNode cache = model.getValue().path("kv");
      for (Map.Entry<String, JsonNode> bytes : cache.path("bytes").properties()) {
        String tokens = bytes.getKey();
        tests.add(
            DynamicTest.dynamicTest(
                model.getKey() + " after " + tokens,
                () ->
                    assertEquals(
                        bytes.getValue().path("total").longValue(),
                        total(model.getValue(), tokens, Quantity.CACHE))));
      }
    }
    return tests.stream();
  }

  /** One more token than the cache has, of which each layer does its share. */
  @TestFactory
  Stream<DynamicTest> aDecodedTokenTakesTheWorkOfAllTokensDividedByTheirNumber() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Map.Entry<String, JsonNode> model : Truth.EXPECTED.properties()) {
      JsonNode next = model.getValue().path("flops").path("next_token");
      boolean recurrent = model.getValue().path("kv").path("bytes").findValue("conv") != null;
      boolean isOther = // experts all multiplied, latent vectors expanded, or an encoder besides
          model.getKey().matches(".*(deepseek|llama-?4|t5|whisper).*");
      if (next.has("flops") && !recurrent && !isOther) {
        long tokens = next.path("after").longValue() + 1;
        tests.add(
            DynamicTest.dynamicTest(
                model.getKey(),
                () ->
                    assertEquals(
                        next.path("flops").longValue() * tokens,
                        2
                            * total(
                                model.getValue(),
                                String.valueOf(tokens),
                                Quantity.MULTIPLY_ADDS))));
      }
    }
    return tests.stream();
  }

  private static long total(JsonNode model, String tokens, Quantity quantity) {
    String config = model.path("configs").get(0).asText();
    ReadNetwork read =
        HuggingFace.form()
            .read(
                Truth.CONFIGS.path(config).toString(),
                new ReadingOptions("", inputs(model, Long.parseLong(tokens)), ""));
    assumeTrue(read.network().isPresent());
    NumberType type =
        model.path("kv").path("dtype").asText().equals("float32")
            ? NumberType.FP32
            : NumberType.BF16;
    return Report.of(read.network().orElseThrow(), Settings.DEFAULT.type(type))
        .total(quantity)
        .value();
  }

  /** Of encoder-decoders the encoder's tokens, always 24, before the decoder's. */
  private static List<List<Long>> inputs(JsonNode model, long tokens) {
    boolean encodes = model.path("flops").path("encoder_input").asText().endsWith("tokens");
    return encodes ? List.of(List.of(24L), List.of(tokens)) : List.of(List.of(tokens));
  }
}
