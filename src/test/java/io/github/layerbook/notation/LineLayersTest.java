package io.github.layerbook.notation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.form.LayerForm;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines as people write them: several layers on one, layers in two words, shapes alone. */
class LineLayersTest {
  private static final Notation NOTATION = Notation.standard();

  private static String layers(String text) {
    return NOTATION.parse(text).network().nodes().stream()
        .map(node -> NOTATION.form(word(node.layer())).orElseThrow().print(node.layer()))
        .collect(Collectors.joining("; "));
  }

  private static String word(Layer layer) {
    return LayerForm.of(layer).words().get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "conv3-64, relu | conv 3x3-64 padding=1; relu",
        "conv3-64, batchnorm, relu | conv 3x3-64 padding=1; batchnorm; relu",
        "conv3-64; relu | conv 3x3-64 padding=1; relu",
        "conv3-64 -> relu -> maxpool | conv 3x3-64 padding=1; relu; maxpool 2x2",
        "conv3-64 → relu | conv 3x3-64 padding=1; relu",
        "conv3-64 x2 | conv 3x3-64 padding=1; conv 3x3-64 padding=1",
        "conv3-64 × 3 | conv 3x3-64 padding=1; conv 3x3-64 padding=1; conv 3x3-64 padding=1",
        "conv3-64 (2x) | conv 3x3-64 padding=1; conv 3x3-64 padding=1",
        "conv3-64 x2, max pool | conv 3x3-64 padding=1; conv 3x3-64 padding=1; maxpool 2x2",
        "max pool | maxpool 2x2",
        "Max Pool 3x3 stride=2 | maxpool 3x3 stride=2",
        "batch norm | batchnorm",
        "Dense(10) | fc 10",
        "FC(4,096) | fc 4096",
        "MaxPool(2) | maxpool 2x2",
        "ReLU() | relu",
        "first: conv3-64, relu | conv 3x3-64 padding=1; relu",
      })
  void aLineIsReadAsItIsMeant(String line, String expected) {
    assertEquals("input 32x32x3; " + expected, layers("input 32x32x3\n" + line));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(3, 224, 224) | input 3x224x224 order=chw",
        "[1, 28, 28] | input 1x28x28 order=chw",
        "3x224x224 | input 3x224x224 order=chw",
        "224x224x3 | input 224x224x3",
        "(28, 28, 1) | input 28x28x1",
        "64, 64, 64 | input 64x64x64",
        "(128, 16) | input 128x16",
      })
  void aShapeAloneOnTheFirstLineIsTheInput(String line, String expected) {
    assertEquals(expected + "; relu", layers(line + "\nrelu"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "conv3-64, conv3-64\nmaxpool, maxpool",
        "A, B\nconv3-64, relu\nmaxpool, maxpool",
        "A,B\nconv3-64,conv3-64\n,relu",
      })
  void columnsStayColumns(String text) {
    assertEquals(2, NOTATION.input("32x32x3").parseAll(text).size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "conv3-64 weights: 3*3*3*64 = 1,728",
        "conv 3x3-64 bias=false, padding=1",
        "conv3-64 # then, relu -> maxpool x2"
      })
  void aLineThatIsOneLayerIsNotTakenApart(String line) {
    assertEquals(2, NOTATION.parse("input 8x6x3\n" + line).network().nodes().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"conv3-64, rellu", "conv3-64 -> foo", "conv3-64 x0", "foo x2", "relu x"})
  void whatIsNoLayerIsStillRefused(String line) {
    assertThrows(NotationException.class, () -> NOTATION.parse("input 32x32x3\n" + line));
  }

  @Test
  void aShapeInTheMiddleIsNoInput() {
    assertThrows(
        NotationException.class, () -> NOTATION.parse("input 32x32x3\nrelu\n(3, 224, 224)"));
  }
}
