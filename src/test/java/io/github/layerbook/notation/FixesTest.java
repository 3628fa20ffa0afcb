package io.github.layerbook.notation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.vocabulary.Vocabulary;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is not the notation's is answered with how the notation writes it. */
class FixesTest {
  private static NotationException refusal(String layer) {
    String input = layer.startsWith("lstm") || layer.startsWith("att") ? "16x8" : "8x8x4";
    return assertThrows(
        NotationException.class,
        () -> Notation.standard().parse("input " + input + "\n" + layer),
        layer);
  }

  @ParameterizedTest
  @CsvSource({
    "maxpool 2x2 ceil_mode=true, ceil",
    "maxpool pool_size=2, kernel",
    "avgpool 2x2 count_include_pad=false, countpad",
    "conv 3x3 filters=16, out",
    "conv 3x3-16 strides=2, stride",
    "conv kernel_size=3, kernel",
    "conv 3x3 out_channels=16, out",
    "conv 3x3-16 padding_mode=zeros, fill",
    "conv 3x3-16 dilation_rate=2, dilation",
    "conv 3x3-16 use_bias=false, bias",
    "conv 3x3-16 pading=1, padding",
    "convtranspose 3x3-16 output_padding=1, outpadding",
    "fc units=10, out",
    "fc out_features=10, out",
    "lstm 16 proj_size=4, projection",
    "lstm 16 proj=4, projection",
    "lstm hidden_size=4, units",
    "lstm 16 num_layers=2, layers",
    "lstm 16 return_sequences=true, sequence",
    "attention num_heads=4, heads",
    "attention 4 key_dim=4, headsize",
    "groupnorm num_groups=2, groups",
    "layernorm normalized_shape=4, shape",
    "dropout rate=0.5, p",
    "upsample scale_factor=2, scale",
    "embedding 10 embedding_dim=4, features",
    "flatten start_dim=1, start"
  })
  void anUnknownOptionNamesTheOptionThatIsMeant(String layer, String option) {
    NotationException e = refusal(layer);
    assertTrue(e.fix().startsWith("did you mean " + option + "? it is written "), e.fix());
    assertTrue(layer.contains(e.culprit() + "="), e.culprit());
  }

  @Test
  void anOptionLikeNoneIsAnsweredWithTheUsageNotWithAnotherLayer() {
    for (String word : Vocabulary.builtIn().words()) {
      LayerForm form = Vocabulary.builtIn().form(word).orElseThrow();
      NotationException e = refusal(word + " nonsense_option=1");
      assertTrue(e.problem().contains("has no option \"nonsense_option\""), e.problem());
      assertEquals("it is written " + form.usage(), e.fix());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "layernorm 64, write layernorm… shape=64 if that is meant; it is written layernorm [shape=",
    "dropout 0.5, write dropout… p=0.5 if that is meant; it is written dropout p=0.5",
    "batchnorm 4, write batchnorm… in=4 if that is meant; it is written batchnorm scale=true",
    "relu 3, relu takes no number; it is written relu",
    "leakyrelu 0.1, leakyrelu takes no number; it is written leakyrelu",
    "softmax 1, softmax takes no number; it is written softmax",
    "maxpool 2 2, write maxpool… stride=2 if that is meant; it is written maxpool kernel [stride=",
    "fc 10 bias, 'write bias with its value, as in fc out bias=true'"
  })
  void whatStandsByItselfSaysHowItIsWritten(String layer, String fix) {
    assertTrue(refusal(layer).fix().startsWith(fix.replaceAll(" \\w+…", "")), refusal(layer).fix());
  }

  @ParameterizedTest
  @CsvSource({
    "fc 10 tied=fc1, NAME",
    "fc 10 share_with=fc1, NAME",
    "fc 10 shared, NAME",
    "fc 10 shared with fc1, fc1",
    "fc 10 tied to fc1, fc1",
    "fc 10 wieghts of fc1, fc1",
    "fc 10 weight of fc1, fc1",
    "fc 10 weights from fc1, fc1",
    "fc 10 weights=fc1, NAME",
    "fc 10 tied to block.fc1, block.fc1"
  })
  void sharedWeightsAreHintedAt(String layer, String name) {
    NotationException e = refusal(layer);
    assertEquals(
        "write weights of " + name + " to share the weights of the layer of that name", e.fix());
  }

  @ParameterizedTest
  @CsvSource({
    "batchnorm epsilon=0.1",
    "batchnorm momentum=0.1",
    "conv 3x3-16 kernel_regularizer=l2",
    "lstm 16 batch_first=true"
  })
  void whatChangesNoCountIsLeftOut(String layer) {
    assertTrue(refusal(layer).fix().startsWith("leave it out, it changes no count"), layer);
  }

  @Test
  void aKernelOfTooManyExtentsNamesTheWordForTheInput() {
    for (String word : List.of("conv 2-1", "maxpool 2", "avgpool 2")) {
      NotationException e =
          assertThrows(
              NotationException.class, () -> Notation.standard().parse("input 1025x1\n" + word));
      assertTrue(e.problem().contains("conv1d"), e.problem());
    }
  }

  @Test
  void aMisspeltWordIsStillAnsweredWithTheNearestLayers() {
    assertTrue(refusal("maxpol 2").fix().contains("maxpool"), refusal("maxpol 2").fix());
    assertTrue(refusal("CONV_3-64").fix().contains("CONV3-64"));
  }

  @Test
  void noMessageBeginsWithTheNameOfAClass() {
    for (String word : Vocabulary.builtIn().words()) {
      for (String rest : List.of("", " 1", " 3x3-4 no=1", " x", " 9x9x9-9", " -1", " 0")) {
        for (String input : List.of("7", "5x3", "4x4x3", "2x2x2x2")) {
          try {
            Notation.standard().parse("input " + input + "\n" + word + rest);
          } catch (NotationException e) {
            assertFalse(
                e.problem().matches("(?s)(\\w+\\.){2,}.*|[A-Z][a-z]+[A-Z]\\w*\\b.*|\\w+\\[.*"),
                () -> word.toLowerCase(Locale.ROOT) + rest + ": " + e.getMessage());
          }
        }
      }
    }
  }
}
