package io.github.layerbook.exchange.form;

import java.util.List;

/**
 * A form in which people paste networks: code of a framework, a printed model, a summary, a table
 * of a paper.
 *
 * <p>{@link Object#toString()} is the word that {@code --from} takes, such as {@code
 * keras-summary}.
 */
public interface TextForm {
  /** Returns what it is in words that follow “read as”, such as {@code PyTorch code}. */
  String title();

  /** Returns whether a text looks like this form. Fast, and never throws. */
  boolean recognises(String text);

  /**
   * Returns what a text says.
   *
   * <p>Never throws for what stands in the text: problems are named in the result. Bounded in time
   * and memory; nothing in the text is executed.
   */
  ReadNetwork read(String text, ReadingOptions options);

  /**
   * Returns whether it states sizes in words and lists no layers: a text that is checked then
   * claims these of a network, however that wires its layers.
   */
  default boolean isInWords() {
    return false;
  }

  /** Returns what to do about a text of this form that gives no network, as an instruction. */
  default String fix() {
    return "Fix this in the text, and run the cell again.";
  }

  /**
   * Returns what a text says of each network that it describes side by side, as the columns of a
   * table; of most texts, one. As {@link #read}, never throws for what stands in the text.
   */
  default List<ReadNetwork> readAll(String text, ReadingOptions options) {
    return List.of(read(text, options));
  }
}
