package io.github.layerbook.exchange.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.pasted.PastedText;
import io.github.layerbook.network.Network;
import io.github.layerbook.notation.GeneratedGraphs;
import io.github.layerbook.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON holds all of a network, in the fields that its schema has. */
class NetworkJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void everyNetworkIsReadBackEqual() {
    Zoo.names().forEach(name -> assertReadBack(Zoo.network(name)));
    GeneratedGraphs.networks(new Random(1), 300).forEach(NetworkJsonTest::assertReadBack);
  }

  private static void assertReadBack(Network network) {
    String text = NetworkJson.of(network);
    ReadNetwork read = PastedText.read(text, ReadingOptions.NONE);
    assertEquals(List.of(), read.problems());
    assertEquals(network, read.network().orElseThrow());
  }

  @Test
  void whatIsWrittenHasTheFieldsOfTheSchema() throws IOException {
    JsonNode schema = JSON.readTree(Path.of("src", "docs", "network.schema.json").toFile());
    for (String name : List.of("lenet5", "gpt2", "googlenet")) {
      assertOf(schema, schema, JSON.readTree(NetworkJson.of(Zoo.network(name))), name);
    }
  }

  /** A value is of the schema's type, has its required fields, and none that it does not name. */
  private static void assertOf(JsonNode root, JsonNode schema, JsonNode value, String place) {
    if (schema.has("$ref")) {
      String name = schema.get("$ref").asText().substring("#/$defs/".length());
      assertOf(root, root.get("$defs").get(name), value, place);
      return;
    }
    if (schema.has("const")) {
      assertEquals(schema.get("const"), value, place);
      return;
    }
    switch (schema.get("type").asText()) {
      case "string" -> assertTrue(value.isTextual(), place);
      case "boolean" -> assertTrue(value.isBoolean(), place);
      case "integer" -> assertTrue(value.isIntegralNumber(), place);
      case "array" -> {
        assertTrue(value.isArray(), place);
        value.forEach(each -> assertOf(root, schema.get("items"), each, place + "[]"));
      }
      default -> {
        schema.path("required").forEach(each -> assertTrue(value.has(each.asText()), place));
        value
            .properties()
            .forEach(
                field -> {
                  JsonNode own = schema.path("properties").path(field.getKey());
                  JsonNode other = schema.path("additionalProperties");
                  JsonNode found = own.isMissingNode() ? other : own;
                  String inner = place + "." + field.getKey();
                  assertFalse(found.isMissingNode(), inner);
                  assertOf(root, found, field.getValue(), inner);
                });
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"version\" : 1 | \"version\" : 2 | layerbook-network 1 is read",
        "\"layer\" : \"conv\" | \"layer\" : \"cnov\" | there is no layer “cnov”. Did you mean conv",
        "\"blocks\" | \"block\" | has no field “blocks”",
        "\"kernel\" : \"5x5\" | \"kernel\" : \"axb\" | c1",
        "\"layer\" : \"input\", | \"layer\" : \"none\", | none",
        "\"layers\" : [ | \"layers\" : | it is not whole JSON",
      })
  void whatIsNoNetworkIsSaid(String text, String other, String message) {
    String json = NetworkJson.of(Zoo.network("lenet5")).replace(text.strip(), other.strip());
    ReadNetwork read = NetworkJson.form().read(json, ReadingOptions.NONE);
    assertTrue(read.network().isEmpty(), json);
    assertTrue(read.problems().get(0).toString().contains(message), read.problems()::toString);
  }
}
