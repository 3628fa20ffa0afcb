package io.github.layerbook.notebook.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.memory.PeakMemory;
import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.SilentKernel;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.CommandForm;
import io.github.layerbook.notebook.command.CommandForm.Kind;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.change.FitCommand;
import io.github.layerbook.notebook.command.change.SweepCommand;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.size.Size;
import io.github.layerbook.unit.Unit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All commands, by name. */
class MagicsTest {
  private static final Session SESSION = Session.in(new SilentKernel());
  private static final Magics MAGICS = Magics.of(SESSION);

  @Magic(name = "broken", purpose = Magic.Purpose.NOTEBOOK, line = "Fails.", example = "%broken")
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "summary",
        "explain",
        "plot",
        "diagram",
        "whatif",
        "diff",
        "compare",
        "sweep",
        "fit",
        "zoo",
        "networks"
      })
  void helpOfACommandThatShowsFiguresNamesEveryQuantity(String command) {
    String help = String.valueOf(MAGICS.run(Kind.LINE, "layerbook", List.of(command), ""));
    for (Quantity quantity : PeakMemory.quantities().ofNetworks()) {
      assertTrue(help.contains(quantity.word()), quantity.word() + " in\n" + help);
    }
  }

  @Test
  void everyWordOfAQuantityIsAnOptionOfFitsAndSweeps() {
    CommandForm fit = form("fit");
    CommandForm sweep = form("sweep");
    for (Quantity quantity : PeakMemory.quantities().ofNetworks()) {
      for (String word : quantity.words()) {
        if (word.equals("weights")) { // the format of the weights
          continue;
        }
        FitCommand budget =
            (FitCommand)
                fit.read(
                    List.of("net", "a.out", "--" + word, "5"),
                    Optional.empty(),
                    PeakMemory.quantities());
        assertEquals(Map.of(quantity, "5"), budget.budgets());
        SweepCommand found =
            (SweepCommand)
                sweep.read(
                    List.of("net", "a.out=1", "--" + word),
                    Optional.empty(),
                    PeakMemory.quantities());
        assertEquals(Set.of(quantity), found.more().keySet());
      }
    }
  }

  @Test
  void aUsersQuantityIsAnOptionToo() {
    Quantity energy = Quantity.of("Energy", Unit.of("pJ"), row -> Size.of(1)).words("joules");
    FitCommand budget =
        (FitCommand)
            form("fit")
                .read(
                    List.of("net", "a.out", "--joules", "5", "--macs", "6"),
                    Optional.empty(),
                    PeakMemory.quantities().with(energy));
    assertEquals(Map.of(energy, "5", Quantity.MULTIPLY_ADDS, "6"), budget.budgets());
  }

  private static CommandForm form(String name) {
    return Magics.all().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
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
