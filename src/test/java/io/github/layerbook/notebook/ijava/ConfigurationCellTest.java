package io.github.layerbook.notebook.ijava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.notebook.Session;
import io.github.layerbook.report.Quantity;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hugging Face configurations, pasted into cells. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConfigurationCellTest {
  private static final String MIXTRAL =
      """
      {
        "architectures": ["MixtralForCausalLM"],
        "model_type": "mixtral",
        "num_hidden_layers": 32,
        "hidden_size": 4096,
        "intermediate_size": 14336,
        "num_attention_heads": 32,
        "num_key_value_heads": 8,
        "num_local_experts": 8,
        "vocab_size": 32000
      }
      """;

  private final IJavaStandIn kernel = new IJavaStandIn();
  private Session session;

  @BeforeAll
  void start() throws Exception {
    session = Layerbook.install(kernel, kernel.magics());
  }

  @AfterAll
  void stop() {
    session.close();
    kernel.close();
  }

  private String cell(String text) {
    return kernel.cell(text).stream()
        .map(data -> String.valueOf(data.getData(MIMEType.TEXT_PLAIN)))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void aPastedConfigurationDefinesItsNetwork() {
    String shown = cell("%%network mixtral\n" + MIXTRAL);
    assertTrue(shown.contains("num_experts_per_tok = 2"), shown);
    assertEquals(46_702_792_704L, total(Quantity.PARAMETERS));
    assertEquals(12_879_925_248L, total(Quantity.ACTIVE));
    assertEquals(12_748_853_248L, total(Quantity.ACTIVE_WITHOUT_EMBEDDING));
  }

  private long total(Quantity quantity) {
    return session.entry("mixtral").report().total(quantity).value();
  }

  @Test
  void theNumberOfTokensIsThatOfTheInput() {
    cell("%%network mixtral --tokens 24\n" + MIXTRAL);
    assertEquals(612_234_166_272L, 2 * total(Quantity.MULTIPLY_ADDS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"num_attention_heads\": 32|\"num_attention_heads\": 31|num_attention_heads is 31",
        "\"hidden_size\": 4096|\"hidden_size\": \"4096\"|hidden_size is the text \"4096\"",
        "\"num_hidden_layers\": 32|\"num_hidden_layers\": 1000000000000000000|num_hidden_layers is",
        "mixtral|mixtrel|the nearest is mixtral"
      })
  void aFieldThatIsWrongIsNamed(String right, String wrong, String named) {
    String text = "%%network broken\n" + MIXTRAL.replace(right, wrong);
    String refusal = String.valueOf(assertThrows(Exception.class, () -> cell(text)).getMessage());
    assertTrue(refusal.contains(named), refusal);
    assertFalse(refusal.contains("Exception"), refusal);
  }
}
