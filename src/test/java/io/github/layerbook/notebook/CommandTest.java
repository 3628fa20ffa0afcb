package io.github.layerbook.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.view.display.Display;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommandTest {
  /** A kernel without variables. */
  private record Silent() implements Kernel {
    @Override
    public void show(Display display, String id) {}

    @Override
    public void update(String id, Display display) {}

    @Override
    public void run(String source) throws Exception {
      throw new Exception("no such variable");
    }

    @Override
    public @Nullable JShell shell() {
      return null;
    }
  }

  private static final Session SESSION = Session.in(new Silent());

  private static Object echo(List<String> words) {
    Command command =
        new Command(
            Command.Kind.LINE,
            "echo",
            "Says a word.",
            "%echo hello",
            Arguments.of(Arguments.word(0, "WORD", "the word"), Arguments.log()),
            call -> call.word(0) + (call.has(Arguments.LOG) ? " loudly" : ""));
    return String.valueOf(SESSION.run(command, words, ""));
  }

  @Test
  void wordsAndFlagsReachTheBodyInAnyOrder() {
    assertEquals("hello loudly", echo(List.of("--log", "hello")));
    assertEquals("hello loudly", echo(List.of("hello", "--log")));
  }

  @Test
  void whatJavaWouldIgnoreIsIgnored() {
    assertEquals("hello", echo(List.of("hello;")));
    assertEquals("hello", echo(List.of("hello", ";")));
    assertEquals("hello", echo(List.of("hello", "//", "a", "comment")));
  }

  @Test
  void usageAndExampleStandUnderARefusal() {
    CellError error = assertThrows(CellError.class, () -> echo(List.of("a", "--lig")));
    assertEquals(
        """

        %echo: there is no option --lig. Did you mean --log?
        Usage:   %echo WORD [--log]
        Example: %echo hello""",
        error.getMessage());
    assertEquals(0, error.getStackTrace().length);
  }

  @Test
  void aWordThatIsNoneOfAChoiceIsNamedWithItsOption() {
    Command command =
        new Command(
            Command.Kind.LINE,
            "choose",
            "Chooses.",
            "%choose --by block",
            Arguments.of(Arguments.by(), Arguments.batch()),
            call -> null);
    for (List<String> words :
        List.of(List.of("--by", "blok"), List.of("--batch", "-1"), List.of("--batch", "1e19"))) {
      CellError error = assertThrows(CellError.class, () -> SESSION.run(command, words, ""));
      String message = String.valueOf(error.getMessage());
      assertTrue(
          message.startsWith("\n%choose: " + words.get(0) + ": “" + words.get(1) + "” is n"),
          message);
    }
  }

  @Test
  void everyCommandHasAPurposeAnExampleOfItselfAndAMeaningForEachWord() {
    for (Command command : SESSION.commands()) {
      assertTrue(command.purpose().endsWith("."), command.title());
      assertTrue(command.example().contains(command.title()), command.title());
      for (String detail : command.details()) {
        assertTrue(detail.matches("(?s)\\S+: .+"), detail);
      }
    }
  }

  @Test
  void noTwoCommandsShareATitle() {
    Set<String> titles =
        SESSION.commands().stream().map(Command::title).collect(Collectors.toSet());
    assertEquals(SESSION.commands().size(), titles.size());
  }

  @Test
  void aFaultOfOursSaysThatItIsOne() {
    Command broken =
        new Command(
            Command.Kind.LINE,
            "broken",
            "Fails.",
            "%broken",
            Arguments.of(),
            call -> List.of().get(3));
    CellError error = assertThrows(CellError.class, () -> SESSION.run(broken, List.of(), ""));
    assertTrue(String.valueOf(error.getMessage()).contains("a fault of Layerbook's own"));
  }
}
