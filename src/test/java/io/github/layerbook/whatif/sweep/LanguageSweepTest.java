package io.github.layerbook.whatif.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.huggingface.HuggingFace;
import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.network.Blueprint;
import io.github.layerbook.network.Network;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.unit.NumberType;
import io.github.layerbook.whatif.edit.Edit;
import io.github.layerbook.whatif.edit.Knob;
import io.github.layerbook.whatif.edit.RepeatedBlocks;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sweeps of language models: contexts, formats, depths, heads and experts. */
class LanguageSweepTest {
  private static final List<Quantity> FOUND =
      List.of(
          Quantity.PARAMETERS,
          Quantity.ACTIVE,
          Quantity.CACHE,
          Quantity.WEIGHT_MEMORY,
          Quantity.SERVING_MEMORY,
          Quantity.MULTIPLY_ADDS);

  private static final String SIZES =
      "'vocab_size':300,'hidden_size':32,'num_attention_heads':4,'intermediate_size':48";
  private static final String LLAMA =
      "{'model_type':'llama','architectures':['LlamaForCausalLM'],%s,'num_hidden_layers':6,'num_key_value_heads':2}"
          .formatted(SIZES);
  private static final String GEMMA =
      "{'model_type':'gemma3_text','architectures':['Gemma3ForCausalLM'],%s,'num_hidden_layers':18,'head_dim':8,'sliding_window':16}"
          .formatted(SIZES);
  private static final String DEEPSEEK =
      "{'model_type':'deepseek_v3','architectures':['DeepseekV3ForCausalLM'],%s,'num_hidden_layers':8,'n_routed_experts':8,'num_experts_per_tok':2,'moe_intermediate_size':12}"
          .formatted(SIZES);
  private static final String MAMBA =
      "{'model_type':'mamba','architectures':['MambaForCausalLM'],'vocab_size':300,'hidden_size':32,'num_hidden_layers':5}";
  private static final String JAMBA =
      "{'model_type':'jamba','architectures':['JambaForCausalLM'],%s,'num_hidden_layers':24,'num_key_value_heads':2,'num_experts':4}"
          .formatted(SIZES);
  private static final String BERT =
      "{'model_type':'bert','architectures':['BertForMaskedLM'],%s,'num_hidden_layers':3}"
          .formatted(SIZES);
  private static final String MIXTRAL =
      "{'model_type':'mixtral','architectures':['MixtralForCausalLM'],%s,'num_hidden_layers':3,'num_key_value_heads':2}"
          .formatted(SIZES);

  private static Network read(String config) {
    ReadNetwork read = HuggingFace.form().read(config.replace('\'', '"'), ReadingOptions.NONE);
    return read.network().orElseThrow(() -> new AssertionError(read.problems().toString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"llama", "gemma", "deepseek", "mamba", "jamba", "mixtral"})
  void contextsBatchesAndFormatsAreSweptAsEachIsAnalysed(String name) {
    Sweep sweep =
        Sweep.of(read(config(name)))
            .knob("context=1..64:x4")
            .batch("1,3")
            .knob(Knob.types(NumberType.BF16, NumberType.FP32))
            .knob(Knob.weights("fp16", "q4_k_m", "nf4", "q8_0"))
            .knob(Knob.cache(NumberType.FP16, NumberType.FP8))
            .measures(FOUND)
            .build();
    assertEquals(4L * 2 * 2 * 4 * 2, sweep.size());
    for (Variant row : sweep.rows(0, sweep.size())) {
      Report report = sweep.report(row.index());
      List<Number> single = FOUND.stream().map(q -> report.total(q).number()).toList();
      assertEquals(single, row.totals(), () -> row.values().toString());
    }
  }

  private static String config(String name) {
    return switch (name) {
      case "gemma" -> GEMMA;
      case "deepseek" -> DEEPSEEK;
      case "mamba" -> MAMBA;
      case "jamba" -> JAMBA;
      case "bert" -> BERT;
      case "mixtral" -> MIXTRAL;
      default -> LLAMA;
    };
  }

  @ParameterizedTest
  @CsvSource({
    "llama, 6, 1 2 5 6 7 40",
    "gemma, 18, 6 7 12 18 19 24 31",
    "deepseek, 8, 1 3 4 8 9 20",
    "mamba, 5, 1 4 5 12",
    "jamba, 24, 1 7 8 23 24 25 33",
    "bert, 3, 1 2 3 9"
  })
  void layersAreThoseThatAConfigurationOfAsManyHas(String name, int has, String numbers) {
    String config = config(name);
    Network network = read(config);
    assertEquals(has, RepeatedBlocks.of(Blueprint.of(network)).orElseThrow().count());
    for (String number : numbers.split(" ", -1)) {
      Network expected =
          read(config.replace("'num_hidden_layers':" + has, "'num_hidden_layers':" + number));
      Blueprint changed = Edit.parse("layers=" + number).of(Blueprint.of(network));
      assertEquals(expected, changed.network(), number);
    }
  }

  @Test
  void layersAreSweptWithOtherKnobs() {
    Sweep sweep =
        Sweep.of(read(LLAMA), read(MIXTRAL))
            .knob("layers=1..5:+2")
            .knob("context=16,32")
            .measures(FOUND)
            .build();
    assertEquals(2L * 3 * 2, sweep.size());
    for (Variant row : sweep.rows(0, sweep.size())) {
      Report report = sweep.report(row.index());
      assertEquals(
          report.total(Quantity.PARAMETERS).value(), row.total(0), row.values().toString());
      String config = row.values().get(0).equals("llama") ? LLAMA : MIXTRAL;
      Network alone =
          read(
              config.replaceAll(
                  "'num_hidden_layers':\\d+", "'num_hidden_layers':" + row.values().get(1)));
      assertEquals(Report.of(alone).total(Quantity.PARAMETERS).value(), row.total(0));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "llama, heads, 8, num_attention_heads",
    "llama, keyheads, 1, num_key_value_heads",
    "llama, hidden, 99, intermediate_size",
    "llama, width, 64, hidden_size",
    "tied, width, 64, hidden_size",
    "mixtral, experts, 5, num_local_experts",
    "mixtral, top, 1, num_experts_per_tok"
  })
  void wordsMeanTheOptionsOfAllLayers(String name, String word, String value, String field) {
    String config =
        (name.equals("tied")
                ? LLAMA.replaceFirst("\\}$", ",'tie_word_embeddings':true}")
                : config(name))
            .replaceFirst("\\}$", ",'head_dim':8}");
    Sweep sweep = Sweep.of(read(config)).knob(word + "=" + value).measures(FOUND).build();
    assertTrue(sweep.isOneTape(), "one analysis serves all");
    String changed =
        config.contains("'" + field + "':")
            ? config.replaceAll("'" + field + "':\\d+", "'" + field + "':" + value)
            : config.replaceFirst("\\}$", ",'" + field + "':" + value + "}");
    Report alone = Report.of(read(changed));
    List<Number> single = FOUND.stream().map(q -> alone.total(q).number()).toList();
    assertEquals(single, sweep.row(0).totals());
  }

  @Test
  void anUnknownFormatIsNamedWithTheNearest() {
    OptionException e =
        assertThrows(
            OptionException.class,
            () -> Sweep.of(read(LLAMA)).knob(Knob.weights("q4_k_n")).build());
    assertTrue(String.valueOf(e.getMessage()).contains("q4_k_m"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "10001", "1000000000000000000", "two", "1.5"})
  void aNumberOfLayersThatThereCannotBeIsRefused(String number) {
    assertThrows(
        OptionException.class, () -> Edit.parse("layers=" + number).of(Blueprint.of(read(LLAMA))));
  }
}
