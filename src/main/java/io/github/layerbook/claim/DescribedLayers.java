package io.github.layerbook.claim;

import io.github.layerbook.claim.Claim.Subject;
import io.github.layerbook.notation.Cell;
import io.github.layerbook.notation.LayerDescription;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Tells what a line speaks of, and counts how often the text spoke of such layers before. */
final class DescribedLayers {
  private final Function<Cell, Optional<LayerDescription>> layers;
  private final Map<String, Integer> runs = new HashMap<>();
  private int place;

  DescribedLayers(Function<Cell, Optional<LayerDescription>> layers) {
    this.layers = layers;
  }

  /**
   * Returns the subject of a token such as {@code fc1}, {@code CONV3-64} or, with a number of
   * times, {@code conv3-64 x 2}.
   */
  Subject subject(Cell token, String times) {
    Optional<LayerDescription> description = layers.apply(token);
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
