package io.github.layerbook.exchange.keras.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.layerbook.claim.CheckReport;
import io.github.layerbook.claim.CheckReport.Verdict;
import io.github.layerbook.claim.InventoryCheck;
import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.pasted.Pasted;
import io.github.layerbook.exchange.pasted.PastedText;
import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.inventory.StoredTensor.Role;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.network.Network;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Row;
import io.github.layerbook.report.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Keras prints of a model gives the model. */
class KerasSummaryTest {
  private static final JsonNode MODELS = read("keras-summaries.json.gz");
  private static final JsonNode EXPECTED = read("expected-summaries.json.gz");

  private static JsonNode read(String name) {
    try (InputStream source =
        Objects.requireNonNull(KerasSummaryTest.class.getResourceAsStream("/pasted/" + name))) {
      return new ObjectMapper().readTree(new GZIPInputStream(source));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @TestFactory
  Stream<DynamicTest> pastedSummariesGiveWhatKerasCounts() {
    return EXPECTED.properties().stream()
        .filter(entry -> entry.getKey().startsWith("keras"))
        .flatMap(
            entry ->
                Stream.of(false, true)
                    .map(
                        told ->
                            dynamicTest(
                                entry.getKey() + (told ? " with its input" : ""),
                                () -> checkPasted(entry.getKey(), entry.getValue(), told))));
  }

  private static void checkPasted(String name, JsonNode expected, boolean told) throws IOException {
    Long[] input =
        told
            ? new ObjectMapper().convertValue(expected.get("input").get(0), Long[].class)
            : new Long[0];
    ReadNetwork read =
        PastedText.read(
            Pasted.text(name), told ? ReadingOptions.NONE.input(input) : ReadingOptions.NONE);
    Report report = check(read, expected);
    assertEquals(expected.get("macs").asLong(), report.total(Quantity.MULTIPLY_ADDS).value(), name);
    for (JsonNode layer : expected.get("layers")) {
      Row row = report.row(layer.get("name").asText()).orElseThrow();
      assertEquals(text(layer.get("output"), 0), row.output().toString(AxisOrder.HWC));
    }
  }

  /** Checks totals and that every row and total of the text holds; returns the report. */
  private static Report check(ReadNetwork read, JsonNode expected) {
    assertEquals(List.of(), read.problems());
    Network network = read.network().orElseThrow(() -> new AssertionError(read.notes()));
    Report report = Report.of(network, Settings.DEFAULT.frozen(read.frozen()));
    long statistics = report.total(Quantity.BUFFERS).value();
    assertEquals(
        expected.get("parameters").asLong(),
        report.total(Quantity.PARAMETERS).value() + statistics);
    assertEquals(
        expected.get("nonTrainable").asLong(), report.total(Quantity.FROZEN).value() + statistics);
    CheckReport checked = read.claims().check(report);
    assertEquals(checked.rows(), checked.rows(Verdict.HOLDS));
    assertTrue(checked.rows().size() >= 5);
    return report;
  }

  private static String text(JsonNode extents, int from) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < extents.size(); i++) {
      text.append(i > from ? "x" : "").append(extents.get(i).asText());
    }
    return text.toString();
  }

  @TestFactory
  Stream<DynamicTest> whatKeras3PrintsGivesItsCounts() {
    return MODELS.get("texts").properties().stream()
        .map(
            entry ->
                dynamicTest(
                    entry.getKey(),
                    () ->
                        check(
                            PastedText.read(
                                entry.getValue().get("text").asText(), ReadingOptions.NONE),
                            entry.getValue())));
  }

  @TestFactory
  Stream<DynamicTest> everyVersionsPrintGivesTheNetworksOfKeras() {
    return MODELS.get("networks").properties().stream()
        .flatMap(
            entry ->
                Stream.of(PrintedSummary.values())
                    .map(
                        style ->
                            dynamicTest(
                                entry.getKey() + " " + style,
                                () -> checkNetwork(entry.getKey(), entry.getValue(), style))));
  }

  private static void checkNetwork(String name, JsonNode network, PrintedSummary style) {
    boolean connected =
        Stream.of("VGG16", "MobileNet", "rare").noneMatch(chain -> chain.equals(name));
    String text = style.print(name, network, connected);
    Report report = check(PastedText.read(text, ReadingOptions.NONE), network);
    if (style == PrintedSummary.WRAPPED) {
      for (JsonNode row : network.get("rows")) {
        String path = row.get(0).asText();
        assertEquals(
            text(row.get(2).get(0), 1),
            report.row(path).orElseThrow().output().toString(AxisOrder.HWC),
            path);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          conv2d (Conv2D)           (None, 26, 26, 32)  320   | 28x28x1 | Conv2D
          conv2d (Conv2D)           (None, 112, 112, 64)  9472 | 224x224x3 | Conv2D
          dense (Dense)             (None, 10)  7850          | 784     | Dense
          embedding (Embedding)     (None, 20, 8)  800        | 20      | Embedding
          lstm (LSTM)               (None, 64)  33024         | 100x64  | LSTM
          flatten (Flatten)         (None, 784)  0            | 28x28   | Flatten
          """)
  void aFirstRowTellsTheLikeliestInput(String row, String input, String type) {
    ReadNetwork read =
        PastedText.read(
            "Model: \"m\"\nLayer (type)  Output Shape  Param #\n" + row, ReadingOptions.NONE);
    Network network = read.network().orElseThrow();
    assertEquals(input, network.applied().get(0).output().toString(AxisOrder.HWC), type);
    assertTrue(read.notes().get(0).startsWith("the input is not in the text: " + input));
  }

  @Test
  void ofSeveralThatFitTheLikeliestIsTakenAndTheOthersNamed() {
    ReadNetwork read =
        PastedText.read(
            """
            Model: "m"
            input_1 (InputLayer)   [(None, 32, 32, 3)]  0
            max_pooling2d (MaxPooling2D)  (None, 16, 16, 3)  0
            """,
            ReadingOptions.NONE);
    assertEquals(
        "16x16x3", read.network().orElseThrow().applied().get(1).output().toString(AxisOrder.HWC));
    assertTrue(
        read.notes()
            .toString()
            .contains("2x2, stride 2, not padded is taken; 3x3, stride 2, padded would fit too"),
        read.notes()::toString);
  }

  @Test
  void aModelWithoutItsLayersCountsAndItsWorkIsSaidToBeUnknown() {
    ReadNetwork read =
        PastedText.read(
            """
            Model: "sequential"
            vgg16 (Functional)   (None, 7, 7, 512)  14714688
            flatten (Flatten)    (None, 25088)      0
            dense (Dense)        (None, 5)          125445
            Total params: 14,840,133
            """,
            ReadingOptions.NONE.input(224L, 224L, 3L));
    assertEquals(
        14_840_133, Report.of(read.network().orElseThrow()).total(Quantity.PARAMETERS).value());
    assertTrue(read.notes().get(0).contains("expand_nested=True"), read.notes()::toString);
  }

  @Test
  void channelsMayStandFirst() {
    ReadNetwork read =
        PastedText.read(
            """
            ____________________________________________________________________________________________________
            Layer (type)                     Output Shape          Param #     Connected to
            ====================================================================================================
            convolution2d_1 (Convolution2D)  (None, 32, 26, 26)    320         convolution2d_input_1[0][0]
            ____________________________________________________________________________________________________
            maxpooling2d_1 (MaxPooling2D)    (None, 32, 13, 13)    0           convolution2d_1[0][0]
            ____________________________________________________________________________________________________
            flatten_1 (Flatten)              (None, 5408)          0           maxpooling2d_1[0][0]
            ____________________________________________________________________________________________________
            dense_1 (Dense)                  (None, 10)            54090       flatten_1[0][0]
            ====================================================================================================
            Total params: 54410
            """,
            ReadingOptions.NONE);
    Network network = read.network().orElseThrow(() -> new AssertionError(read.notes()));
    assertEquals(54_410, Report.of(network).total(Quantity.PARAMETERS).value());
    assertEquals("1x28x28", network.applied().get(0).output().toString(AxisOrder.CHW));
    assertEquals(5, network.nodes().size());
  }

  @Test
  void whatAModelInsideKeepsUntrainedIsToldByTheTotals() {
    ReadNetwork read =
        PastedText.read(
            """
            Model: "sequential"
            mobilenetv2_1.00_96 (Functional)   (None, 3, 3, 1280)  2257984
            global_average_pooling2d (GlobalAveragePooling2D)  (None, 1280)  0
            dense (Dense)        (None, 5)          6405
            Total params: 2,264,389
            Trainable params: 2,230,277
            Non-trainable params: 34,112
            """,
            ReadingOptions.NONE);
    Inventory inventory = read.inventory().orElseThrow();
    assertEquals(2_230_277, inventory.count(Role.TRAINED));
    assertEquals(34_112, inventory.count(Role.FROZEN));
    assertEquals(
        List.of(Verdict.HOLDS, Verdict.HOLDS, Verdict.HOLDS),
        InventoryCheck.of(read.claims(), inventory).rows().stream()
            .map(CheckReport.Checked::verdict)
            .toList());
  }

  @Test
  void rowsThatAreMissingAreSaid() {
    ReadNetwork read =
        PastedText.read(
            """
            Model: "m"
            dense (Dense)        (None, 5)          125445
            Total params: 14,840,133
            """,
            ReadingOptions.NONE);
    assertTrue(
        read.notes()
            .contains(
                "the rows make 125,445 parameters, the text states 14,840,133: rows may be missing"),
        read.notes()::toString);
  }
}
