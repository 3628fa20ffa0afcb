package io.github.layerbook.exchange.source;

import io.github.layerbook.network.OutputAddress;
import java.util.List;

/** What writes the statements of one module in a framework's language. */
public interface Statements {
  /** Goes to another statement. */
  default void begin() {}

  /** Returns whether the last statement applied a part of its own to a value and nothing else. */
  boolean isPlain(OutputAddress value);

  /**
   * Applies a layer.
   *
   * @param path the keys of the blocks from the module on to the layer's part, and the part's
   */
  void apply(Said said, List<String> path);

  /**
   * Calls the module of a block.
   *
   * @param gives the block's outputs, in the module's order
   */
  void call(Region region, List<String> path, Forwards.Written module, List<OutputAddress> gives);

  /** Returns values. */
  void give(List<OutputAddress> gives);
}
