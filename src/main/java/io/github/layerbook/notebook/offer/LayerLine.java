package io.github.layerbook.notebook.offer;

import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.notation.Notation;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of the notation, or its beginning: behind braces and a name a layer's word, and words
 * behind that.
 *
 * @param start where the layer begins in the line
 * @param named whether a name stands before it
 * @param words what stands there with blanks between; the last one is empty behind a blank
 */
public record LayerLine(int start, boolean named, List<String> words) {
  private static final Pattern HEAD =
      Pattern.compile("(?:.*[{}])?\\s*(?<name>[\\p{L}_][\\p{L}\\p{N}_.-]*\\s*:\\s*)?");
  private static final Pattern COMMENT = Pattern.compile("#|//");

  /** Reads a line; nothing if the end of it is a comment. */
  public static Optional<LayerLine> of(String line) {
    if (COMMENT.matcher(line).find()) {
      return Optional.empty();
    }
    Matcher head = HEAD.matcher(line);
    int start = head.lookingAt() ? head.end() : 0;
    List<String> words = List.of(line.substring(start).split("\\s+", -1));
    return Optional.of(new LayerLine(start, head.group("name") != null, words));
  }

  /** Returns the form of the layer that stands there, if its word is known. */
  public Optional<LayerForm> form(Notation notation) {
    return notation.form(words.get(0));
  }

  /** Returns the last word. */
  public String last() {
    return words.get(words.size() - 1);
  }

  /** Returns whether the last word is the first, the layer's own. */
  public boolean endsInLayer() {
    return words.size() == 1;
  }
}
