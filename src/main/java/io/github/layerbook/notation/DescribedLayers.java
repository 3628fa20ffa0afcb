package io.github.layerbook.notation;

import io.github.layerbook.claim.Claim.Subject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Tells what a line speaks of, and counts how often the text spoke of such layers before. */
final class DescribedLayers {
  private final LayerReader layers;
  private final Map<String, Integer> runs = new HashMap<>();
  private int place;

  DescribedLayers(LayerReader layers) {
    this.layers = layers;
  }

  /**
   * Returns the subject of a token such as {@code fc1}, {@code CONV3-64} or, with a number of
   * times, {@code conv3-64 x 2}.
   */
  Subject subject(Cell token, String times) {
    Optional<LayerReader.Description> description = layers.description(token);
    String text = token.content();
    if (description.isEmpty()) {
      return new Subject.Named(text);
    }
    String word = description.get().word();
    String head = description.get().head();
    return times.isEmpty()
        ? new Subject.Described(text, word, head, place++)
        : new Subject.Run(
            text,
            word,
            head,
            Long.parseLong(times),
            runs.merge(key(word, head), 1, Integer::sum) - 1);
  }

  private static String key(String word, String head) {
    return word + " " + head;
  }
}
