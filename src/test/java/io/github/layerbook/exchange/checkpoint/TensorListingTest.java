package io.github.layerbook.exchange.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import io.github.layerbook.exchange.pasted.PastedText;
import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.inventory.StoredTensor.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and shapes of tensors are read however a loop or a tool prints them. */
class TensorListingTest {
  private static final Map<String, List<Long>> TENSORS = new LinkedHashMap<>();

  static {
    TENSORS.put("conv1.weight", List.of(6L, 1L, 5L, 5L));
    TENSORS.put("conv1.bias", List.of(6L));
    TENSORS.put("features.0.weight", List.of(16L, 6L, 5L, 5L));
    TENSORS.put("fc.weight", List.of(10L, 256L));
    TENSORS.put("fc.bias", List.of(10L));
  }

  private static final long PARAMETERS = 156 + 2_400 + 2_570;

  /** Writes each tensor in a format of its name, its extents and how many values it has. */
  private static String each(String format) {
    return TENSORS.entrySet().stream()
        .map(
            tensor ->
                format.formatted(
                    tensor.getKey(),
                    tensor.getValue().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(", ")),
                    tensor.getValue().stream().reduce(1L, (a, b) -> a * b)))
        .collect(Collectors.joining("\n"));
  }

  private static Inventory read(String text) {
    assertEquals("tensor-list", PastedText.form(text).orElseThrow().toString());
    ReadNetwork read = PastedText.read(text, ReadingOptions.NONE);
    assertEquals(List.of(), read.problems());
    return read.inventory().orElseThrow();
  }

  @TestFactory
  Stream<DynamicTest> anyLoopThatPrintsTheTensorsIsRead() {
    return Stream.of(
            "%s torch.Size([%s])",
            "%s \t torch.Size([%s])",
            "%s: torch.Size([%s])",
            "%s -> [%s]",
            "('%s', torch.Size([%s]))",
            "%s (%s)",
            "%s (%s) True",
            "%1$s %3$d",
            "%1$s | %3$,d | True",
            "|  %1$s  |   %3$d   |",
            "Layer: %s | Size: torch.Size([%s]) | Values : tensor([[ 0.0272, -0.0084]])",
            "name: %s, shape: torch.Size([%s])",
            "| %s | (%s) |",
            "<tf.Variable '%s:0' shape=(%s) dtype=float32, numpy=")
        .map(
            format ->
                dynamicTest(
                    format,
                    () -> {
                      Inventory inventory = read("These are in it:\n" + each(format) + "\n");
                      assertEquals(PARAMETERS, inventory.parameters());
                      assertEquals(
                          List.of("conv1", "features.0", "fc"),
                          inventory.layers().stream().map(layer -> layer.path()).toList());
                    }));
  }

  @Test
  void aDictionaryOnOneLineIsRead() {
    String text = "OrderedDict([" + each("('%s', torch.Size([%s]))").replace("\n", ", ") + "])";
    assertEquals(PARAMETERS, read(text).parameters());
  }

  @Test
  void ofWhatIsListedInAndBelowABlockOnlyTheLowestCounts() {
    String text =
        """
        | name                | #elements or shape   |
        |:--------------------|:---------------------|
        | model               | 75.1K                |
        | conv1               | 1.1K                 |
        | conv1.weight        | (64, 2, 3, 3)        |
        | layer1              | 74.0K                |
        | layer1.0            | 74.0K                |
        | layer1.0.conv1      | 36.9K                |
        | layer1.0.conv2      | 37.1K                |
        """;
    assertEquals(1_152 + 36_900 + 37_100, read(text).parameters());
    ReadNetwork read = PastedText.read(text, ReadingOptions.NONE);
    assertTrue(read.notes().toString().contains("are rounded in the text"));
  }

  @Test
  void statisticsAndWhatCountersLeaveAreNoParameters() {
    Inventory inventory =
        read(
            """
            total_ops \t torch.Size([1])
            bn.weight \t torch.Size([8])
            bn.bias \t torch.Size([8])
            bn.running_mean \t torch.Size([8])
            bn.running_var \t torch.Size([8])
            bn.num_batches_tracked \t torch.Size([])
            """);
    assertEquals(16, inventory.parameters());
    assertEquals(18, inventory.count(Role.BUFFER));
  }

  @Test
  void totalsAreClaims() {
    ReadNetwork read =
        PastedText.read(
            each("| %1$s | %3$d |") + "\nTotal Trainable Params: 5126\n", ReadingOptions.NONE);
    assertEquals(1, read.claims().all().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "def count(model):\n  for n, p in model.named_parameters():\n    print(n, p.shape)\nfc.weight (3, 4)\nfc.bias (3,)\n",
        "net = nn.Linear(3, 4)\nweight torch.Size([4, 3])\nbias torch.Size([4])\n",
        "a conv layer with 10 filters, weights: 760\na dense layer, biases: 10\n"
      })
  void codeAndClaimsAreNoListings(String text) {
    assertFalse(TensorListing.FORM.recognises(text));
  }
}
