package io.github.layerbook.exchange.pytorch.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.layerbook.claim.CheckReport;
import io.github.layerbook.claim.CheckReport.Checked;
import io.github.layerbook.claim.CheckReport.Verdict;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.pasted.Pasted;
import io.github.layerbook.exchange.pasted.PastedText;
import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.inventory.StoredTensor.Role;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Row;
import io.github.layerbook.report.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The tables that tools print of PyTorch models give what the models have. */
class TorchSummaryTest {
  /** torchsummary leaves out parameters that a module keeps itself. */
  private static final Set<String> KEPT_ITSELF = Set.of("convnext_tiny", "swin_t", "vit_b_16");

  private static final JsonNode MODELS = read("torch-summaries.json.gz").get("models");

  private static JsonNode read(String name) {
    try (InputStream source =
        Objects.requireNonNull(TorchSummaryTest.class.getResourceAsStream("/pasted/" + name))) {
      return new ObjectMapper().readTree(new GZIPInputStream(source));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @TestFactory
  Stream<DynamicTest> theTablesOfToolsGiveTheirTotals() {
    return MODELS.properties().stream()
        .flatMap(
            entry ->
                Stream.of("torchinfo", "torchinfo_wide", "torchsummary")
                    .filter(tool -> entry.getValue().has(tool))
                    .filter(
                        tool ->
                            !tool.equals("torchsummary") || !KEPT_ITSELF.contains(entry.getKey()))
                    .map(
                        tool ->
                            dynamicTest(
                                entry.getKey() + " " + tool, () -> check(entry.getValue(), tool))));
  }

  private static void check(JsonNode model, String tool) {
    String text = model.get(tool).asText();
    assertEquals(tool.replace("_wide", ""), PastedText.form(text).orElseThrow().toString());
    ReadNetwork read = PastedText.read(text, ReadingOptions.NONE);
    assertEquals(List.of(), read.problems());
    long parameters = model.get("parameters").asLong();
    long frozen = parameters - model.get("trainable").asLong();
    if (read.network().isPresent()) {
      Report report = Report.of(read.network().get(), Settings.DEFAULT.frozen(read.frozen()));
      assertEquals(parameters, report.total(Quantity.PARAMETERS).value());
      rowsHold(read, report);
    } else {
      Inventory inventory = read.inventory().orElseThrow();
      assertEquals(parameters, inventory.parameters());
      if (!tool.equals("torchsummary")) {
        assertEquals(frozen, inventory.count(Role.FROZEN));
      }
      assertTrue(read.notes().get(0).startsWith("line "), read.notes()::toString);
    }
  }

  /**
   * Rows and totals of parameters hold; multiply-adds count biases and norms, and sizes are of the
   * batch, which the check of totals says.
   */
  private static void rowsHold(ReadNetwork read, Report report) {
    CheckReport checked = read.claims().check(report);
    for (Checked row : checked.rows(Verdict.FAILS)) {
      assertTrue(
          row.claim().text().matches("(?i)Total mult-adds.*|.*size \\(MB\\).*"), row::toString);
    }
  }

  @TestFactory
  Stream<DynamicTest> pastedTablesGiveTheirNetworks() {
    JsonNode expected = read("expected-summaries.json.gz");
    return Stream.of("torchinfo-1.txt", "torchinfo-2.txt", "torchsummary-1.txt")
        .map(name -> dynamicTest(name, () -> checkPasted(name, expected.get(name))));
  }

  private static void checkPasted(String name, JsonNode expected) throws IOException {
    ReadNetwork read = PastedText.read(Pasted.text(name), ReadingOptions.NONE);
    Report report = Report.of(read.network().orElseThrow());
    assertEquals(expected.get("parameters").asLong(), report.total(Quantity.PARAMETERS).value());
    assertEquals(expected.get("macs").asLong(), report.total(Quantity.MULTIPLY_ADDS).value());
    List<String> outputs = new ArrayList<>();
    for (Row row : report.rows().subList(1, report.rows().size())) {
      outputs.add(row.output().toString(AxisOrder.CHW));
    }
    for (JsonNode layer : expected.get("layers")) {
      String[] extents = new ObjectMapper().convertValue(layer.get("output"), String[].class);
      assertTrue(outputs.contains(String.join("x", extents)), layer::toString);
    }
  }

  @Test
  void aModuleThatRunsAgainIsCountedOnce() throws IOException {
    ReadNetwork read = PastedText.read(Pasted.text("torchinfo-2.txt"), ReadingOptions.NONE);
    Report report = Report.of(read.network().orElseThrow());
    assertEquals("24x12x12", report.row("conv2").orElseThrow().output().toString(AxisOrder.CHW));
    assertEquals("24x6x6", report.row("pool_2").orElseThrow().output().toString(AxisOrder.CHW));
  }

  @Test
  void whatFunctionsDoBetweenRowsIsFoundAndSaid() {
    ReadNetwork read =
        PastedText.read(MODELS.at("/mnist/torchsummary").asText(), ReadingOptions.NONE);
    assertEquals(
        480_500, Report.of(read.network().orElseThrow()).total(Quantity.MULTIPLY_ADDS).value());
    assertTrue(
        read.notes().contains("before Conv2d-2 a pooling of 2 is taken, which has no row"),
        read.notes()::toString);
    ReadNetwork steps = PastedText.read(MODELS.at("/rnn/torchinfo").asText(), ReadingOptions.NONE);
    assertTrue(
        steps.notes().contains("before Linear-1-3 the last step is taken, which has no row"),
        steps.notes()::toString);
  }

  @Test
  void frozenParametersAreThoseInBrackets() {
    ReadNetwork read =
        PastedText.read(
            """
            ==========================================================================================
            Layer (type:depth-idx)                   Output Shape              Param #
            ==========================================================================================
            Sequential                               [1, 5]                    --
            ├─Linear: 1-1                            [1, 20]                   (220)
            ├─ReLU: 1-2                              [1, 20]                   --
            ├─Linear: 1-3                            [1, 5]                    105
            ==========================================================================================
            Total params: 325
            Trainable params: 105
            Non-trainable params: 220
            """,
            ReadingOptions.NONE);
    assertEquals(Set.of("Linear-1-1"), read.frozen());
    Report report = Report.of(read.network().orElseThrow(), Settings.DEFAULT.frozen(read.frozen()));
    assertEquals(List.of(), read.claims().check(report).rows(Verdict.FAILS));
  }

  @Test
  void lightningsTableIsListed() {
    ReadNetwork read =
        PastedText.read(
            """
              | Name    | Type       | Params | Mode
            -----------------------------------------------
            0 | encoder | Sequential | 50.4 K | train
            1 | decoder | Sequential | 51.2 K | train
            -----------------------------------------------
            101 K     Trainable params
            0         Non-trainable params
            101 K     Total params
            0.407     Total estimated model params size (MB)
            """,
            ReadingOptions.NONE);
    assertEquals(101_600, read.inventory().orElseThrow().parameters());
  }

  @Test
  void otherToolsTablesOfTheSameKindAreRead() {
    ReadNetwork read =
        PastedText.read(
            """
            -----------------------------------------------------------------------
                  Layer (type)        Output Shape         Param #     Tr. Param #
            =======================================================================
                      Conv2d-1     [1, 10, 24, 24]             260             260
                      Conv2d-2       [1, 20, 8, 8]           5,020           5,020
                   Dropout2d-3       [1, 20, 8, 8]               0               0
                      Linear-4             [1, 50]          16,050          16,050
                      Linear-5             [1, 10]             510             510
            =======================================================================
            Total params: 21,840
            Trainable params: 21,840
            Non-trainable params: 0
            -----------------------------------------------------------------------
            """,
            ReadingOptions.NONE);
    assertEquals(
        21_840, Report.of(read.network().orElseThrow()).total(Quantity.PARAMETERS).value());
  }
}
