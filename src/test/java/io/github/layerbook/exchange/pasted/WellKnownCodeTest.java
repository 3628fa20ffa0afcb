package io.github.layerbook.exchange.pasted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Habits of well-known repositories and courses, each in a text of our own. */
class WellKnownCodeTest {
  private static final String MAKER =
      """
      class Net(nn.Module):
          def __init__(self, width):
              super().__init__()
              self.conv = nn.Conv2d(3, width, 3, padding=1)
              self.fc = nn.Linear(width, 10)

          def forward(self, x):
              return self.fc(self.conv(x).mean((2, 3)))

      def net_small():
          return Net(8)
      """;

  private static final String GENERATOR =
      """
      class Generator(nn.Module):
          def __init__(self):
              super().__init__()
              self.main = nn.Sequential(
                  nn.ConvTranspose2d(100, 32, 4, 1, 0, bias=False),
                  nn.ReLU(True),
                  nn.ConvTranspose2d(32, 3, 4, 2, 1, bias=False))

          def forward(self, z):
              return self.main(z)
      """;

  private static final String POSITIONS =
      """
      from einops.layers.torch import Rearrange

      class Positions(nn.Module):
          def __init__(self, image_size, patch_size, dim):
              super().__init__()
              tokens = (image_size // patch_size) ** 2
              self.cut = Rearrange('b c (h a) (w d) -> b (h w) (a d c)', a=patch_size, d=patch_size)
              self.proj = nn.Linear(3 * patch_size ** 2, dim)
              self.pos = nn.Parameter(torch.randn(1, tokens, dim))

          def forward(self, x):
              return self.proj(self.cut(x)) + self.pos

      net = Positions(image_size=48, patch_size=16, dim=24)
      """;

  private static final String TRAINED =
      """
      class Block(layers.Layer):
          def __init__(self, width):
              super().__init__()
              self.dense = layers.Dense(width)
              self.drop = layers.Dropout(0.1)

          def call(self, inputs, training):
              return self.drop(self.dense(inputs), training=training)

      inputs = keras.Input(shape=(12,))
      x = Block(5)(inputs)
      outputs = layers.Dense(3)(x)
      model = keras.Model(inputs, outputs)
      """;

  private static final String VOLUMES =
      """
      INPUT: [32x32x3]   memory: 32*32*3=3K   weights: 0
      CONV3-16: [32x32x16]   memory: 32*32*16=16K   weights: (3*3*3)*16 = 432
      POOL2: [16x16x16]   memory: 16*16*16=4K   weights: 0
      FC: [1x1x10]   memory: 10   weights: 16*16*16*10 = 40,960
      """;

  private static final String OPEN =
      """
      Model: "sequential"
      _________________________________________________________________
       Layer (type)                Output Shape              Param #
      =================================================================
       embedding (Embedding)       (None, None, 16)          8000
       lstm (LSTM)                 (None, 8)                 800
       dense (Dense)               (None, 1)                 9
      =================================================================
      Total params: 8,809
      """;

  private static ReadNetwork read(String text) {
    return PastedText.read(text, ReadingOptions.NONE);
  }

  private static DynamicTest counts(String what, String text, long parameters, String input) {
    return dynamicTest(
        what,
        () -> {
          ReadNetwork read = read(text);
          assertEquals(List.of(), read.problems());
          assertEquals(parameters, Totals.of(read.network().orElseThrow()).parameters());
          assertEquals(
              input, read.network().orElseThrow().applied().get(0).output().toString(), "input");
        });
  }

  @TestFactory
  Stream<DynamicTest> eachIsReadAsItsAuthorMeansIt() {
    return Stream.of(
        counts("a function makes the class", MAKER, 3 * 8 * 9 + 8 + 8 * 10 + 10, "224x224x3"),
        counts("a generator reads a pixel", GENERATOR, 100 * 32 * 16 + 32 * 3 * 16, "1x1x100"),
        counts(
            "an argument names the image's size", POSITIONS, 768 * 24 + 24 + 9 * 24, "48x48x3"),
        counts("Keras says whether it trains", TRAINED, 12 * 5 + 5 + 5 * 3 + 3, "12"),
        counts(
            "volumes with their memory", VOLUMES, 432 + 16 + 40_960 + 10, "32x32x3"),
        counts("a summary of sequences of any length", OPEN, 8_809, "100"),
        counts(
            "a library's model alone",
            "import timm\nmodel = timm.create_model('resnet18', num_classes=5)\n",
            11_689_512 - 513 * 995,
            "224x224x3"));
  }

  @Test
  void allFunctionsThatMakeTheClassAreOffered() {
    String two = MAKER + "\n\ndef net_large():\n    return Net(16)\n";
    List<ReadNetwork> all = CodeForm.PYTORCH.readAll(two, ReadingOptions.NONE);
    assertEquals(
        List.of(314L, 618L),
        all.stream().map(read -> Totals.of(read.network().orElseThrow()).parameters()).toList());
  }

  /** The network would go on without the layer, as if it had never stood there. */
  @Test
  void aLayerThatFailsInTheMiddleIsAProblem() {
    String text =
        """
        inputs = keras.Input(shape=(12,))
        x = layers.Dense(5)(inputs)
        x = unheard(7)(x, other)
        outputs = layers.Dense(3)(x)
        model = keras.Model(inputs, outputs)
        """;
    String failing = text.replace("unheard(7)(x, other)", "layers.Conv2D(4, 3)(x)");
    assertTrue(read(failing).problems().stream().anyMatch(p -> p.line() == 3), failing);
    assertTrue(!read(text).problems().isEmpty(), text);
  }
}
