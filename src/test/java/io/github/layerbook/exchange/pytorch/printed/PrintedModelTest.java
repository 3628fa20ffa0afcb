package io.github.layerbook.exchange.pytorch.printed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What PyTorch prints of a model gives its parameters, and a network where it is a chain. */
class PrintedModelTest {
  /** Parameters that no module prints: a class token, positions, tables, scales of layers. */
  private static final Map<String, Long> UNPRINTED =
      Map.of(
          "vit_b_16", 768L + 197 * 768,
          "swin_t", 169L * (2 * 3 + 2 * 6 + 6 * 12 + 2 * 24),
          "convnext_tiny", 3L * 96 + 3 * 192 + 9 * 384 + 3 * 768);

  private static JsonNode read(String name) throws IOException {
    try (InputStream source =
        Objects.requireNonNull(PrintedModelTest.class.getResourceAsStream("/pasted/" + name))) {
      return new ObjectMapper().readTree(new GZIPInputStream(source));
    }
  }

  private static ReadNetwork read(String text, ReadingOptions options) {
    assertEquals("pytorch-print", PastedText.form(text).orElseThrow().toString());
    return PastedText.read(text, options);
  }

  @TestFactory
  Stream<DynamicTest> torchvisionsNetworksGiveTheirParameters() throws IOException {
    return read("torch-summaries.json.gz").get("models").properties().stream()
        .map(
            entry ->
                dynamicTest(
                    entry.getKey(),
                    () -> {
                      JsonNode model = entry.getValue();
                      ReadNetwork read = read(model.get("print").asText(), ReadingOptions.NONE);
                      assertEquals(List.of(), read.problems());
                      long printed = parameters(read);
                      assertEquals(
                          model.get("parameters").asLong(),
                          printed + UNPRINTED.getOrDefault(entry.getKey(), 0L));
                    }));
  }

  private static long parameters(ReadNetwork read) {
    return read.network()
        .map(network -> Report.of(network).total(Quantity.PARAMETERS).value())
        .or(() -> read.inventory().map(Inventory::parameters))
        .orElseThrow();
  }

  @Test
  void aChainWithItsInputIsTheNetwork() throws IOException {
    JsonNode expected = read("expected-summaries.json.gz").get("torch-repr-1.txt");
    ReadNetwork read =
        read(Pasted.text("torch-repr-1.txt"), ReadingOptions.NONE.input(3L, 80L, 80L));
    Report report = Report.of(read.network().orElseThrow());
    assertEquals(expected.get("macs").asLong(), report.total(Quantity.MULTIPLY_ADDS).value());
    for (JsonNode layer : expected.get("layers")) {
      String[] extents =
          report
              .row(layer.get("name").asText())
              .orElseThrow()
              .output()
              .toString(AxisOrder.CHW)
              .split("x");
      assertEquals(
          List.of(extents),
          List.of(new ObjectMapper().convertValue(layer.get("output"), String[].class)));
    }
  }

  @Test
  void blocksThatStandOnceAreCountedAsOftenAsTheyRepeat() throws IOException {
    ReadNetwork read = read(Pasted.text("torch-repr-2.txt"), ReadingOptions.NONE);
    Inventory inventory = read.inventory().orElseThrow();
    assertEquals(21_051_264, inventory.parameters());
    assertEquals(
        1_567_488,
        inventory.layers().stream()
            .filter(layer -> layer.path().startsWith("layers.7."))
            .mapToLong(layer -> layer.parameters())
            .sum());
    assertEquals(1, read.claims().all().size());
  }

  @Test
  void theInputThatMakesTheNumbersFitIsFoundAndSaid() throws IOException {
    JsonNode models = read("torch-summaries.json.gz").get("models");
    ReadNetwork reused = read(models.at("/tutorial/print").asText(), ReadingOptions.NONE);
    assertEquals(
        "the text does not state the input's size; 3x32x32 is taken: the numbers of the text fit it;"
            + " the pooling that is printed once is taken after every convolution",
        reused.notes().get(0));
    Network network = reused.network().orElseThrow();
    assertEquals(651_720, Report.of(network).total(Quantity.MULTIPLY_ADDS).value());
    ReadNetwork functions = read(models.at("/mnist/print").asText(), ReadingOptions.NONE);
    assertTrue(
        functions.notes().get(0).contains("1x28x28 is taken")
            && functions.notes().get(0).contains("a pooling of 2x2, which is not a module"),
        functions.notes()::toString);
  }

  @Test
  void branchesAreNoChain() throws IOException {
    JsonNode models = read("torch-summaries.json.gz").get("models");
    for (String name : List.of("resnet18", "densenet121", "googlenet", "efficientnet_b0")) {
      String text = models.get(name).get("print").asText();
      assertTrue(read(text, ReadingOptions.NONE).network().isEmpty(), name);
    }
  }

  @Test
  void adaptersAreTrainedAndWhatTheyAdaptIsFrozen() {
    Inventory inventory =
        read(
                """
                PeftModelForCausalLM(
                  (base_model): LoraModel(
                    (model): Model(
                      (embed_tokens): Embedding(100, 16)
                      (layers): ModuleList(
                        (0-1): 2 x Block(
                          (q_proj): lora.Linear(
                            (base_layer): Linear4bit(in_features=16, out_features=16, bias=False)
                            (lora_dropout): ModuleDict(
                              (default): Dropout(p=0.05, inplace=False)
                            )
                            (lora_A): ModuleDict(
                              (default): Linear(in_features=16, out_features=4, bias=False)
                            )
                            (lora_B): ModuleDict(
                              (default): Linear(in_features=4, out_features=16, bias=False)
                            )
                            (lora_embedding_A): ParameterDict()
                          )
                          (norm): LlamaRMSNorm()
                        )
                      )
                    )
                  )
                )
                """,
                ReadingOptions.NONE)
            .inventory()
            .orElseThrow();
    assertEquals(2 * (4 * 16 + 16 * 4), inventory.count(Role.TRAINED));
    assertEquals(100 * 16 + 2 * (16 * 16 + 16), inventory.count(Role.FROZEN));
  }

  @Test
  void whatTheTextDoesNotTellIsSaid() {
    ReadNetwork read =
        read(
            """
            Net(
              (conv): Conv2d(3, 8, kernel_size=(3, 3), stride=(1, 1))
              (head): MyHead()
            """,
            ReadingOptions.NONE);
    assertEquals(224, read.inventory().orElseThrow().parameters());
    assertEquals(
        List.of("head (MyHead): the text does not say what it holds; it counts as nothing here"),
        read.notes());
    assertEquals(
        "line 3: the text ends here, before its brackets are closed",
        read.problems().get(0).toString());
  }
}
