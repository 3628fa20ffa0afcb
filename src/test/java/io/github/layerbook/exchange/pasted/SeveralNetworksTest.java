package io.github.layerbook.exchange.pasted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.exchange.form.ReadNetwork;
import io.github.layerbook.exchange.form.ReadingOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A text that makes several networks gives each, with what was assumed of it. */
class SeveralNetworksTest {
  private static final String CLASSES =
      """
      import torch.nn as nn
      class Generator(nn.Module):
          def __init__(self):
              super().__init__()
              self.fc = nn.Linear(100, 784)
          def forward(self, z):
              return self.fc(z)
      class Discriminator(nn.Module):
          def __init__(self):
              super().__init__()
              self.conv = nn.Conv2d(1, 8, 3)
          def forward(self, x):
              return self.conv(x)
      """;

  private static List<ReadNetwork> all(String text) {
    return PastedText.form(text).orElseThrow().readAll(text, ReadingOptions.NONE);
  }

  private static List<Long> parameters(List<ReadNetwork> all) {
    return all.stream().map(read -> Totals.of(read.network().orElseThrow()).parameters()).toList();
  }

  @Test
  void eachClassThatNoOtherUsesIsANetwork() {
    List<ReadNetwork> all = all(CLASSES);
    assertEquals(List.of(79_184L, 80L), parameters(all));
    assertTrue(all.get(1).notes().stream().anyMatch(note -> note.contains("1x28x28")));
  }

  @Test
  void eachNetworkThatIsMadeIsRead() {
    List<ReadNetwork> all = all(CLASSES + "netG = Generator()\nnetD = Discriminator()\n");
    assertEquals(
        List.of("netG", "netD"),
        all.stream().map(read -> read.network().orElseThrow().name()).toList());
  }

  @Test
  void theNetworkThatTheTextFeedsIsTheOne() {
    assertEquals(
        List.of(79_184L),
        parameters(all(CLASSES + "g = Generator()\nd = Discriminator()\ng(torch.randn(1, 100))")));
  }

  @Test
  void whatIsPartOfAnotherIsNone() {
    assertEquals(
        1,
        all(CLASSES
                + """
                class Both(nn.Module):
                    def __init__(self):
                        super().__init__()
                        self.g = Generator()
                        self.d = Discriminator()
                    def forward(self, z):
                        return self.d(self.g(z).view(-1, 1, 28, 28))
                """)
            .size());
  }

  private static final String KERAS =
      """
      from tensorflow import keras
      from tensorflow.keras import layers
      def generator():
          return keras.Sequential([layers.Dense(784, input_shape=(100,))], name="g")
      def discriminator():
          return keras.Sequential([layers.Conv2D(8, 3, input_shape=(28, 28, 1))])
      """;

  @Test
  void eachFunctionThatMakesAModelOfKerasIsANetwork() {
    assertEquals(List.of(79_184L, 80L), parameters(all(KERAS)));
  }

  @Test
  void eachModelOfKerasIsANetwork() {
    List<ReadNetwork> all = all(KERAS + "d = discriminator()\ng = generator()\n");
    assertEquals(List.of(80L, 79_184L), parameters(all));
    assertEquals(
        List.of("d", "g"), all.stream().map(read -> read.network().orElseThrow().name()).toList());
  }

  @Test
  void aModelOfKerasThatIsPartOfAnotherIsNone() {
    String inner = "d = keras.Sequential([layers.Dense(8, input_shape=(784,))])\ng = generator()\n";
    long both = 784 * 8 + 8 + 79_184;
    for (String whole :
        List.of(
            "both = keras.Sequential([g, d])\n",
            "z = keras.Input((100,))\nboth = keras.Model(z, d(g(z)))\n")) {
      assertEquals(List.of(both), parameters(all(KERAS + inner + whole)), whole);
    }
    String coder =
        """
        x = keras.Input((784,))
        code = layers.Dense(32)(x)
        auto = keras.Model(x, layers.Dense(784)(code))
        encoder = keras.Model(x, code)
        c = keras.Input((32,))
        decoder = keras.Model(c, auto.layers[-1](c))
        """;
    assertEquals(List.of(784L * 32 + 32 + 32 * 784 + 784), parameters(all(KERAS + coder)));
  }
}
