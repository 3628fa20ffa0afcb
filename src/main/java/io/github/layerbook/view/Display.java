package io.github.layerbook.view;

import java.util.ArrayList;
import java.util.Collections;
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

  /**
   * Keeps an immutable copy of the contents.
   *
   * @throws IllegalArgumentException if a content is neither text nor a JSON tree
   */
  public Display {
    Map<String, Object> copy = new LinkedHashMap<>();
    contents.forEach((type, content) -> copy.put(type, frozen(content)));
    contents = Collections.unmodifiableMap(copy);
  }

  /** A display that offers plain text only. */
  public static Display text(String text) {
    return new Display(Map.of(TEXT, text));
  }

  /** The plain text of this display, or an empty text if it offers none. */
  public String text() {
    return contents.get(TEXT) instanceof String text ? text : "";
  }

  /** The same display with one more form, or with that form replaced. */
  public Display with(String type, Object content) {
    Map<String, Object> more = new LinkedHashMap<>(contents);
    more.put(type, content);
    return new Display(more);
  }

  private static Object frozen(Object content) {
    if (content instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      map.forEach((key, value) -> copy.put((String) key, frozen(value)));
      return Collections.unmodifiableMap(copy);
    }
    if (content instanceof List<?> list) {
      List<Object> copy = new ArrayList<>(list.size());
      list.forEach(value -> copy.add(frozen(value)));
      return Collections.unmodifiableList(copy);
    }
    if (content == null
        || content instanceof String
        || content instanceof Number
        || content instanceof Boolean) {
      return content;
    }
    throw new IllegalArgumentException(
        "A content is text or a JSON tree, not a " + content.getClass().getName() + ".");
  }
}
