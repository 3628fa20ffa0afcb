package io.github.layerbook.notebook.jjava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sliders, pictures, exercises, sheets and what matters: wrong input gets one message. */
class BadInputOfPagesIT {
  private static JJavaNotebook notebook;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws ReflectiveOperationException {
    notebook = new JJavaNotebook();
    notebook.text(
        """
        %%network net
        input 32x32x1
        conv 5x5-6
        avgpool 2x2
        conv 5x5-16
        avgpool 2x2
        fc 120
        fc 10""");
    notebook.text("%%network flat\ninput 4x4x3\nflatten");
    notebook.text(
        """
        %%network listed --from tensor-list
        conv1.weight torch.Size([64, 3, 7, 7])
        fc.weight torch.Size([10, 64])""");
  }

  @AfterAll
  static void stop() {
    notebook.close();
  }

  /**
   * The message of a cell that fails, which is one line or goes on with how the command is used.
   */
  private static String error(String cell) {
    String error = notebook.error(cell);
    String message = error.substring(error.indexOf(": ") + 2).strip();
    assertFalse(message.contains("Exception"), message);
    assertFalse(message.contains("\tat "), message);
    List<String> lines = message.lines().toList();
    assertTrue(lines.size() == 1 || lines.get(1).startsWith("Usage:"), message);
    return lines.get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%play net | A slider needs an option with values",
        "%play nothing | There is no network nothing",
        "%play net conv1_1.out | has no values: write layer.option=values",
        "%play net nothing=1,2 | has no layer \"nothing\"",
        "%play net conv1_1.out= | a value is missing",
        "%play net conv1_1.out=5,5 | has one value, 5",
        "%play net conv1_1.kernel=40..50 | No position of the sliders gives a network",
        "%play net conv1_1.out=1..1000000000 | more than the 65,536",
        "%play net conv1_1.out=10..1 | it ends before it starts",
        "%play net conv1_1.out=1..10:0 | a step of 0 never ends",
        "%play net conv1_1.out*=0..2 | use a number above 0",
        "%play net conv1_1.out=99999999999999999999,1 | beyond 64 bits",
        "%play net conv1_1.out=a,b | not a whole number",
        "%play net --batch 0,1 | \"0\" is no batch",
        "%play net fc1.out=1..1000 --measure training-memory | fc1.out needs an analysis for each",
        "%play net fc1.out=1..9 --measure nothing | “nothing” is not a quantity",
        "%play net fc1.out=1..9 --parameters much | \"much\" is not a budget",
        "%play net fc1.out=1..9 fc1.out=1..5 | fc1.out varies nothing",
        "%play net <b>=1,2 | has no layer \"<b>\"",
        "%animate net | name one after a dot, such as net.pool2",
        "%animate net.conv1 | name one after a dot, such as net.pool1",
        "%animate net.nothing | has no layer or block nothing",
        "%animate net.fc1 | fc1 cannot be drawn as windows",
        "%animate net.input | input cannot be drawn as windows",
        "%animate net.pool1 --filter | pool1 has no filters",
        "%diagram net.conv1_1 | is a layer of net, not a block",
        "%diagram net --style cubes | “cubes” is none of volumes, lenet, bars",
        "%diagram net --style volumes --area intensity | intensity does not add up",
        "%exercise nothing | “nothing” is none of parameters, shape",
        "%exercise parameters --seed x | --seed: “x” is not a whole number of 1 or more",
        "%exercise parameters --count 1000000 | is more than 50",
        "%exercise parameters --level 4 | levels are 1, 2 and 3",
        "%sheet | Say who gets sheets",
        "%sheet nothing | “nothing” is none of parameters, shape",
        "%sheet --students nothing.txt --to html | There is no file",
        "%explain nothing --what-matters | There is no network nothing",
        "%explain net.nothing --what-matters | has no layer or block nothing",
        "%explain net --what-matters --measure nothing | “nothing” is not a quantity",
        "%explain net shape --what-matters | --what-matters is about quantities",
        "%explain net --measure macs | add --what-matters",
        "%explain net --plot | add --what-matters",
        "%explain net --optimizer adam | add --what-matters --measure training-memory",
        "%explain net --what-matters --optimizer adam | add --measure training-memory",
        "%explain flat.flatten1 --what-matters | flatten1 has no option that a number could change",
        "%explain listed --what-matters | listed lists layers without their wiring",
      })
  void wrongInputIsMetByOneMessage(String cell, String message) {
    String error = error(cell);
    assertTrue(error.contains(message), error);
  }

  @Test
  void aThousandSlidersAreTooMany() {
    String options =
        String.join(" ", IntStream.range(0, 1000).mapToObj(i -> "a" + i + "=1,2").toList());
    assertTrue(error("%play net " + options).contains("1,000 sliders are too many"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | names no student",
        "'  ' | names no student",
        "Anna;Bob;Anna | “Anna” stands on line 1 already",
        "\"Anna | a quote is opened and not closed",
      })
  void aListThatIsNoneSaysWhere(String list, String message) throws IOException {
    String error = sheets(list.replace(';', '\n').getBytes(StandardCharsets.UTF_8), "html");
    assertTrue(error.contains(message), error);
  }

  @Test
  void aListThatIsNoTextSaysSo() throws IOException {
    assertTrue(sheets(new byte[] {'A', 'n', (byte) 0xe9}, "html").contains("save it as UTF-8"));
    assertTrue(
        sheets("x".repeat(100_000).getBytes(StandardCharsets.UTF_8), "html").contains("line 1"));
  }

  private String sheets(byte[] list, String form) throws IOException {
    return error(sheetCell(list, form));
  }

  private String sheetCell(byte[] list, String form) throws IOException {
    Path students = folder.resolve("students.txt");
    Files.write(students, list);
    return "%sheet parameters --students \""
        + students
        + "\" --to "
        + form
        + " --seed 3 --folder \""
        + folder.resolve(form)
        + "\"";
  }

  /** Names of every kind, after a mark of the byte order, with Windows's line ends. */
  @ParameterizedTest
  @ValueSource(strings = {"html", "latex", "moodle", "nbgrader"})
  void oddNamesStayTextInEveryForm(String form) throws IOException {
    List<String> names =
        List.of(
            "=HYPERLINK(\"http://x\")",
            "+1+1",
            "@SUM(A1)",
            "<script>alert(1)</script>",
            "\\input{passwords} $x_1$ % & # ~ ^",
            "../../outside",
            "CON",
            "\u05e9\u202eabc",
            "ann",
            "Ann");
    String list = "\ufeff" + String.join("\r\n", names) + "\r\n";
    String said = notebook.text(sheetCell(list.getBytes(StandardCharsets.UTF_8), form));
    assertTrue(said.contains("10 sheets"), said);
    try (Stream<Path> beside = Files.list(folder)) {
      assertEquals(2, beside.count(), "nothing is written beside the folder");
    }
    try (Stream<Path> files = Files.walk(folder.resolve(form))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file);
        boolean key = file.endsWith("key.csv");
        assertTrue(key || !text.contains("<script>alert"), file::toString);
        assertFalse(text.contains("\u202e"), file::toString);
        assertFalse(text.contains("\\input{passwords}") && file.toString().endsWith(".tex"));
        if (key) {
          assertTrue(text.lines().noneMatch(line -> line.matches("\"?[=+@].*")), text);
        }
      }
    }
  }

  @Test
  void aSeedThatRepeatsAsksTheSame() {
    String first = notebook.text("%exercise macs --seed 12 --count 2");
    String again = notebook.text("%exercise macs --seed 12 --count 2");
    assertEquals(numberless(first), numberless(again));
  }

  private static String numberless(String text) {
    return text.replaceAll("exercise[0-9]+", "exercise");
  }
}
