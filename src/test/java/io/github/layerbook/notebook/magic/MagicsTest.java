package io.github.layerbook.notebook.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.vocabulary.Vocabulary;
import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.SilentKernel;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.CommandForm;
import io.github.layerbook.notebook.command.CommandForm.Kind;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.Purpose;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** All commands, by name. */
class MagicsTest {
  private static final Session SESSION = Session.in(new SilentKernel());
  private static final Magics MAGICS = Magics.of(SESSION);

  @Magic(name = "broken", purpose = Purpose.NOTEBOOK, line = "Fails.", example = "%broken")
  record Broken() implements Command {
    @Override
    public Object run(Session session) {
      return List.of().get(3);
    }
  }

  private static String error(Kind kind, String name, String... words) {
    return String.valueOf(
        assertThrows(CellError.class, () -> MAGICS.run(kind, name, List.of(words), ""))
            .getMessage());
  }

  @Test
  void everyCommandHasALineAnExampleForEachKindAndAMeaningForEachWord() {
    for (CommandForm form : Magics.all()) {
      assertTrue(form.line().endsWith(".") && form.line().length() < 90, form.line());
      for (Kind kind : form.kinds()) {
        assertTrue(
            form.examples().stream().anyMatch(example -> example.contains(form.title(kind))),
            form.title(kind));
      }
      form.meanings().forEach((word, meaning) -> assertTrue(!meaning.isBlank(), word));
      assertTrue(form.description().startsWith(form.line()), form.name());
    }
  }

  @Test
  void noTwoCommandsShareATitle() {
    Set<String> titles = new HashSet<>();
    for (CommandForm form : Magics.all()) {
      form.kinds().forEach(kind -> assertTrue(titles.add(form.title(kind)), form.title(kind)));
    }
  }

  @Test
  void aFaultOfOursSaysThatItIsOne() {
    Magics broken = new Magics(SESSION, List.of(CommandForm.of(Broken.class)));
    CellError error =
        assertThrows(CellError.class, () -> broken.run(Kind.LINE, "broken", List.of(), ""));
    assertTrue(String.valueOf(error.getMessage()).contains("a fault of Layerbook's own"));
  }

  @Test
  void anUnknownCommandSuggestsTheNearest() {
    assertTrue(error(Kind.LINE, "sumary").contains("Did you mean summary?"));
    assertTrue(error(Kind.LINE, "layerbook", "sumary").contains("Did you mean summary?"));
    assertTrue(error(Kind.LINE, "xyz").contains("%layerbook lists all"));
  }

  @Test
  void helpOfACommandIsTheSameByAllWays() {
    Object help = MAGICS.run(Kind.LINE, "layerbook", List.of("summary"), "");
    assertEquals(help, MAGICS.run(Kind.LINE, "summary", List.of("--help"), ""));
    assertTrue(String.valueOf(help).contains("%summary NAME [--by layer|block]"));
  }

  /** The layers whose required options alone do not make one. */
  private static final Set<String> NEEDS_AN_EQUATION = Set.of("einsum", "einsumdense");

  private static String help(String topic) {
    return String.valueOf(MAGICS.run(Kind.LINE, "layerbook", List.of(topic), ""));
  }

  @Test
  void aLayersWordIsExplainedWithOptionsDefaultsAndFormulas() {
    String conv = help("Conv2d");
    for (String part :
        List.of(
            "conv — conv kernel-out stride=1",
            "kernel        must be given",
            "dilation      1",
            "Also written convolution, conv2d.",
            "For example conv 3x3-8 on 16x16x32:",
            "K_h*K_w*C_in*C_out = 3*3*32*8 = 2,304",
            "C_in input channels")) {
      assertTrue(conv.contains(part), conv);
    }
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

  @Test
  void theNotationIsExplainedWithAllLayers() {
    String help = help("notation");
    assertTrue(help.contains("block 1 x3 {") && help.lines().count() < 200, help);
    for (String word : Vocabulary.builtIn().words()) {
      assertTrue(help.contains(word), word);
    }
  }

  @Test
  void anUnknownTopicSuggestsCommandsAndLayers() {
    assertTrue(error(Kind.LINE, "layerbook", "maxpol").contains("Did you mean maxpool?"));
    assertTrue(error(Kind.LINE, "layerbook", "natation").contains("Did you mean notation?"));
  }

  @Test
  void theOverviewIsOneScreen() {
    String text = String.valueOf(MAGICS.run(Kind.LINE, "layerbook", List.of(), ""));
    assertTrue(text.lines().count() < 40, text);
    for (CommandForm form : Magics.all()) {
      assertTrue(text.contains(form.line()), form.name());
    }
  }
}
