package io.github.layerbook.view.explanation;

import io.github.layerbook.report.Explanation;
import io.github.layerbook.report.Section;
import io.github.layerbook.report.Step;
import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.display.Html;
import io.github.layerbook.view.display.JsonTree;
import io.github.layerbook.view.display.Markdown;
import io.github.layerbook.view.display.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Shows explanations as mathematics (HTML and Markdown with LaTeX, LaTeX alone) and as plain text:
 * {@code weights = K_h*K_w*C_in*C_out = 3*3*3*64 = 1,728}.
 */
public final class ExplanationDisplay {
  /** A quotient of sizes; that of a ratio, which is not rounded, has room around its sign. */
  private static final Pattern ROUNDED = Pattern.compile("\\S/\\S");

  /** So many steps of all sections together are shown; of longer ones the first and the last. */
  private static final int MOST_STEPS = 48;

  /** So many of the last steps of a section are shown, its results among them. */
  private static final int LAST_STEPS = 4;

  private static final String SCROLLED = "overflow-x:auto;padding:2px 10px 8px 10px";

  /** Jupyter's own pages typeset without telling that they can; others have MathJax. */
  private static final String UNLESS_TYPESET =
      "(function(m){if(window.MathJax||document.querySelector('.lm-Widget'))return;"
          + "var p=document.currentScript&&document.currentScript.parentNode,"
          + "e=p?p.querySelectorAll('.layerbook-math'):[];"
          + "[].forEach.call(e,function(x,i){x.innerHTML=m[i]})})(%s)";

  private final Explanation explanation;

  /** How many steps of a section are shown. */
  private final int most;

  private ExplanationDisplay(Explanation explanation, int most) {
    this.explanation = explanation;
    this.most = most;
  }

  /**
   * Shows an explanation, of one with very many steps the first and the last ones.
   *
   * @throws io.github.layerbook.size.SizeException if a number is beyond 64 bits
   */
  public static Display of(Explanation explanation) {
    return of(explanation, MOST_STEPS / Math.max(1, explanation.sections().size()));
  }

  /**
   * Shows all steps of an explanation.
   *
   * @throws io.github.layerbook.size.SizeException if a number is beyond 64 bits
   */
  public static Display all(Explanation explanation) {
    return of(explanation, Integer.MAX_VALUE);
  }

  private static Display of(Explanation explanation, int most) {
    ExplanationDisplay display = new ExplanationDisplay(explanation, most);
    return Display.of(
        Display.HTML, display.html(),
        Display.MARKDOWN, display.markdown(),
        Display.LATEX, display.latex(),
        Display.TEXT, display.text());
  }

  /**
   * Mathematics as LaTeX, which notebooks typeset. Where nothing does, as in a page on a disk
   * without a network, a script puts MathML in its place; where scripts may not run, LaTeX stays.
   */
  private String html() {
    List<String> mathml = new ArrayList<>();
    StringBuilder html = new StringBuilder("<div>");
    for (Section section : explanation.sections()) {
      html.append("<div class=\"tex2jax_ignore mathjax_ignore\" style=\"padding:4px 0\"><b>")
          .append(Html.escape(heading(section)))
          .append("</b></div>");
      if (!section.steps().isEmpty()) {
        html.append("<div class=\"layerbook-math\" style=\"" + SCROLLED + "\">$")
            .append(Html.escape(aligned(section)))
            .append("$</div>");
        mathml.add(math(table(section)));
      }
      html.append(quiet(Html.escape(section.remark())));
    }
    explanation.legend().keySet().forEach(s -> mathml.add(math(MathMl.symbol(s))));
    return html.append(quiet(legend(ExplanationDisplay::symbol, Html::escape)))
        .append(quiet(Html.escape(folded())))
        .append("<script>" + UNLESS_TYPESET.formatted(JsonTree.print(mathml)) + "</script></div>")
        .toString();
  }

  private static String symbol(String symbol) {
    return "<span class=\"layerbook-math\">$" + Html.escape(Latex.symbol(symbol)) + "$</span>";
  }

  private static String math(String markup) {
    return "<math displaystyle=\"true\">" + markup + "</math>";
  }

  private String table(Section section) {
    return lines(section).stream()
        .map(line -> line.equation().mathml(line.strong()))
        .collect(Collectors.joining("", "<mtable>", "</mtable>"));
  }

  private static String quiet(String html) {
    return html.isEmpty() ? "" : "<div style=\"padding:2px 10px;opacity:.75\">" + html + "</div>";
  }

  private String markdown() {
    List<String> paragraphs = new ArrayList<>();
    for (Section section : explanation.sections()) {
      paragraphs.add("**" + Markdown.escape(heading(section)) + "**");
      paragraphs.add(section.steps().isEmpty() ? "" : "$$" + aligned(section) + "$$");
      paragraphs.add(Markdown.escape(section.remark()));
    }
    paragraphs.add(legend(symbol -> "$" + Latex.symbol(symbol) + "$", Markdown::escape));
    paragraphs.add(Markdown.escape(folded()));
    paragraphs.removeIf(String::isEmpty);
    return String.join("\n\n", paragraphs) + "\n";
  }

  private String latex() {
    return explanation.sections().stream()
        .map(
            section ->
                section.steps().isEmpty()
                    ? "$$" + Latex.text(section.remark()) + "$$"
                    : "$$" + aligned(section) + "$$")
        .collect(Collectors.joining("\n"));
  }

  private String text() {
    List<String> paragraphs = new ArrayList<>();
    for (Section section : explanation.sections()) {
      List<Equation> equations = lines(section).stream().map(Line::equation).toList();
      int width = equations.stream().mapToInt(e -> Text.width(e.label().text())).max().orElse(0);
      List<String> lines = new ArrayList<>(List.of(Text.line(heading(section))));
      equations.forEach(equation -> lines.add(equation.text(width).indent(2).stripTrailing()));
      lines.add(section.remark().isEmpty() ? "" : "  " + section.remark());
      paragraphs.add(String.join("\n", lines).stripTrailing());
    }
    String legend = legend(UnaryOperator.identity(), UnaryOperator.identity());
    boolean divides = paragraphs.stream().anyMatch(ROUNDED.asPredicate());
    paragraphs.add(
        legend + (divides && !legend.isEmpty() ? " · " : "") + (divides ? "/ rounds down" : ""));
    paragraphs.add(folded());
    paragraphs.removeIf(String::isEmpty);
    return String.join("\n\n", paragraphs) + "\n";
  }

  private String heading(Section section) {
    String what = section.aspect().title();
    return explanation.title().isEmpty() ? what : explanation.title() + " — " + what;
  }

  private String legend(UnaryOperator<String> symbol, UnaryOperator<String> words) {
    return explanation.legend().entrySet().stream()
        .map(entry -> symbol.apply(entry.getKey()) + " " + words.apply(entry.getValue()))
        .collect(Collectors.joining(" · "));
  }

  /** The steps as rows of aligned equations; what was asked for is in bold. */
  private String aligned(Section section) {
    return lines(section).stream()
        .map(line -> line.equation().latex(line.strong()))
        .collect(Collectors.joining("\\\\ ", "\\begin{aligned}", "\\end{aligned}"));
  }

  /**
   * A step as it is shown, or the placeholder for omitted ones.
   *
   * @param equation what it says
   * @param strong whether it is what was asked for
   */
  private record Line(Equation equation, boolean strong) {
    static Line of(Step step) {
      return new Line(Equation.of(step), step.kind() == Step.Kind.RESULT);
    }
  }

  private List<Line> lines(Section section) {
    List<Step> steps = section.steps();
    if (steps.size() <= most) {
      return steps.stream().map(Line::of).toList();
    }
    List<Line> lines = new ArrayList<>();
    steps.subList(0, most - LAST_STEPS - 1).forEach(step -> lines.add(Line.of(step)));
    lines.add(new Line(Equation.leftOut(steps.size() - most + 1), false));
    steps.subList(steps.size() - LAST_STEPS, steps.size()).forEach(s -> lines.add(Line.of(s)));
    return lines;
  }

  /** How all steps are seen, where some are left out. */
  private String folded() {
    return explanation.sections().stream().anyMatch(section -> section.steps().size() > most)
        ? "Shortened: --all shows all steps, or ask for a block, a layer or one quantity."
        : "";
  }
}
