package io.github.layerbook.view.display;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One thing to show, in as many forms as there are readers: media types with their contents.
 *
 * <p>A content is text (HTML, Markdown, LaTeX, plain text, base64 of a picture) or, for media types
 * that are JSON, a tree of maps, lists, texts, numbers, truth values and nulls. Both are kept as
 * immutable copies, in the order given; a notebook chooses the richest form that it can show.
 *
 * @param contents media type to content, for example {@code text/html} to a piece of HTML
 */
public record Display(Map<String, Object> contents) {

  /** The media type that every display should offer. */
  public static final String TEXT = "text/plain";

  /** The media type of a piece of HTML. */
  public static final String HTML = "text/html";

  /** The media type of Markdown. */
  public static final String MARKDOWN = "text/markdown";

  /** The media type of LaTeX, with its dollar signs. */
  public static final String LATEX = "text/latex";

  /** The media type of a PNG picture; its content is base64 without line breaks. */
  public static final String PNG = "image/png";

  /** The media type of a Plotly chart; its content is a tree with data, layout and config. */
  public static final String PLOTLY = "application/vnd.plotly.v1+json";

  /** The media types that a display may offer, the richest first. */
  public static final List<String> TYPES = List.of(PLOTLY, HTML, MARKDOWN, LATEX, PNG, TEXT);

  /**
   * Keeps an immutable copy of the contents.
   *
   * @throws IllegalArgumentException if a content is neither text nor a JSON tree
   */
  public Display {
    contents = JsonTree.frozen(contents);
  }

  /** A display of media types and their contents, in turns. */
  public static Display of(Object... typesAndContents) {
    return new Display(JsonTree.of(typesAndContents));
  }

  /** A display that offers plain text only. */
  public static Display text(String text) {
    return of(TEXT, text);
  }

  /** The plain text of this display, or an empty text if it offers none. */
  public String text() {
    return form(TEXT);
  }

  /** The text of one form, such as {@link #HTML}, or an empty text if it is not offered as text. */
  public String form(String type) {
    return contents.get(type) instanceof String text ? text : "";
  }

  /** This display with another one under it, in the forms of text that both offer. */
  public Display above(Display below) {
    Map<String, Object> both = new LinkedHashMap<>();
    for (String type : List.of(HTML, MARKDOWN, TEXT)) {
      if (contents.get(type) instanceof String upper && below.hasForm(type)) {
        both.put(type, upper.stripTrailing() + "\n\n" + below.formOrText(type));
      }
    }
    return new Display(both);
  }

  private boolean hasForm(String type) {
    return !formOrText(type).isEmpty();
  }

  /** The text of one form; in Markdown the plain text if there is no Markdown, as a chart's. */
  private String formOrText(String type) {
    String form = form(type);
    return form.isEmpty() && type.equals(MARKDOWN) && !text().isEmpty()
        ? "```\n" + text() + "\n```"
        : form;
  }

  /** The same display with one more form, or with that form replaced. */
  public Display with(String type, Object content) {
    Map<String, Object> more = new LinkedHashMap<>(contents);
    more.put(type, content);
    return new Display(more);
  }
}
