package io.github.layerbook.view.explanation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.report.Explanation;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Row;
import io.github.layerbook.view.display.Display;
import io.github.layerbook.zoo.Zoo;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Explanations as MathML: the same calculations as in plain text, well-formed, of every layer. */
class MathMlTest {
  private static final Pattern SCRIPT =
      Pattern.compile("<script>.*\\}\\)\\((\\[.*\\])\\)</script>");
  private static final Pattern SYMBOL =
      Pattern.compile("<msub><mi>([^<]*)</mi><mtext>([^<]*)</mtext></msub>|<mi>([^<]*)</mi>");
  private static final Pattern NUMBER = Pattern.compile("[0-9][0-9,]*(?:\\.[0-9]+)?");

  private static List<String> mathml(Explanation explanation) throws IOException {
    String html = String.valueOf(ExplanationDisplay.of(explanation).contents().get(Display.HTML));
    Matcher script = SCRIPT.matcher(html);
    assertTrue(script.find(), html);
    List<String> math = new ArrayList<>();
    for (JsonNode each : new ObjectMapper().readTree(script.group(1))) {
      math.add(each.asText());
    }
    assertEquals(html.split("\"layerbook-math\"", -1).length - 1, math.size(), html);
    return math;
  }

  private static Document parsed(String math)
      throws IOException, SAXException, ParserConfigurationException {
    DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    return builder.parse(new InputSource(new StringReader(math)));
  }

  private static Set<String> numbers(String text) {
    return NUMBER.matcher(text).results().map(r -> r.group()).collect(Collectors.toSet());
  }

  @Test
  void everyKindOfLayerHasTheNumbersOfItsPlainText() throws Exception {
    Set<Class<?>> kinds = new HashSet<>();
    Set<String> unknown = new TreeSet<>();
    for (String name :
        List.of(
            "vgg16", "googlenet", "swin_t", "maxvit_t", "unet", "gpt2", "lstm", "nasnet_mobile")) {
      for (Row row : Zoo.find(name).stream().flatMap(MathMlTest::rows).toList()) {
        if (kinds.add(row.node().layer().getClass())) {
          Explanation explanation = Explanation.of(row);
          StringBuilder all = new StringBuilder();
          for (String math : mathml(explanation)) {
            parsed(math);
            all.append(math.replaceAll("<[^>]*>", " "));
          }
          String said = all.toString();
          String text = ExplanationDisplay.of(explanation).text();
          Set<String> wanted = numbers(text.replace(row.name(), ""));
          wanted.removeAll(numbers(said));
          assertTrue(wanted.isEmpty(), row.name() + " lacks " + wanted + "\n" + said);
          symbols(explanation).forEach(symbol -> unknown.add(symbol + " of " + row.node().layer()));
        }
      }
    }
    assertTrue(kinds.size() > 15, kinds.toString());
    assertTrue(unknown.isEmpty(), "no legend says what these are: " + unknown);
  }

  /** The symbols that are used to the right of the equality signs and told by no legend. */
  private static Set<String> symbols(Explanation explanation) throws IOException {
    Set<String> symbols = new TreeSet<>();
    for (String math : mathml(explanation)) {
      SYMBOL
          .matcher(math)
          .results()
          .map(r -> r.group(1) == null ? r.group(3) : r.group(1) + "_" + r.group(2))
          .forEach(symbols::add);
    }
    symbols.removeAll(explanation.legend().keySet());
    symbols.removeAll(Set.of("max", "min"));
    symbols.removeIf(symbol -> symbol.endsWith("_out"));
    return symbols;
  }

  private static Stream<Row> rows(io.github.layerbook.zoo.ZooEntry entry) {
    return Report.of(entry.network()).rows().stream();
  }

  @Test
  void aNameIsNeverMarkup() throws Exception {
    String text = "input 4x4x1\nconv 3x3-2";
    Report report = Report.of(Notation.standard().parse("a<b>&_$", text).network());
    for (String math : mathml(Explanation.of(report))) {
      parsed(math);
      assertFalse(math.contains("<b>"), math);
    }
    String html =
        String.valueOf(ExplanationDisplay.of(Explanation.of(report)).contents().get(Display.HTML));
    assertFalse(html.contains("<b>&amp;_"), html);
  }
}
