package io.github.layerbook.notebook.magic;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.known.Dialects;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.vocabulary.Vocabulary;
import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.SilentKernel;
import io.github.layerbook.notebook.command.CommandForm;
import io.github.layerbook.report.Quantities;
import io.github.layerbook.report.Quantity;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The help on layers and the notation, read off the vocabulary. */
class LayerbookCommandTest {
  private static final Session SESSION = Session.in(new SilentKernel());

  /** The layers whose required options alone do not make one. */
  private static final Set<String> NEEDS_AN_EQUATION = Set.of("einsum", "einsumdense");

  private static String help(String topic) {
    return String.valueOf(new LayerbookCommand(Optional.of(topic)).run(SESSION));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "conv — conv kernel-out stride=1",
        "kernel        must be given",
        "dilation      1",
        "Also written convolution, conv2d.",
        "For example conv 3x3-8 on 16x16x32:",
        "K_h*K_w*C_in*C_out = 3*3*32*8 = 2,304",
        "C_in input channels"
      })
  void aLayersWordIsExplainedWithOptionsDefaultsAndFormulas(String part) {
    assertTrue(help("Conv2d").contains(part), help("Conv2d"));
  }

  @Test
  void everyLayerOfTheVocabularyIsExplainedWithAnExample() {
    Vocabulary layers = Vocabulary.builtIn();
    for (String word : layers.words()) {
      LayerForm form = layers.form(word).orElseThrow();
      String help = help(word);
      assertTrue(help.contains(form.usage()), help);
      assertTrue(help.contains("For example ") || NEEDS_AN_EQUATION.contains(word), help);
      form.options().forEach(option -> assertTrue(help.contains("\n" + option + " "), help));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nn.Conv2d | PyTorch    Conv2d(in_channels, out_channels, kernel_size, stride=1",
        "nn.Conv2d | conv kernel-out stride=1",
        "nn.Conv2d | For example conv 3x3-8 on 16x16x32:",
        "Conv2D | Keras      Conv2D(filters, kernel_size, strides=1",
        "LSTM | PyTorch    LSTM(input_size, hidden_size",
        "LSTM | Keras      LSTM(units",
        "nn.CrossEntropyLoss | No layer in PyTorch's: it stands after the network: a loss.",
        "Conv2d | Not read of PyTorch's: negative padding"
      })
  void aFrameworksClassTellsTheLayerAndHowItIsWritten(String topic, String part) {
    assertTrue(help(topic).contains(part), help(topic));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "C_in +input channels +conv, ",
        "H_out +output height +",
        "B +bytes per value +",
        "H +heads +|h +heads +attention",
        "multiply-adds, macs, .* of convolutions and matrix products .*"
            + "\\(K_h\\*K_w\\*C_in\\)\\*C_out\\*H_out\\*W_out",
        "kv-cache, kv +bytes of keys, values .* gqa"
      })
  void theGlossarySaysWhatSymbolsAndWordsStandFor(String line) {
    Pattern pattern = Pattern.compile("(?m)^(?:" + line + ").*$");
    assertTrue(pattern.matcher(help("glossary")).find(), () -> help("glossary"));
  }

  @Test
  void theGlossaryHasEveryLayerAndEveryQuantity() {
    String glossary = help("glossary");
    for (LayerForm form : Vocabulary.builtIn().forms()) {
      String words = String.join(", ", form.words());
      boolean explained = glossary.contains("\n" + words + " ");
      assertTrue(explained || NEEDS_AN_EQUATION.contains(form.words().get(0)), words);
    }
    for (Quantity quantity : SESSION.quantities().all()) {
      assertTrue(glossary.contains("\n" + String.join(", ", quantity.words()) + " "));
    }
  }

  @Test
  void theCheatSheetHasEveryCommandLayerAndQuantity() {
    String sheet = help("cheat-sheet");
    for (CommandForm form : Magics.all()) {
      assertTrue(sheet.contains(form.head(form.kinds().get(0))) && sheet.contains(form.line()));
    }
    Vocabulary.builtIn()
        .forms()
        .forEach(form -> assertTrue(sheet.contains(form.words().get(0)), form::title));
    Quantities.standard()
        .all()
        .forEach(quantity -> assertTrue(sheet.contains(quantity.word()), quantity::title));
  }

  @Test
  void everyNameOfAFrameworkIsExplained() {
    for (Dialect dialect : Dialects.all()) {
      for (Entry entry : dialect.entries()) {
        for (String name : entry.names()) {
          String help = help(name);
          assertTrue(help.contains(dialect.name()) && help.contains(entry.usage()), help);
        }
      }
      dialect.absent().forEach((name, why) -> assertTrue(help(name).contains(why), name));
    }
  }

  @Test
  void theNotationIsExplainedWithAllLayers() {
    String help = help("notation");
    assertTrue(help.contains("block 1 x3 {") && help.lines().count() < 200, help);
    for (String word : Vocabulary.builtIn().words()) {
      assertTrue(help.contains(word), word);
    }
  }

  @ParameterizedTest
  @CsvSource({"maxpol, maxpool", "natation, notation", "sumary, summary"})
  void anUnknownTopicSuggestsCommandsAndLayers(String topic, String nearest) {
    String message = String.valueOf(assertThrows(CellError.class, () -> help(topic)).getMessage());
    assertTrue(message.contains("Did you mean " + nearest + "?"), message);
  }
}
