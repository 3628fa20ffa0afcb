package io.github.layerbook.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.layerbook.network.Network;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.report.Report;
import io.github.layerbook.view.chart.Charts;
import io.github.layerbook.view.diagram.Diagram;
import io.github.layerbook.view.document.ExportException;
import io.github.layerbook.view.document.ExportForm;
import io.github.layerbook.view.table.SummaryTable;
import io.github.layerbook.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files are written in the form of their ending, whole or not at all. */
class ExportTest {
  private static final Network NET = Zoo.network("lenet5");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "net.py, pytorch, nn.Conv2d",
    "net.txt, notation, network lenet5",
    "NET.TXT, notation, network lenet5",
    "net.md, markdown, # lenet5",
    "net.tex, latex, \\toprule",
    "net.html, html, <!DOCTYPE html>",
    "net.csv, csv, 'c1,\"conv 5x5, 6\",28x28x6'",
    "net.svg, svg, <svg",
    "net.tikz, tikz, '\\begin{tikzpicture}'",
    "net.java, djl, Conv2d.builder()",
  })
  void theEndingTellsTheForm(String name, String form, String piece) throws IOException {
    Path file = folder.resolve(name);
    assertEquals(form, Export.of(NET).write(file).name());
    String text = Files.readString(file);
    assertTrue(text.contains(piece), text);
  }

  @Test
  void aNamedFormComesBeforeTheEnding() throws IOException {
    Path file = folder.resolve("net.text");
    Export.of(NET).as("Notation").write(file);
    assertEquals(NET, Notation.standard().parse(Files.readString(file)).network());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "net.pyy | No form has the ending “.pyy”. Did you mean .py?",
        "net | The name has no ending.",
        "net.png | This cannot be written as a PNG picture; it can be written as pytorch,",
        "missing/net.py | There is no folder ",
        ". | is a folder: name a file in it",
      })
  void whatCannotBeWrittenIsSaid(String name, String message) {
    Export export = Export.of(NET);
    Path file = folder.resolve(name);
    ExportException problem = assertThrows(ExportException.class, () -> export.write(file));
    assertTrue(String.valueOf(problem.getMessage()).contains(message), problem::getMessage);
  }

  @Test
  void aFormThatIsNotThereNamesTheNearest() {
    Export export = Export.of(NET);
    ExportException problem = assertThrows(ExportException.class, () -> export.as("pytorhc"));
    assertTrue(String.valueOf(problem.getMessage()).contains("pytorch"), problem::getMessage);
  }

  @Test
  void aFileThatHoldsSomethingElseIsKeptUnlessItIsToBeOverwritten() throws IOException {
    Path file = folder.resolve("net.py");
    Files.writeString(file, "mine");
    Export export = Export.of(NET);
    assertThrows(ExportException.class, () -> export.write(file));
    assertEquals("mine", Files.readString(file));
    export.overwriting().write(file);
    export.write(file);
    try (var files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void theUsersOwnFolderIsATilde() {
    assertEquals(Path.of(System.getProperty("user.home"), "a", "b.py"), Export.path("~/a/b.py"));
    assertEquals(Path.of("a~b.py"), Export.path(" a~b.py"));
  }

  @Test
  void whatIsShownIsTakenToo() {
    Report report = Report.of(NET);
    assertForms("markdown latex html csv xlsx text", SummaryTable.of(report));
    assertForms("html png svg", Charts.memoryAndParameters(report));
    assertForms("html svg tikz text", Diagram.of(report));
  }

  private static void assertForms(String forms, Object shown) {
    for (ExportForm form : Export.forms()) {
      boolean expected = List.of(forms.split(" ", -1)).contains(form.name());
      assertEquals(expected, form.takes(shown), form::name);
      if (expected) {
        assertTrue(form.bytes(shown).length > 100, form::name);
      }
    }
  }
}
