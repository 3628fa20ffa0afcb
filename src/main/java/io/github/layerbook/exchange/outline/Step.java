package io.github.layerbook.exchange.outline;

import java.util.List;
import java.util.Optional;

/**
 * A layer at its place in a text.
 *
 * @param line the line, from 1
 * @param text what the line says, for the reader
 * @param name its name in the text; empty for the field's: {@code conv1}
 * @param phrase what it is
 * @param shape the extents of its output that the text states, channels first; none if it does not
 * @param written the same in the text's order
 * @param parameters how many parameters the text says that it has
 * @param values how many values the text says that its output has
 */
public record Step(
    int line,
    String text,
    String name,
    LayerPhrase phrase,
    List<Long> shape,
    List<Long> written,
    Optional<Long> parameters,
    Optional<Long> values) {
  /** Copies the lists. */
  public Step {
    shape = List.copyOf(shape);
    written = List.copyOf(written);
  }

  /** Makes a layer of which the text states no figures. */
  public static Step of(int line, String text, String name, LayerPhrase phrase) {
    return new Step(
        line, text, name, phrase, List.of(), List.of(), Optional.empty(), Optional.empty());
  }

  /**
   * Returns this with an output's extents, channels last as in lectures; where the last two alone
   * are equal, they are an image's height and width.
   */
  public Step shaped(List<Long> extents) {
    boolean first =
        extents.size() == 3
            && extents.get(1).equals(extents.get(2))
            && !extents.get(0).equals(extents.get(1));
    return new Step(
        line,
        text,
        name,
        phrase,
        first ? extents : WrittenShape.first(extents),
        extents,
        parameters,
        values);
  }

  /** Returns this with counts. */
  public Step counted(Optional<Long> newParameters, Optional<Long> newValues) {
    return new Step(line, text, name, phrase, shape, written, newParameters, newValues);
  }

  /** Returns this with another phrase. */
  public Step with(LayerPhrase newPhrase) {
    return new Step(line, text, name, newPhrase, shape, written, parameters, values);
  }

  /** Returns the number of channels that the text states of the output. */
  Optional<Long> channels() {
    return shape.isEmpty() ? Optional.empty() : Optional.of(shape.get(0));
  }
}
