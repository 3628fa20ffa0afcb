package io.github.layerbook.view.sheet;

import io.github.layerbook.exercise.Assignment;
import io.github.layerbook.exercise.Assignment.Question;
import io.github.layerbook.exercise.Assignment.Sheet;
import io.github.layerbook.exercise.Exercise;
import io.github.layerbook.exercise.Mistake;
import io.github.layerbook.exercise.Topic;
import io.github.layerbook.view.display.Html;
import io.github.layerbook.view.exercise.WrittenAnswer;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Sheets as Moodle's XML of questions: a category for each student, numbers as numerical questions
 * without tolerance, shapes as short answers; each usual mistake is an answer of 0 % whose feedback
 * says it.
 */
record MoodleQuestions(Assignment assignment, XMLStreamWriter xml) {
  /** A literal star, which is a wildcard otherwise. */
  private static final String STAR = "\\*";

  /** Returns the file. */
  static String of(Assignment assignment, List<Sheet> sheets) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("quiz");
      MoodleQuestions questions = new MoodleQuestions(assignment, xml);
      for (Sheet sheet : sheets) {
        questions.sheet(sheet);
      }
      xml.writeEndDocument();
      return text.append('\n').toString();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("the questions could not be written", e);
    }
  }

  private void sheet(Sheet sheet) throws XMLStreamException {
    start("question", "type", "category");
    xml.writeStartElement("category");
    leaf("text", "$course$/top/Exercises/" + sheet.student().replace("/", "//"));
    xml.writeEndElement();
    xml.writeEndElement();
    for (Question question : sheet.questions()) {
      question(question);
    }
  }

  private void question(Question question) throws XMLStreamException {
    Exercise exercise = question.exercise();
    boolean shape = exercise.topic() == Topic.SHAPE;
    start("question", "type", shape ? "shortanswer" : "numerical");
    xml.writeStartElement("name");
    leaf("text", "Question %d: %s".formatted(question.number(), exercise.topic().word()));
    xml.writeEndElement();
    html("questiontext", text(question));
    html("generalfeedback", "<p>" + Html.escape(exercise.derivation()) + "</p>");
    leaf("defaultgrade", String.valueOf(assignment.points()));
    leaf("penalty", "0");
    if (shape) {
      leaf("usecase", "0");
    }
    Set<String> given = new HashSet<>();
    answers(exercise.topic(), 100, exercise.answer(), "Right.", given);
    for (Mistake mistake : exercise.mistakes()) {
      answers(exercise.topic(), 0, mistake.answer(), mistake.remark(), given);
    }
    xml.writeEndElement();
  }

  private static String text(Question question) {
    return "<pre>"
        + Html.lines(HtmlSheet.network(question))
        + "</pre><p>"
        + Html.escape(question.exercise().question())
        + " Write "
        + (question.exercise().topic() == Topic.SHAPE ? "it " : "")
        + Html.escape(WrittenAnswer.hint(question.exercise().topic()))
        + ".</p>";
  }

  /** The answer in each way of writing it that no answer before had: the first that fits counts. */
  private void answers(
      Topic topic, int fraction, List<Long> answer, String feedback, Set<String> given)
      throws XMLStreamException {
    for (String text : topic == Topic.SHAPE ? ways(answer) : Set.of(WrittenAnswer.of(answer))) {
      if (!given.add(text)) {
        continue;
      }
      xml.writeStartElement("answer");
      xml.writeAttribute("fraction", String.valueOf(fraction));
      xml.writeAttribute("format", "moodle_auto_format");
      leaf("text", text);
      if (topic != Topic.SHAPE) {
        leaf("tolerance", "0");
      }
      html("feedback", "<p>" + Html.escape(feedback) + "</p>");
      xml.writeEndElement();
    }
  }

  private static Set<String> ways(List<Long> shape) {
    Set<String> ways = new LinkedHashSet<>();
    for (List<Long> order : Exercise.orders(shape)) {
      for (String sign : List.of("x", " x ", "×", " × ", STAR, ",", ", ")) {
        ways.add(order.stream().map(String::valueOf).collect(Collectors.joining(sign)));
      }
    }
    return ways;
  }

  private void html(String element, String text) throws XMLStreamException {
    start(element, "format", "html");
    leaf("text", text);
    xml.writeEndElement();
  }

  private void start(String element, String attribute, String value) throws XMLStreamException {
    xml.writeCharacters("\n");
    xml.writeStartElement(element);
    xml.writeAttribute(attribute, value);
  }

  private void leaf(String element, String text) throws XMLStreamException {
    xml.writeStartElement(element);
    xml.writeCharacters(text);
    xml.writeEndElement();
  }
}
