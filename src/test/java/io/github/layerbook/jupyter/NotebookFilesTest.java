package io.github.layerbook.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of the notebooks as files, without running them. */
class NotebookFilesTest {
  private static final Path FOLDER = Path.of("notebooks");
  private static final String START = "00-start";
  private static final Set<String> OF_ONE_CELL = Set.of(START, "cheat-sheet", "glossary");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+\\.ipynb)[^)]*\\)");
  private static final Set<String> SLIDES =
      Set.of("slide", "subslide", "fragment", "skip", "notes", "-");

  /** A slide of several cells has room for so many lines; what is longer stands alone. */
  private static final int MOST_LINES = 30;

  private static final int LINE = 100;

  /** A picture takes as much room as so many lines. */
  private static final int PICTURE = 12;

  private static List<Path> all() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList();
    }
  }

  private static String name(Path notebook) {
    return notebook.getFileName().toString().replace(".ipynb", "");
  }

  static List<Path> lessons() throws IOException {
    return all().stream().filter(file -> !OF_ONE_CELL.contains(name(file))).toList();
  }

  static List<Path> shown() throws IOException {
    return all().stream().filter(file -> !slides(file).isEmpty()).toList();
  }

  private static String source(JsonNode cell) {
    return NotebookFile.text(cell.path("source"));
  }

  private static boolean isText(JsonNode cell) {
    return cell.path("cell_type").asText().equals("markdown");
  }

  private static String texts(Path notebook) {
    return String.join(
        "\n",
        cells(notebook).stream().filter(cell -> isText(cell)).map(cell -> source(cell)).toList());
  }

  private static List<JsonNode> cells(Path notebook) {
    return NotebookFile.cells(notebook);
  }

  private static List<String> links(String text) {
    return LINK.matcher(text).results().map(found -> found.group(1)).toList();
  }

  @ParameterizedTest
  @MethodSource("all")
  void linksLeadSomewhere(Path notebook) {
    for (String link : links(texts(notebook))) {
      assertTrue(Files.exists(FOLDER.resolve(link)), link);
    }
  }

  @Test
  void theStartPageAndTheReadmeLeadToEveryNotebook() throws IOException {
    Set<String> linked = new TreeSet<>(links(texts(FOLDER.resolve(START + ".ipynb"))));
    String readme = Files.readString(Path.of("README.md"));
    for (Path notebook : all()) {
      String file = notebook.getFileName().toString();
      assertTrue(linked.contains(file) || name(notebook).equals(START), file);
      boolean laterLab = file.matches("course-[2-9].*");
      assertTrue(laterLab || readme.contains("notebooks/" + file), "README: " + file);
    }
  }

  @Test
  void eachNotebookOfARowEndsWithALinkToTheNext() throws IOException {
    for (String row : List.of("[0-9][0-9]-.*", "course-[0-9]-.*")) {
      List<Path> files = all().stream().filter(file -> name(file).matches(row)).toList();
      for (int i = name(files.get(0)).equals(START) ? 1 : 0; i < files.size() - 1; i++) {
        List<String> links = links(texts(files.get(i)));
        String next = files.get(i + 1).getFileName().toString();
        assertEquals(next, links.get(links.size() - 1), files.get(i)::toString);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void everyNotebookHasExercisesThatAreNotAnsweredYet(Path notebook) {
    Pattern asked = Pattern.compile("(?m)^%exercise .*--as (\\w+)");
    Set<String> names = new TreeSet<>();
    Set<String> answered = new TreeSet<>();
    for (JsonNode cell : cells(notebook)) {
      Matcher question = asked.matcher(source(cell));
      while (question.find()) {
        assertTrue(names.add(question.group(1)), () -> "set twice: " + question.group(1));
        assertTrue(source(cell).contains(" --answer"), "without scripts: " + source(cell));
      }
      Matcher answer = Pattern.compile("%%check (\\w+) --hint\n\\?").matcher(source(cell));
      if (answer.matches()) {
        answered.add(answer.group(1));
      }
    }
    assertTrue(names.size() >= 2, () -> notebook + " has " + names);
    assertEquals(names, answered);
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void theAnswerOfAnExerciseIsFoldedWhereItIsRecorded(Path notebook) {
    for (JsonNode cell : cells(notebook)) {
      boolean asks = source(cell).contains("%exercise");
      for (JsonNode output : cell.path("outputs")) {
        String html = NotebookFile.text(output.path("data").path("text/html"));
        assertEquals(asks, html.contains("layerbook-exercise"), source(cell));
        if (asks) {
          String visible =
              html.replaceAll("(?s)<details>.*?</details>|<script>.*?</script>|<[^>]*>", " ");
          String folded = html.replaceAll("(?s).*<p[^>]*>([0-9x]+).*?</p></details>.*", "$1");
          assertTrue(folded.matches("[0-9x]+"), html);
          assertFalse(visible.matches("(?s).*\\b" + folded + "\\b.*"), () -> visible);
        }
      }
    }
  }

  private static String slide(JsonNode cell) {
    return cell.at("/metadata/slideshow/slide_type").asText();
  }

  /** The cells of each slide; nothing of a notebook that is not tagged. */
  private static List<List<JsonNode>> slides(Path notebook) {
    List<List<JsonNode>> slides = new ArrayList<>();
    for (JsonNode cell : cells(notebook)) {
      String type = slide(cell);
      if (Set.of("slide", "subslide").contains(type)) {
        slides.add(new ArrayList<>());
      }
      if (!slides.isEmpty() && !Set.of("skip", "notes").contains(type)) {
        slides.get(slides.size() - 1).add(cell);
      }
    }
    return slides;
  }

  @Test
  void theFirstNotebookAndTheCourseAreSlidesToo() throws IOException {
    List<String> tagged = shown().stream().map(NotebookFilesTest::name).toList();
    for (Path notebook : lessons()) {
      String name = name(notebook);
      assertTrue(tagged.contains(name) || !name.matches("01-.*|course-.*"), name);
    }
  }

  @ParameterizedTest
  @MethodSource("shown")
  void everyCellOfSlidesSaysWhereItStands(Path notebook) {
    assertEquals("slide", slide(cells(notebook).get(0)));
    for (JsonNode cell : cells(notebook)) {
      assertTrue(SLIDES.contains(slide(cell)), () -> source(cell));
    }
  }

  private static long lines(String text) {
    return text.lines().mapToLong(line -> 1 + line.length() / LINE).sum();
  }

  private static long lines(JsonNode cell) {
    long lines = lines(source(cell));
    for (JsonNode output : cell.path("outputs")) {
      JsonNode data = output.path("data");
      lines += lines(NotebookFile.text(data.path("text/plain")));
      lines += lines(NotebookFile.text(output.path("text")));
      lines += NotebookFile.text(data.path("text/html")).contains("<img") ? PICTURE : 0;
    }
    return lines;
  }

  /** What alone is longer than a slide is scrolled. */
  @ParameterizedTest
  @MethodSource("shown")
  void noSlideIsOverfull(Path notebook) {
    for (List<JsonNode> slide : slides(notebook)) {
      long lines = slide.stream().mapToLong(cell -> lines(cell)).sum();
      String first = source(slide.get(0));
      assertTrue(slide.size() == 1 || lines <= MOST_LINES, () -> lines + " lines: " + first);
      assertTrue(lines(first) <= MOST_LINES, () -> "a cell of too many lines: " + first);
    }
  }
}
