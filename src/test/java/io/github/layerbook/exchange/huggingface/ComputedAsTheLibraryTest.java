package io.github.layerbook.exchange.huggingface;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.attention.GroupedAttention;
import io.github.layerbook.layer.feedforward.MixtureOfExperts;
import io.github.layerbook.layer.shape.Slice;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What changes no count but what is computed, as src/test/python/compare_with_transformers.py
 * measures it.
 */
class ComputedAsTheLibraryTest {
  private static <T extends Layer> List<T> layers(Class<T> type, String config) {
    return HuggingFace.form()
        .read(config, ReadingOptions.NONE.input(7L))
        .network()
        .orElseThrow()
        .nodes()
        .stream()
        .map(node -> node.layer())
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"num_hidden_layers\": 2 | 160000 | 10000",
        "\"num_hidden_layers\": 2, \"global_rope_theta\": 8000, \"local_rope_theta\": 600 | 8000 | 600",
        "\"num_hidden_layers\": 2, \"rope_parameters\": {\"full_attention\": {\"rope_theta\": 5000},"
            + " \"sliding_attention\": {\"rope_theta\": 700}} | 5000 | 700",
      })
  void modernBertTurnsWiderAttentionSlower(String fields, double wide, double sliding) {
    String config =
        "{\"model_type\": \"modernbert\", \"architectures\": [\"ModernBertModel\"], %s}";
    assertEquals(
        List.of(wide, sliding),
        layers(GroupedAttention.class, config.formatted(fields)).stream()
            .map(GroupedAttention::theta)
            .toList());
  }

  @Test
  void jambaKeepsTheWeightsOfItsExpertsAsTheRouterGivesThem() {
    List<MixtureOfExperts> mixtures =
        layers(
            MixtureOfExperts.class,
            "{\"model_type\": \"jamba\", \"architectures\": [\"JambaForCausalLM\"],"
                + " \"num_hidden_layers\": 2}");
    assertEquals(List.of(false), mixtures.stream().map(MixtureOfExperts::normalized).toList());
  }

  @ParameterizedTest
  @CsvSource({"siglip_text_model, SiglipTextModel", "clip_text_model, CLIPTextModelWithProjection"})
  void aTextIsItsLastToken(String type, String architecture) {
    List<Slice> slices =
        layers(
            Slice.class,
            "{\"model_type\": \"%s\", \"architectures\": [\"%s\"], \"num_hidden_layers\": 1}"
                .formatted(type, architecture));
    assertEquals(List.of("6 to 7"), slices.stream().map(s -> s.from() + " to " + s.to()).toList());
  }
}
