package io.github.layerbook.exchange.lecture;

import io.github.layerbook.exchange.outline.LayerPhrase;
import io.github.layerbook.layer.geometry.Padding;
import java.util.regex.Pattern;

/** The VGG paper's {@code conv3-64}, whose padding keeps the resolution. */
final class Preserving {
  private static final Pattern JOINED = Pattern.compile("(?i)\\bconv\\s?\\d+-\\d+\\b");

  private Preserving() {}

  /** Returns a phrase with the paper's padding, if it is written in the paper's way. */
  static LayerPhrase joined(String said, LayerPhrase phrase) {
    return phrase.padding().isEmpty() && JOINED.matcher(said).find()
        ? phrase.padding(
            phrase.kernel().get(0) % 2 == 1
                ? Padding.of(phrase.kernel().get(0) / 2)
                : Padding.of(Padding.Mode.SAME))
        : phrase;
  }
}
