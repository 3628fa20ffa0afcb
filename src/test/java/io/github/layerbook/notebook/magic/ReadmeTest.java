package io.github.layerbook.notebook.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.layerbook.notebook.command.Magic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The README's table of commands is made from their declarations. Where it differs, the failure
 * shows the table to paste.
 */
class ReadmeTest {
  private static final String HEAD = "| Command | What it does | Options |";

  private static final String WAYS = "| Written | Means |";

  @Test
  void theTableOfCommandsIsWhatTheCommandsDeclare() throws IOException {
    assertTable(HEAD, expected());
  }

  @Test
  void theTableOfTheNotationIsThatOfItsHelp() throws IOException {
    Stream<String> rows =
        NotationHelp.WAYS.stream()
            .map(way -> row(code(way.written()).replace("{`, `}", "{` … `}"), way.means()));
    assertTable(
        WAYS,
        Stream.concat(Stream.of(WAYS, "| --- | --- |"), rows).collect(Collectors.joining("\n")));
  }

  /** Compares a table with what it should be, or writes it with -Dlayerbook.write=true. */
  private static void assertTable(String head, String expected) throws IOException {
    if (Boolean.getBoolean("layerbook.write")) {
      Path readme = Path.of("README.md");
      Files.writeString(readme, Files.readString(readme).replace(table(head), expected));
    }
    assertEquals(expected, table(head));
  }

  private static String table(String head) throws IOException {
    return Files.readString(Path.of("README.md"))
        .lines()
        .dropWhile(line -> !line.equals(head))
        .takeWhile(line -> line.startsWith("|"))
        .collect(Collectors.joining("\n"));
  }

  private static String expected() {
    Stream<String> rows =
        Stream.of(Magic.Purpose.values())
            .flatMap(purpose -> Stream.concat(Stream.of(title(purpose)), rows(purpose)));
    return Stream.concat(Stream.of(HEAD, "| --- | --- | --- |"), rows)
        .collect(Collectors.joining("\n"));
  }

  private static String title(Magic.Purpose purpose) {
    return row("**" + purpose.title() + "**", "", "");
  }

  private static Stream<String> rows(Magic.Purpose purpose) {
    return Magics.all().stream()
        .filter(form -> form.purpose() == purpose)
        .map(
            form ->
                row(
                    code(form.kinds().stream().map(form::head).toList()),
                    form.line(),
                    code(form.options())));
  }

  private static String code(List<String> texts) {
    return texts.stream().map(text -> "`" + text + "`").collect(Collectors.joining(", "));
  }

  private static String row(String... cells) {
    return Stream.of(cells)
        .map(cell -> cell.isEmpty() ? "" : " " + cell.replace("|", "\\|"))
        .collect(Collectors.joining(" |", "|", " |"));
  }
}
