package io.github.layerbook.notebook.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.memory.PeakMemory;
import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.SilentKernel;
import io.github.layerbook.notebook.command.CommandForm.Kind;
import io.github.layerbook.notebook.command.look.RooflineCommand;
import io.github.layerbook.unit.NumberType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A command is a record; picocli reads its words. */
class CommandFormTest {
  private static final Session SESSION = Session.in(new SilentKernel());

  @Magic(
      name = "echo",
      purpose = Magic.Purpose.NOTEBOOK,
      line = "Says a word.",
      example = {"%echo hello", "%%echo hello\nworld"})
  record Echo(
      @Takes("WORD: the word") String word,
      @Takes("MORE: more words") List<String> more,
      @Takes("--log: loudly") boolean loud,
      @Takes("--by: what is said") Optional<By> by,
      @Takes("--types TYPES: types") List<NumberType> types,
      Counting counting,
      @CellText("what else is said") Optional<String> text)
      implements Command {
    @Override
    public Object run(Session session) {
      return this;
    }
  }

  @Magic(
      name = "cell",
      purpose = Magic.Purpose.NOTEBOOK,
      line = "Reads.",
      example = "%%cell\nsome text")
  record Cell(@CellText("some text") String text) implements Command {
    @Override
    public Object run(Session session) {
      return text;
    }
  }

  private static final CommandForm FORM = CommandForm.of(Echo.class);

  private static Echo echo(String... words) {
    return (Echo) FORM.read(List.of(words), Optional.empty(), PeakMemory.quantities());
  }

  private static String refusal(String... words) {
    return String.valueOf(assertThrows(CellError.class, () -> echo(words)).getMessage());
  }

  @Test
  void wordsFlagsAndGroupsBecomeTheRecordInAnyOrder() {
    Echo expected =
        new Echo(
            "hello",
            List.of("-x", "y"),
            true,
            Optional.of(By.BLOCK),
            List.of(NumberType.FP16, NumberType.INT8),
            new Counting(
                Optional.of(8L),
                new Counting.Formats(
                    new Counting.StoredAs(
                        Optional.of(NumberType.BF16), Optional.empty(), Optional.empty()),
                    Optional.empty(),
                    new DimSizes(List.of()))),
            Optional.empty());
    assertEquals(
        expected,
        echo(
            "--log",
            "hello",
            "--by",
            "block",
            "-x",
            "--types",
            "fp16,int8",
            "y",
            "--batch",
            "8",
            "--dtype",
            "BF16"));
  }

  @Test
  void whatIsLeftOutIsEmpty() {
    assertEquals(
        new Echo(
            "hello",
            List.of(),
            false,
            Optional.empty(),
            List.of(),
            new Counting(
                Optional.empty(),
                new Counting.Formats(
                    new Counting.StoredAs(Optional.empty(), Optional.empty(), Optional.empty()),
                    Optional.empty(),
                    new DimSizes(List.of()))),
            Optional.empty()),
        echo("hello"));
    assertEquals(echo("hello"), echo("hello"), "nothing is left from the use before");
    assertEquals(Optional.empty(), Given.first(echo("hello").counting()));
    assertEquals(Optional.of("--dtype"), Given.first(echo("hello", "--dtype", "fp16").counting()));
  }

  @Test
  void whatJavaWouldIgnoreIsIgnored() {
    assertEquals("hello", echo("hello;").word());
    assertEquals("hello", echo("hello", ";").word());
    assertEquals(List.of(), echo("hello", "//", "a", "comment").more());
  }

  @Test
  void usageAndExampleStandUnderARefusal() {
    CellError error = assertThrows(CellError.class, () -> echo("a", "--lig"));
    assertEquals(
        """

        %echo: there is no option --lig. Did you mean --log?
        Usage:   %echo WORD [MORE] [--log] [--by layer|block] [--types TYPES] [--batch N] [--dtype TYPE] [--weights FORMAT] [--cache TYPE] [--context N] [--dim NAME=SIZE]
        Example: %echo hello\
        """,
        error.getMessage());
    assertEquals(0, error.getStackTrace().length);
  }

  @ParameterizedTest
  @CsvSource({
    "--by, blok, '“blok” is none of layer, block. Did you mean block?'",
    "--batch, -1, “-1” is not a whole number of 1 or more.",
    "--batch, 1e19, “1e19” is not a whole number of 1 or more.",
    "--types, 'fp16,fp23', Did you mean fp32?"
  })
  void aWordThatAnOptionDoesNotTakeIsNamedWithTheOption(String option, String word, String says) {
    String refusal = refusal("hello", option, word);
    assertTrue(refusal.startsWith("\n%echo: " + option + ": "), refusal);
    assertTrue(refusal.contains(says), refusal);
  }

  @Test
  void whatIsMissingIsNamed() {
    assertTrue(refusal().contains("it needs WORD: the word."), refusal());
    String message = refusal("hello", "--batch");
    assertTrue(message.contains("--batch needs a value: how many examples"), message);
    CommandForm roofline = CommandForm.of(RooflineCommand.class);
    CellError missing =
        assertThrows(
            CellError.class,
            () -> roofline.read(List.of("net"), Optional.empty(), PeakMemory.quantities()));
    assertTrue(String.valueOf(missing.getMessage()).contains("it needs --on DEVICE: h100"));
  }

  @Test
  void theTextOfTheCellMakesTheKind() {
    assertEquals(List.of(Kind.LINE, Kind.CELL), FORM.kinds());
    assertEquals(List.of(Kind.CELL), CommandForm.of(Cell.class).kinds());
    assertEquals(
        Optional.of("text\n"),
        ((Echo) FORM.read(List.of("a"), Optional.of("text\n"), PeakMemory.quantities())).text());
  }

  @Test
  void anEmptyCellSaysWhatIsMissing() {
    CellError error =
        assertThrows(
            CellError.class,
            () ->
                CommandForm.of(Cell.class)
                    .read(List.of(), Optional.of(" \n"), PeakMemory.quantities()));
    assertEquals(
        """

        %%cell: the cell is empty below its first line; it takes some text.
        Example:
          %%cell
          some text\
        """,
        error.getMessage());
  }

  @Test
  void helpIsReadOffTheRecord() {
    Map<String, String> meanings = FORM.meanings();
    assertEquals("the word", meanings.get("WORD"));
    assertEquals("what else is said", meanings.get("the cell's text"));
    assertTrue(String.valueOf(meanings.get("--dtype")).contains("fp32, "), "lists what it takes");
    String help = new Help(List.of(FORM)).toString();
    assertTrue(help.contains("%%echo WORD") && help.contains("--by: what is said"), help);
  }

  @Test
  void aTypeThatIsNoDeclaredRecordIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> CommandForm.of(Command.class));
    assertEquals("echo", ((Echo) echo("echo").run(SESSION)).word());
  }
}
