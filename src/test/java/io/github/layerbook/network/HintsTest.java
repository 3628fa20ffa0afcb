package io.github.layerbook.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.notation.Notation;
import io.github.layerbook.notation.NotationException;
import io.github.layerbook.whatif.variation.Variation;
import io.github.layerbook.zoo.Zoo;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is allowed and likely meant otherwise is said; what is plain is not. */
class HintsTest {
  private static List<String> hints(String text) {
    return Hints.of(Notation.standard().parse(text.replace('¶', '\n')).network());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "input 3x32x32¶conv3-8 | height 3, width 32 and 32 channels; if the channels stand first, write 32x32x3, or order=chw",
        "input 1x28x28¶FC-10 | height 1, width 28 and 28 channels",
        "input 64x16¶dense 8 | fc1 reads its input 64x16 as one vector of 1024 values; for each position by itself, as Keras's Dense and PyTorch's Linear do, write linear 8",
        "input 8x8x3¶input 8x8x3¶relu | Nothing reads input: write from input behind a layer",
      })
  void whatIsLikelyMeantOtherwiseIsSaid(String text, String expected) {
    List<String> hints = hints(text);
    assertEquals(1, hints.size(), hints::toString);
    assertTrue(hints.get(0).contains(expected), hints.get(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "input 32x32x3¶conv3-8¶FC-10",
        "input 3x32x32 order=chw¶conv3-8",
        "input 64x64x64¶conv3-8",
        "input 64x16¶linear 8",
        "input 64x16¶flatten¶dense 8",
        "input 100¶dense 8",
        "input 8x8x3",
        "a: input 8x8x3¶b: input 8x8x3¶add from a, b"
      })
  void whatIsPlainIsNot(String text) {
    assertEquals(List.of(), hints(text));
  }

  @Test
  void noNetworkOfTheZooIsAskedAbout() {
    for (String name : List.of("vgg16", "lenet5", "alexnet", "lstm", "bert_base")) {
      Zoo.find(name).ifPresent(entry -> assertEquals(List.of(), Hints.of(entry.network()), name));
    }
  }

  @Test
  void aNetworkThatFailsForItSaysSoToo() {
    Network network =
        Notation.standard().parse("input 32x32x3\nconv3-8\npool2\npool2\nFC-10").network();
    NetworkException changed =
        Assertions.assertThrows(
            NetworkException.class, () -> Variation.of(network).with("input=3x48x48").network());
    assertTrue(
        String.valueOf(changed.getMessage()).contains("in changes input.order=chw"),
        changed.getMessage());
    assertEquals(
        "48x48x3",
        Variation.of(network)
            .with("input=3x48x48")
            .with("input.order=chw")
            .network()
            .applied()
            .get(0)
            .output()
            .toString());
    NotationException read =
        Assertions.assertThrows(
            NotationException.class,
            () -> Notation.standard().parse("input 3x32x32\nconv3-8\npool2\npool2\nFC-10"));
    assertTrue(String.valueOf(read.getMessage()).contains("order=chw"), read.getMessage());
  }
}
