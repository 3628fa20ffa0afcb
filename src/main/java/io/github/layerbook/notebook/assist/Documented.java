package io.github.layerbook.notebook.assist;

import io.github.layerbook.view.display.Display;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.unbescape.html.HtmlEscape;

/**
 * What Shift+Tab shows of Java: a signature and the comment that documents it.
 *
 * @param signature the signature, {@code Report Report.of(Network network)}
 * @param comment the comment's text as it stands in the source; empty for none
 */
public record Documented(String signature, String comment) {
  private static final Pattern PACKAGES = Pattern.compile("\\b(?:[a-z]\\w*\\.)+(?=[A-Z])");
  private static final Pattern CODE = Pattern.compile("\\{@(?:code|literal)\\s+([^{}]*)}");
  private static final Pattern LINK =
      Pattern.compile("\\{@link(?:plain)?\\s+(?:[a-z]\\w*\\.)*#?([^\\s{}]+)(?:\\s+([^{}]+))?}");
  private static final Pattern TAG = Pattern.compile("(?m)^\\s*@(\\w+)\\s+");
  private static final Pattern MARKUP = Pattern.compile("</?[a-zA-Z][^<>]*>");
  private static final Pattern BLANKS = Pattern.compile("\\n{3,}");

  /** Leaves the packages out of the signature. */
  public Documented {
    signature = PACKAGES.matcher(signature).replaceAll("");
  }

  /** Returns a display of several, one below the other. */
  public static Display display(List<Documented> all) {
    return Display.text(all.stream().map(Documented::text).collect(Collectors.joining("\n\n")))
        .with(
            Display.HTML, all.stream().map(Documented::html).collect(Collectors.joining("<hr/>")));
  }

  private String text() {
    String plain =
        MARKUP.matcher(linked(CODE.matcher(comment).replaceAll("$1"), "$1")).replaceAll("");
    return (signature + "\n" + BLANKS.matcher(HtmlEscape.unescapeHtml(plain)).replaceAll("\n\n"))
        .strip();
  }

  /** The comment is markup already; what it marks up as code is not. */
  private String html() {
    String marked =
        CODE.matcher(comment)
            .replaceAll(m -> quoted("<code>" + HtmlEscape.escapeHtml4Xml(m.group(1)) + "</code>"));
    String tagged = TAG.matcher(linked(marked, "<code>$1</code>")).replaceAll("<br/><b>$1</b> ");
    return "<pre>" + HtmlEscape.escapeHtml4Xml(signature) + "</pre>" + tagged;
  }

  private static String quoted(String text) {
    return Matcher.quoteReplacement(text);
  }

  private static String linked(String text, String form) {
    return LINK.matcher(text)
        .replaceAll(
            m -> {
              String label = m.group(2) == null ? m.group(1).replace('#', '.') : m.group(2);
              return quoted(form.replace("$1", label));
            });
  }
}
