package io.github.layerbook.exchange.huggingface;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Further models, by the fields in which they differ from their type's defaults, against the number
 * of parameters that their authors' files hold (the libraries' presets and the files' totals).
 */
class PublishedModelsTest {
  @TestFactory
  Stream<DynamicTest> aModelHasAsManyParametersAsItsFiles() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(PublishedModelsTest.class.getResourceAsStream("published.json"))) {
      return new ObjectMapper()
          .readTree(in).properties().stream()
              .map(model -> DynamicTest.dynamicTest(model.getKey(), () -> check(model.getValue())));
    }
  }

  private static void check(JsonNode model) {
    ReadNetwork read =
        HuggingFace.form().read(model.path("config").toString(), ReadingOptions.NONE.input(16L));
    assertEquals("[]", read.problems().toString());
    assertEquals(
        model.path("parameters").longValue(),
        Report.of(read.network().orElseThrow()).total(Quantity.PARAMETERS).value());
  }
}
