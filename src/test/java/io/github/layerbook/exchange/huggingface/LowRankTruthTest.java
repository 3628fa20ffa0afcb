package io.github.layerbook.exchange.huggingface;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.network.Blueprint;
import io.github.layerbook.network.Network;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.whatif.edit.Edit;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Adapters beside the modules of published models, against PEFT's own counts (0.21.2). */
class LowRankTruthTest {
  @TestFactory
  Stream<DynamicTest> adaptersAddAsManyParametersAsPeftCounts() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(LowRankTruthTest.class.getResourceAsStream("lora.json"))) {
      JsonNode rows = new ObjectMapper().readTree(in);
      return StreamSupport.stream(rows.spliterator(), false)
          .map(row -> DynamicTest.dynamicTest(edit(row) + " of " + name(row), () -> check(row)));
    }
  }

  private static String name(JsonNode row) {
    return row.path("model").textValue();
  }

  private static String edit(JsonNode row) {
    JsonNode saved = row.path("modules_to_save");
    return "lora %d on %s%s"
        .formatted(
            row.path("r").intValue(),
            row.path("targets").isTextual()
                ? row.path("targets").textValue()
                : joined(row.path("targets")),
            saved.isMissingNode() ? "" : " save " + joined(saved));
  }

  private static String joined(JsonNode names) {
    List<String> all = new ArrayList<>();
    names.forEach(name -> all.add(name.textValue()));
    return String.join(",", all);
  }

  private static void check(JsonNode row) {
    Network base =
        HuggingFace.form()
            .read(Truth.CONFIGS.path(name(row)).toString(), ReadingOptions.NONE.input(16L))
            .network()
            .orElseThrow();
    Network tuned = Edit.parse(edit(row)).of(Blueprint.of(base)).network();
    Report report = Report.of(tuned);
    assertEquals(row.path("all").longValue(), report.total(Quantity.PARAMETERS).value());
    assertEquals(row.path("trainable").longValue(), report.total(Quantity.TRAINABLE).value());
    long modules =
        report.rows().stream()
            .flatMap(each -> each.applied().tensors().stream())
            .filter(tensor -> tensor.name().endsWith("lora_A.weight"))
            .count();
    assertEquals(row.path("adapted_modules").longValue(), modules);
  }
}
