package io.github.layerbook.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.convolution.DepthwiseConvolution;
import io.github.layerbook.layer.pooling.AveragePool;
import io.github.layerbook.layer.pooling.MaxPool;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.receptive.ReceptiveField;
import io.github.layerbook.receptive.ReceptiveFields;
import io.github.layerbook.receptive.ReceptiveFields.Extent;
import io.github.layerbook.receptive.ReceptiveFields.Seen;
import io.github.layerbook.zoo.Zoo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Holds receptive fields to what gradients say: which inputs of torchvision's networks an output's
 * gradient reaches where all weights are equal and positive.
 */
class ReceptiveFieldTruthTest {
  @TestFactory
  Stream<DynamicTest> everyConvolutionAndPoolingSeesWhatItsGradientReaches() throws IOException {
    try (InputStream in = getClass().getResourceAsStream("/truth/receptive.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> Arrays.asList(line.split(" ")))
          .map(words -> dynamicTest(words.get(0), () -> check(words)));
    }
  }

  private static void check(List<String> words) {
    ReceptiveFields fields = ReceptiveFields.of(Zoo.network(words.get(0)));
    List<String> found = new ArrayList<>();
    for (Seen seen : fields.all()) {
      if (isWindow(seen.layer().node().layer()) && seen.extent() == Extent.WINDOW) {
        assertEquals(seen.axes().get(0), seen.axes().get(1), "rows and columns");
        found.add(print(seen.axes().get(0)));
      }
    }
    assertEquals(words.subList(1, words.size()), found);
  }

  private static boolean isWindow(Layer layer) {
    return layer instanceof Convolution
        || layer instanceof DepthwiseConvolution
        || layer instanceof MaxPool
        || layer instanceof AveragePool;
  }

  private static String print(ReceptiveField field) {
    assertEquals(-field.first(), field.padding());
    assertEquals(field.first() + (field.extent() - 1) / 2.0, field.centre());
    return "%d/%d/%d/%d".formatted(field.extent(), field.jump(), field.first(), field.holes());
  }

  /** Measured by the gradient of PyTorch's {@code conv1d}, but for Keras's paddings. */
  @ParameterizedTest
  @CsvSource({
    "input 400x400x1; conv 3x3-1 dilation=2, 5/1/0/2",
    "input 400x400x1; conv 3x3-1 padding=2 dilation=2; conv 3x3-1 padding=4 dilation=4, 13/1/-6/6",
    "input 400x400x1; conv 3x3-1 dilation=3; conv 2x2-1 stride=2 padding=1; conv 3x3-1 dilation=5, 28/2/-1/10",
    "input 400x400x1; conv 1x1-1 stride=2; conv 3x3-1 padding=1, 5/2/-2/2",
    "input 400x1; conv kernel=3 out=1 padding=causal dilation=2, 5/1/-4/2",
    "input 400x400x1; conv 3x3-1 stride=2 padding=same, 3/2/0/0",
    "input 400x400x1; conv 3x3-1 stride=2 padding=1; pad 2; relu; maxpool 2x2, 5/4/-5/0",
  })
  void windowsThatSkipHaveHoles(String layers, String expected) {
    String text = layers.replace("; ", "\n");
    List<Seen> all = ReceptiveFields.of(Notation.standard().parse(text).network()).all();
    assertEquals(expected, print(all.get(all.size() - 1).axes().get(0)));
  }

  @ParameterizedTest
  @CsvSource({
    "conv 3x3-4, WINDOW",
    "globalavgpool, WHOLE",
    "conv 3x3-4; fc 10; relu, WHOLE",
    "upsample 2; conv 3x3-4; relu, WINDOW",
    "upsample 2 mode=lanczos3; conv 3x3-4; relu, UNSTATED",
    "upsample 2 mode=lanczos3; conv 3x3-4; fc 10, WHOLE",
  })
  void whatIsNotKnownIsNotSaid(String layers, Extent expected) {
    String text = "input 8x8x1\n" + layers.replace("; ", "\n");
    List<Seen> all = ReceptiveFields.of(Notation.standard().parse(text).network()).all();
    assertEquals(expected, all.get(all.size() - 1).extent());
  }
}
