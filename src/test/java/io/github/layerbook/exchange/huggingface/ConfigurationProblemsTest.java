package io.github.layerbook.exchange.huggingface;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in a configuration, one message says which field is wrong and what would do. */
class ConfigurationProblemsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What stands where something else should. */
  private static final List<String> WRONG =
      List.of("null", "\"x\"", "-1", "0", "1000000000000000000", "2.5", "[1]", "{}", "true");

  private static ReadNetwork read(String text) {
    return HuggingFace.form().read(text, ReadingOptions.NONE.input(16L));
  }

  private static String problem(ReadNetwork read) {
    assertEquals(1, read.problems().size(), read.problems().toString());
    return read.problems().get(0).toString();
  }

  private static ObjectNode config(String name) {
    return Truth.CONFIGS.path(name).deepCopy();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "llama-3.1-8b.hub|num_attention_heads|31|num_attention_heads is 31|does not divide hidden_size 4096: use 32",
        "llama-3.1-8b|num_key_value_heads|64|num_key_value_heads is 64|num_attention_heads 32",
        "llama-3.1-8b|num_key_value_heads|5|num_key_value_heads is 5|such as 4",
        "llama-3.1-8b|hidden_size|\"4096\"|hidden_size is the text \"4096\"|: 4096",
        "llama-3.1-8b|hidden_size|-3|hidden_size is -3|",
        "llama-3.1-8b|hidden_size|null|hidden_size is null|",
        "llama-3.1-8b|num_hidden_layers|1000000000000000000|num_hidden_layers is 1000000000000000000|at most",
        "llama-3.1-8b|num_hidden_layers|20000|num_hidden_layers is 20,000|at most 2,000",
        "llama-3.1-8b|vocab_size|1e40|vocab_size|",
        "llama-3.1-8b|vocab_size|100000000000000000000000|vocab_size|at most 2,147,483,647",
        "llama-3.1-8b|tie_word_embeddings|\"yes\"|tie_word_embeddings|write true or false",
        "llama-3.1-8b|hidden_act|\"silo\"|hidden_act \"silo\"|silu",
        "llama-3.1-8b|model_type|\"lama\"|model_type \"lama\"|the nearest is llama",
        "llama-3.1-8b|model_type|\"yi\"|model_type \"yi\"|the nearest is",
        "llama-3.1-8b|model_type|7|model_type|",
        "llama-3.1-8b|architectures|[\"LlamaForDreams\"]|ForDreams|ForCausalLM",
        "llama-3.1-8b|num_experts|8|num_experts changes the counts of other models|",
        "llama-3.1-8b|q_lora_rank|8|q_lora_rank changes the counts of other models|",
        "mixtral-8x7b|num_experts_per_tok|9|num_experts_per_tok is 9|use at most 8",
        "mixtral-8x7b|num_experts|4|num_local_experts is 8|num_experts is 4",
        "gpt2|hidden_size|700|n_embd is 768|hidden_size is 700",
        "gemma-2-2b|layer_types|[\"full_attention\"]|layer_types has 1 entries|26 layers",
        "random-gemma2-2|layer_types|[\"full\"]|layer_types|",
        "smollm3-3b|no_rope_layers|[1]|no_rope_layers has 1 entries|",
        "deepseek-v3|qk_head_dim|100|qk_head_dim is 100|192",
        "qwen3-next-80b-a3b|linear_num_key_heads|3|linear_num_key_heads is 3|use 2",
        "phi-1.5|partial_rotary_factor|3|partial_rotary_factor|",
        "bert-base-uncased|num_attention_heads|7|num_attention_heads is 7|use 6",
        "t5-small|feed_forward_proj|\"gated-gilu\"|feed_forward_proj \"gilu\"|silu",
        "vit-base-patch16-224|patch_size|500|patch_size is 500|use at most 224",
        "whisper-tiny|d_model|\"wide\"|d_model is the text|",
      })
  void aFieldThatIsWrongIsNamedWithWhatWouldDo(
      String name, String field, String value, String says, String also)
      throws JsonProcessingException {
    ObjectNode config = config(name);
    config.set(field, JSON.readTree(value));
    if (field.equals("partial_rotary_factor")) {
      config.remove("rope_parameters");
    }
    String problem = problem(read(config.toString()));
    assertTrue(problem.contains(says), problem);
    assertTrue(also == null || problem.contains(also), problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[1, 2]",
        "{\"model_type\": \"llama\", \"model_type\": \"gpt2\"}",
        "{\"hidden_size\": 4}",
        "{\"model_type\": \"llama\"} more",
        "{\"architectures\": [\"?\"]}",
      })
  void whatIsNoConfigurationIsSaidToBeNone(String text) {
    assertFalse(problem(read(text)).isBlank());
  }

  @Test
  void nestingWithoutEndIsRefused() {
    assertFalse(problem(read("{\"a\":".repeat(100_000))).isBlank());
  }

  @Test
  void aTypeThatIsMissingFollowsFromTheArchitecture() {
    ReadNetwork read = read("{\"architectures\": [\"GPT2LMHeadModel\"]}");
    assertEquals(
        124_439_808, Report.of(read.network().orElseThrow()).total(Quantity.PARAMETERS).value());
    assertTrue(read.notes().toString().contains("n_embd = 768"), read.notes().toString());
  }

  @Test
  void whatChangesNoCountIsSaid() {
    ObjectNode config = config("llama-3.1-8b").put("my_field", 3);
    assertTrue(read(config.toString()).notes().toString().contains("my_field"));
  }

  @Test
  void moreTokensThanPositionsAreSaid() {
    ReadNetwork read =
        HuggingFace.form()
            .read(config("llama-3.1-8b").toString(), ReadingOptions.NONE.input(1_000_000L));
    assertTrue(read.network().isPresent());
    assertTrue(read.notes().toString().contains("131,072 positions"), read.notes().toString());
  }

  /** One configuration of each type, each of whose fields is set to what it should not be. */
  @TestFactory
  Stream<DynamicTest> nothingInAFieldIsEverThrown() {
    Map<String, String> ofType = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> model : Truth.EXPECTED.properties()) {
      if (model.getKey().startsWith("random") || model.getValue().has("config")) {
        ofType.putIfAbsent(
            model.getValue().path("model_type").asText(),
            model.getValue().path("configs").path(0).asText());
      }
    }
    return ofType.values().stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> spoilEachField(name)));
  }

  private static void spoilEachField(String name) throws JsonProcessingException {
    List<String> fields = new ArrayList<>();
    config(name).fieldNames().forEachRemaining(fields::add);
    for (String field : fields) {
      for (String wrong : WRONG) {
        ObjectNode config = config(name);
        config.set(field, JSON.readTree(wrong));
        ReadNetwork read = read(config.toString());
        String said =
            read.problems().stream().map(String::valueOf).collect(Collectors.joining("\n"));
        assertEquals(read.network().isPresent(), said.isEmpty(), field + " = " + wrong);
        assertFalse(said.contains("Exception") || said.contains("java."), said);
      }
    }
  }

  /** Several fields wrong, missing or nested at once, and letters changed anywhere. */
  @Test
  void aMutatedConfigurationIsReadOrRefusedAndNeverThrown() throws JsonProcessingException {
    Random random = new Random(15);
    List<String> names = new ArrayList<>();
    Truth.CONFIGS.fieldNames().forEachRemaining(names::add);
    for (int i = 0; i < 1_500; i++) {
      ObjectNode config = config(names.get(random.nextInt(names.size())));
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        mutate(config, random);
      }
      String text = config.toString();
      if (random.nextInt(8) == 0) {
        int place = random.nextInt(text.length());
        text = text.substring(0, place) + (char) (32 + random.nextInt(95)) + text.substring(place);
      }
      ReadNetwork read = read(text);
      assertEquals(read.network().isPresent(), read.problems().isEmpty(), text);
      assertFalse(read.problems().toString().contains("Exception"), text);
    }
  }

  private static void mutate(ObjectNode config, Random random) throws JsonProcessingException {
    List<String> fields = new ArrayList<>();
    config.fieldNames().forEachRemaining(fields::add);
    if (fields.isEmpty()) {
      return;
    }
    String field = fields.get(random.nextInt(fields.size()));
    if (config.get(field) instanceof ObjectNode part && random.nextBoolean()) {
      mutate(part, random);
    } else if (random.nextInt(5) == 0) {
      config.remove(field);
    } else {
      config.set(field, JSON.readTree(WRONG.get(random.nextInt(WRONG.size()))));
    }
  }
}
