package io.github.layerbook.exchange.huggingface;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.layerbook.network.Network;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What written models compute of GPT-2's fields: 768 features, 12 heads, no n_inner. */
class ExpressionTest {
  private static Scope scope() {
    Configuration config =
        new Configuration(Fields.known("gpt2"), JsonNodeFactory.instance.objectNode(), "");
    return Scope.of(new Model(config, Network.named("gpt2"), "LMHeadModel", List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 + 3 * 4 - 1|13",
        "(2 + 3) * 4|20",
        "8 / 3 * 3 + 8 % 3|8",
        "n_inner or 4 * n_embd|3072",
        "n_head or vocab_size|12",
        "n_head == 12 and n_embd > 12 ? \"yes\" : \"no\"|yes",
        "not tied ? 1 : n_head < 12 ? 2 : 3|3",
        "n_inner == null|true",
        "activation_function != \"relu\"|true",
        "headsize(n_embd, n_head)|64",
        "kind(activation_function)|gelu",
        "is(Model, LMHeadModel)|true",
        "type(bert, bloom)|false",
        "states(n_head)|false",
        "labels|2",
      })
  void expressionsAreComputedOfFields(String text, String value) {
    assertEquals(value, String.valueOf(ExpressionReader.read(text).in(scope())));
  }

  @Test
  void textsHaveTheirPartsInBracesComputed() {
    assertEquals(
        List.of("linear", "3072", "bias="),
        WrittenText.of("linear {4 * n_embd} bias={n_inner}").words(scope()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1 +", "(1", "1 2", "a ? b", ")", "#"})
  void whatIsNoExpressionIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> ExpressionReader.read(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"4294967296 * 4294967296", "n_inner * 2"})
  void whatHasNoValueIsAnErrorOfTheConfiguration(String text) {
    assertThrows(ConfigurationException.class, () -> ExpressionReader.read(text).in(scope()));
  }

  @Test
  void everyModelHasItsFields() {
    Families.byType()
        .forEach(
            (type, family) -> assertEquals(family.fields(), Fields.known(family.fields()).type()));
  }
}
