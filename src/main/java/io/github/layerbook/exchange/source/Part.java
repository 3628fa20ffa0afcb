package io.github.layerbook.exchange.source;

import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.Invocation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a module holds under a name. */
public sealed interface Part {
  /**
   * A class of the framework.
   *
   * @param entry the class
   * @param invocation its arguments
   */
  record Leaf(Entry entry, Invocation invocation) implements Part {}

  /**
   * Parts that are no module of their own, by name.
   *
   * @param parts the parts; more are added while code is written
   */
  record Group(Map<String, Part> parts) implements Part {
    /** Makes a group without parts. */
    public Group() {
      this(new LinkedHashMap<>());
    }
  }

  /**
   * A module of a block.
   *
   * @param path the block's path, empty for the network
   * @param parts what it holds
   * @param ties statements that give a part the weights of another
   * @param arguments the variables that its {@code forward} takes
   * @param lines what its {@code forward} does, with parts as {@link Names#part} marks them
   * @param chain whether each line applies the next part to what the one before it gives
   */
  record Module(
      String path,
      Group parts,
      List<String> ties,
      List<String> arguments,
      List<String> lines,
      boolean chain)
      implements Part {}
}
