package io.github.layerbook.exchange.pytorch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Reading;
import io.github.layerbook.layer.form.LayerForm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions are their classes under other names and with arguments in another order. */
class FunctionsTest {
  private static final Dialect TORCH = PyTorch.dialect();
  private static final List<Long> IMAGES = List.of(2L, 6L, 8L, 10L);

  private static Reading read(String name, Arguments arguments, List<List<Long>> inputs) {
    return TORCH.require(name).read(arguments, inputs);
  }

  private static String printed(Reading reading) {
    return LayerForm.of(reading.layer()).print(reading.layer());
  }

  @ParameterizedTest
  @CsvSource({
    "relu, relu inplace=false",
    "relu_, relu",
    "leaky_relu_, leakyrelu",
    "gelu, gelu",
    "dropout, dropout",
    "softmax, softmax",
    "normalize, unitnorm"
  })
  void aFunctionOfATensorAloneIsItsClass(String name, String layer) {
    assertEquals(layer, printed(read("F." + name, Arguments.NONE, List.of(IMAGES))));
  }

  @Test
  void argumentsByPositionStandInTheFunctionsOrder() {
    Arguments arguments = Arguments.of(3, 2, 1, 1, true);
    assertEquals(
        "maxpool 3x3 stride=2 padding=1 ceil=true",
        printed(read("F.max_pool2d", arguments, List.of(IMAGES))));
    assertThrows(
        NotExpressibleException.class, () -> read("MaxPool2d", arguments, List.of(IMAGES)));
  }

  @Test
  void flattenBeginsWithTheBatchOnlyAsAFunction() {
    Reading whole = read("torch.flatten", Arguments.NONE, List.of(IMAGES));
    assertEquals(List.of(), whole.arrangement().batch());
    Reading each = read("torch.flatten", Arguments.of(1), List.of(IMAGES));
    assertEquals("flatten", printed(each));
    assertEquals(List.of(2L), each.arrangement().batch());
    assertEquals("flatten", printed(read("nn.Flatten", Arguments.NONE, List.of(IMAGES))));
  }

  @Test
  void tensorsAreJoinedAndSplitAlongTheStatedDimension() {
    assertEquals(
        "concat dim=2", printed(read("torch.cat", Arguments.of(-2), List.of(IMAGES, IMAGES))));
    assertEquals("split 4x2", printed(read("torch.split", Arguments.of(4, 1), List.of(IMAGES))));
    assertEquals("chunk 2", printed(read("torch.chunk", Arguments.of(2, 1), List.of(IMAGES))));
    assertThrows(
        NotExpressibleException.class,
        () -> read("torch.cat", Arguments.of(0), List.of(IMAGES, IMAGES)));
  }

  @Test
  void aMeanOverAllPositionsIsGlobalPooling() {
    Reading mean = read("torch.mean", Arguments.of(List.of(2, 3)), List.of(IMAGES));
    assertEquals("globalavgpool", printed(mean));
    assertEquals(List.of(List.of(2L, 6L)), outputs(mean));
    Reading sequence = read("torch.mean", Arguments.of(1), List.of(List.of(2L, 7L, 5L)));
    assertEquals(List.of(List.of(2L, 5L)), outputs(sequence));
    assertThrows(
        NotExpressibleException.class, () -> read("torch.mean", Arguments.of(1), List.of(IMAGES)));
  }

  @Test
  void inputsOfFewerAxesAreRepeated() {
    Reading sum = read("torch.add", Arguments.NONE, List.of(IMAGES, List.of(10L)));
    assertEquals(List.of(IMAGES), outputs(sum));
  }

  @Test
  void interpolationAndPaddingCountFromTheLastAxis() {
    assertEquals(
        List.of(List.of(2L, 6L, 16L, 20L)),
        outputs(
            read(
                "F.interpolate",
                Arguments.named(Map.of("scale_factor", 2.0, "mode", "bilinear")),
                List.of(IMAGES))));
    assertEquals(
        List.of(List.of(2L, 6L, 8L, 13L)),
        outputs(read("F.pad", Arguments.of(List.of(1, 2)), List.of(IMAGES))));
  }

  private static List<List<Long>> outputs(Reading reading) {
    return reading.arrangement().extents(reading.layer().on(reading.inputs()).outputs());
  }
}
