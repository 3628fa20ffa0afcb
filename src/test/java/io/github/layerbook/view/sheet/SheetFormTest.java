package io.github.layerbook.view.sheet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.layerbook.exercise.Assignment;
import io.github.layerbook.exercise.Assignment.Question;
import io.github.layerbook.exercise.Assignment.Sheet;
import io.github.layerbook.exercise.Exercise;
import io.github.layerbook.exercise.Mistake;
import io.github.layerbook.exercise.Roster;
import io.github.layerbook.exercise.Topic;
import io.github.layerbook.view.display.JsonTree;
import io.github.layerbook.view.exercise.AnswerHashes;
import io.github.layerbook.view.exercise.WrittenAnswer;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Scriptable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class SheetFormTest {
  private static final List<String> HOSTILE =
      List.of(
          "</script><script>alert(1)</script>",
          "]]><quiz/>&amp; \"A\" 'B'",
          "=cmd|' /C calc'!A0",
          "../../etc/passwd",
          "..",
          "C:\\nul",
          "CON",
          "con",
          "aux.txt",
          "\\input{/etc/passwd} $x^2$ %&#_~`[1]",
          "李小龍",
          "Zoë Ångström ł ß",
          "**[x](javascript:alert(1))** <img src=x onerror=alert(1)>",
          "\ud83c\udf93".repeat(60),
          "ann",
          "Ann");

  private static final Assignment HARD =
      new Assignment(new Roster(HOSTILE), List.of(Topic.PARAMETERS, Topic.SHAPE), 1, 3, 2, 2);

  private static final Assignment ALL =
      new Assignment(new Roster(List.of("Ann")), List.of(Topic.values()), 3, 11, 12, 2);

  private static String ofAnn(SheetForm form, String path) {
    return file(form.files(ALL), path);
  }

  private static String file(SheetFiles files, String path) {
    String text = files.files().get(path);
    assertTrue(text != null, () -> path + " in " + files.files().keySet());
    return text == null ? "" : text;
  }

  @ParameterizedTest
  @EnumSource(SheetForm.class)
  void namesOfPeopleBecomeNoPathsAndNoTwoFilesMeet(SheetForm form) {
    Set<String> seen = new HashSet<>();
    Path folder = Path.of("/somewhere");
    for (String file : form.files(HARD).files().keySet()) {
      assertTrue(seen.add(file.toLowerCase(Locale.ROOT)), file);
      Path path = folder.resolve(file).normalize();
      assertTrue(path.startsWith(folder) && path.equals(folder.resolve(file)), file);
      for (String part : file.split("/", -1)) {
        assertTrue(part.matches("[\\p{L}\\p{Nd}_][\\p{L}\\p{M}\\p{Nd}_.-]*"), part);
        assertFalse(part.matches("(?i)(con|nul|aux)(\\..*)?"), part);
        assertTrue(part.getBytes(StandardCharsets.UTF_8).length <= 255, part);
      }
    }
    assertTrue(seen.contains("key.csv"));
  }

  @Test
  void theKeyHasEveryAnswerAndNoFormula() {
    String key = file(SheetForm.HTML.files(HARD), "key.csv");
    assertTrue(key.contains("\r\n'=cmd|' /C calc'!A0,"), key);
    assertEquals(1 + 2 * HOSTILE.size(), key.lines().count());
    String all = file(SheetForm.HTML.files(ALL), "key.csv");
    for (Question question : ALL.sheets().get(0).questions()) {
      String answer = WrittenAnswer.of(question.exercise().answer());
      assertTrue(all.contains("," + question.number() + "," + question.exercise().topic().word()));
      assertTrue(all.contains("," + answer + ","), all);
    }
  }

  @Test
  void aPageEscapesNamesAndFetchesNothing() {
    for (Map.Entry<String, String> file : SheetForm.HTML.files(HARD).files().entrySet()) {
      String page = file.getValue();
      if (file.getKey().endsWith(".html")) {
        assertFalse(page.contains("<script>alert") || page.contains("<img"), file.getKey());
        assertFalse(page.contains("http:") || page.contains("https:"), file.getKey());
        assertFalse(page.contains("src=") && !page.contains("&lt;img src="), file.getKey());
        assertEquals(1, page.split("</script>", -1).length - 1, file.getKey());
      }
    }
  }

  @Test
  void aPageTellsNoAnswer() {
    String page = ofAnn(SheetForm.HTML, "students/Ann.html");
    for (Question question : ALL.sheets().get(0).questions()) {
      assertFalse(page.contains(question.exercise().derivation()));
      assertFalse(page.contains(String.valueOf(question.seed())));
    }
  }

  /** Reads and judges an answer as the page's script does; the hashes are made here. */
  private static String verdict(Question question, String answer) {
    try (Context context = Context.enter()) {
      context.setInterpretedMode(true);
      context.setLanguageVersion(Context.VERSION_ES6);
      Scriptable scope = context.initStandardObjects();
      String script =
          AnswerHashes.script()
              + "\nvar question = "
              + JsonTree.print(AnswerHashes.of(question.exercise(), question.salt()))
              + ";\nObject.hasOwn = Object.hasOwn || function (o, k) { return o.hasOwnProperty(k); };"
              + "\nvar read = readAnswer(question, "
              + JsonTree.print(answer)
              + ");\nread.problem ? 'problem' : read.keys.join('|')";
      String keys = Context.toString(context.evaluateString(scope, script, "page", 1, null));
      if (keys.equals("problem")) {
        return keys;
      }
      List<String> hashes =
          Arrays.stream(keys.split("\\|"))
              .map(key -> AnswerHashes.hash(question.salt(), key))
              .toList();
      String judge = "verdict(question, " + JsonTree.print(hashes) + ").text";
      return Context.toString(context.evaluateString(scope, judge, "page", 1, null));
    }
  }

  @Test
  void thePageJudgesAsTheNotebookDoes() {
    for (Question question : ALL.sheets().get(0).questions()) {
      Exercise exercise = question.exercise();
      assertEquals("✓ Right.", verdict(question, WrittenAnswer.of(exercise.answer())));
      for (Mistake mistake : exercise.mistakes()) {
        String wrong = WrittenAnswer.of(mistake.answer());
        Exercise.Judgement judged = exercise.judge(wrong);
        String expected =
            judged.isRight()
                ? "✓ Right."
                : "✗ Not right: " + judged.mistake().orElseThrow().sentence() + ".";
        assertEquals(expected, verdict(question, wrong), exercise.question() + " " + wrong);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      value = {
        "PARAMETERS ¦ %,d",
        "PARAMETERS ¦ conv1: 2*3 = %d parameters",
        "PARAMETERS ¦ 000%d",
        "PARAMETERS ¦ %,d Parameters",
        "MEMORY ¦ %d bytes",
        "SHAPE ¦ %d × %d × %d",
        "SHAPE ¦ (%d, %d, %d)",
        "SHAPE ¦ 1x%dx%dx%d"
      })
  void answersAreUnderstoodAsPeopleWriteThem(Topic topic, String form) {
    Question question = question(topic);
    String answer = String.format(Locale.ROOT, form, question.exercise().answer().toArray());
    assertEquals("✓ Right.", verdict(question, answer), answer);
  }

  @ParameterizedTest
  @CsvSource({"PARAMETERS,4.6K", "PARAMETERS,''", "PARAMETERS,none", "SHAPE,none", "MACS,'1,5'"})
  void whatCannotBeReadIsNotCalledWrong(Topic topic, String answer) {
    assertEquals("problem", verdict(question(topic), answer));
  }

  private static Question question(Topic topic) {
    return ALL.sheets().get(0).questions().stream()
        .filter(each -> each.exercise().topic() == topic)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void moodlesQuestionsAreWellFormedAndGradeMistakesWithNothing() throws Exception {
    Document hard = parsed(file(SheetForm.MOODLE.files(HARD), "questions.xml"));
    NodeList categories = hard.getElementsByTagName("category");
    assertEquals(HOSTILE.size(), categories.getLength());
    for (int i = 0; i < categories.getLength(); i++) {
      assertEquals(
          "$course$/top/Exercises/" + HOSTILE.get(i).replace("/", "//"),
          categories.item(i).getTextContent());
    }
    Document all = parsed(ofAnn(SheetForm.MOODLE, "questions.xml"));
    NodeList questions = all.getElementsByTagName("question");
    List<Question> asked = ALL.sheets().get(0).questions();
    assertEquals(asked.size() + 1, questions.getLength());
    for (int i = 0; i < asked.size(); i++) {
      moodle(asked.get(i).exercise(), (Element) questions.item(i + 1));
    }
  }

  private static void moodle(Exercise exercise, Element question) {
    boolean shape = exercise.topic() == Topic.SHAPE;
    assertEquals(shape ? "shortanswer" : "numerical", question.getAttribute("type"));
    NodeList answers = question.getElementsByTagName("answer");
    Set<String> given = new HashSet<>();
    for (int i = 0; i < answers.getLength(); i++) {
      Element answer = (Element) answers.item(i);
      String text = answer.getElementsByTagName("text").item(0).getTextContent();
      assertTrue(given.add(text), text);
      boolean right = answer.getAttribute("fraction").equals("100");
      assertEquals(right, exercise.judge(text.replace("\\*", "*")).isRight(), text);
      assertEquals(shape ? 0 : 1, answer.getElementsByTagName("tolerance").getLength());
    }
    assertTrue(given.contains(WrittenAnswer.of(exercise.answer())));
    assertTrue(
        exercise.mistakes().stream().allMatch(m -> given.contains(WrittenAnswer.of(m.answer()))));
  }

  private static Document parsed(String xml) throws Exception {
    return DocumentBuilderFactory.newDefaultNSInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }

  @Test
  void aNotebookHasNbgradersMarks() throws IOException {
    JsonNode notebook =
        new ObjectMapper().readTree(ofAnn(SheetForm.NBGRADER, "students/Ann/sheet.ipynb"));
    assertEquals(4, notebook.get("nbformat").asInt());
    assertEquals(5, notebook.get("nbformat_minor").asInt());
    Set<String> ids = new HashSet<>();
    int graded = 0;
    for (JsonNode cell : notebook.get("cells")) {
      JsonNode mark = cell.at("/metadata/nbgrader");
      assertTrue(ids.add(cell.get("id").asText()), "each id once");
      assertTrue(cell.get("id").asText().matches("[a-zA-Z0-9_-]{1,64}"));
      assertEquals(cell.get("id"), mark.get("grade_id"));
      assertEquals(cell.get("cell_type"), mark.get("cell_type"));
      assertEquals(3, mark.get("schema_version").asInt());
      assertEquals(!mark.get("solution").asBoolean(), mark.get("locked").asBoolean());
      if (mark.get("grade").asBoolean()) {
        graded++;
        assertEquals(2, mark.get("points").asInt());
        assertEquals(
            "%check exercise" + graded + " --assert --points 2", cell.get("source").asText());
      }
      assertFalse(
          cell.get("source").asText().contains("<"), "nothing that a browser takes for a tag");
    }
    assertEquals(12, graded);
    assertEquals(12, notebook.at("/cells/1/source").asText().lines().count());
  }

  @Test
  void bothDocumentsOfLatexCompile(@TempDir Path folder) throws Exception {
    assumeTrue(hasPdflatex(), "pdflatex is not installed: LaTeX's sheets were NOT compiled");
    SheetForm.LATEX.files(HARD).write(folder, false);
    for (String name : List.of("sheets", "key")) {
      Process latex =
          new ProcessBuilder(
                  "pdflatex",
                  "-interaction=nonstopmode",
                  "-halt-on-error",
                  "-no-shell-escape",
                  name + ".tex")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve(name + ".out").toFile())
              .start();
      assertTrue(latex.waitFor(2, TimeUnit.MINUTES));
      assertEquals(
          0,
          latex.exitValue(),
          () -> new String(read(folder.resolve(name + ".out")), StandardCharsets.ISO_8859_1));
      assertTrue(Files.exists(folder.resolve(name + ".pdf")));
    }
    String out = new String(read(folder.resolve("sheets.out")), StandardCharsets.ISO_8859_1);
    assertFalse(out.contains("Overfull \\hbox"), out);
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      return new byte[0];
    }
  }

  private static boolean hasPdflatex() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(path.split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "pdflatex")));
  }

  @Test
  void theSameAssignmentIsWrittenTheSame() {
    for (SheetForm form : SheetForm.values()) {
      assertEquals(form.files(ALL), form.files(ALL));
      List<Sheet> sheets = ALL.sheets();
      assertEquals(1, sheets.size());
    }
  }
}
