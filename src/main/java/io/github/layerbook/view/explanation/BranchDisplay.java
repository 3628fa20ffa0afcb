package io.github.layerbook.view.explanation;

import io.github.layerbook.report.Branch;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.display.Html;
import io.github.layerbook.view.display.Markdown;
import io.github.layerbook.view.display.Text;
import io.github.layerbook.view.explanation.Equation.Side;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Shows calculations as trees that a reader opens where in doubt: headings inside headings, without
 * a script, so that they work before a notebook is trusted and in exported pages.
 *
 * <p>As a quiz, the number on the right of each equality stands behind its heading, until that is
 * opened; plain text, which cannot be opened, leaves it out.
 */
public final class BranchDisplay {
  /** So many figures are shown of one calculation at most. */
  private static final int MOST = 300;

  private static final String INDENT = "  ";

  private final boolean quiz;
  private final StringBuilder html = new StringBuilder();
  private final StringBuilder markdown = new StringBuilder();
  private final StringBuilder text = new StringBuilder();
  private int shown;
  private int left;

  private BranchDisplay(boolean quiz) {
    this.quiz = quiz;
  }

  /**
   * Shows figures with what they are made of.
   *
   * @param title whose figures they are
   * @param quiz whether the right side of each equality is kept back until it is asked for
   */
  public static Display of(String title, List<Branch> branches, boolean quiz) {
    BranchDisplay display = new BranchDisplay(quiz);
    display.html.append("<div class=\"tex2jax_ignore mathjax_ignore\"><div><b>");
    display.html.append(Html.escape(title)).append("</b></div>");
    display.markdown.append("**").append(Markdown.escape(title)).append("**\n\n");
    display.text.append(Text.line(title)).append('\n');
    branches.forEach(branch -> display.add(branch, 0));
    display.end();
    return Display.of(
        Display.HTML, display.html.toString(),
        Display.MARKDOWN, display.markdown.toString(),
        Display.TEXT, display.text.toString());
  }

  private void add(Branch branch, int depth) {
    if (shown == MOST) {
      left++;
      return;
    }
    shown++;
    Equation equation = Equation.of(branch.step());
    List<String> sides = equation.sides().stream().map(Side::text).toList();
    boolean given = branch.parts().isEmpty() && !branch.meaning().isEmpty();
    boolean asks = quiz && !sides.isEmpty() && !given;
    String answer = sides.isEmpty() ? "" : sides.get(sides.size() - 1);
    List<String> told = asks ? sides.subList(0, sides.size() - 1) : sides;
    String line =
        told.stream()
            .map(side -> " = " + side)
            .collect(Collectors.joining("", equation.label().text(), asks ? " = ?" : ""));
    String meaning = branch.meaning().isEmpty() ? "" : ": " + branch.meaning();
    text.append(INDENT.repeat(depth + 1)).append(line).append(meaning).append('\n');
    markdown
        .append(INDENT.repeat(depth))
        .append("- ")
        .append(Markdown.escape(line + meaning))
        .append('\n');
    boolean opens = asks || !branch.parts().isEmpty();
    String spoken = Html.escape(line.replace('*', '·') + meaning);
    html.append(opens ? "<details style=\"margin-left:18px\"" : "<div style=\"margin-left:32px\"")
        .append(opens && depth == 0 && !quiz ? " open>" : ">")
        .append(opens ? "<summary style=\"cursor:pointer\">" + spoken + "</summary>" : spoken);
    if (asks) {
      html.append("<div style=\"margin-left:32px\"><b>")
          .append(Html.escape(answer))
          .append("</b></div>");
    }
    branch.parts().forEach(part -> add(part, depth + 1));
    html.append(opens ? "</details>" : "</div>");
  }

  private void end() {
    if (left > 0) {
      String more =
          "… and %s more figures: ask for a block or a layer by itself"
              .formatted(Numbers.count(left));
      html.append("<div style=\"opacity:.75\">").append(more).append("</div>");
      markdown.append("\n").append(more).append('\n');
      text.append(INDENT).append(more).append('\n');
    }
    html.append("</div>");
  }
}
