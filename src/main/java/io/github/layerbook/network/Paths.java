package io.github.layerbook.network;

import java.util.HashMap;
import java.util.Map;

/**
 * The paths of a network's layers so far, and what a name that is written in a block stands for: a
 * layer of that block, else of the block around it, and so on; with a dot in front, always the path
 * from the outermost block.
 */
final class Paths {
  private final Map<String, String> known = new HashMap<>();

  /** Returns whether a text can name a layer or one block. */
  static boolean isName(String text) {
    int length = text.length();
    for (int i = 0; i < length; i += Character.charCount(text.codePointAt(i))) {
      int letter = text.codePointAt(i);
      if (!isInName(letter) && (letter != '-' || i == 0)) {
        return false;
      }
    }
    return length > 0;
  }

  /** Letters of any script, the digits and _; not the wide forms, which look like the narrow. */
  private static boolean isInName(int letter) {
    boolean wide = letter >= 0xFF01 && letter <= 0xFF5E;
    return (letter >= 'a' && letter <= 'z')
        || (letter >= '0' && letter <= '9')
        || letter == '_'
        || (Character.isLetter(letter) && !wide);
  }

  /** Notes the path of a layer. */
  void add(String path) {
    known.put(path, path);
  }

  /** Notes the path of a layer, and the name under which it was added if that is another. */
  void add(String name, String path) {
    if (!name.equals(path)) {
      known.putIfAbsent(name, path);
    }
    add(path);
  }

  /**
   * Returns the output that an address in a block stands for; the address itself if no layer so far
   * is meant.
   */
  OutputAddress find(OutputAddress address, BlockPath block) {
    return new OutputAddress(find(address.layer(), block), address.output());
  }

  /** Returns the path of the layer that a name in a block stands for; itself if no layer so far. */
  String find(String name, BlockPath block) {
    if (name.startsWith(".")) {
      return name.substring(1);
    }
    for (BlockPath inside = block; !inside.isNone(); inside = inside.outer()) {
      String path = known.get(inside.layer(name));
      if (path != null) {
        return path;
      }
    }
    return known.getOrDefault(name, name);
  }

  /** Returns the shortest name that stands for a path in a block. */
  String name(String path, BlockPath block) {
    if (!block.isNone() && block.holds(path)) {
      return block.within(path);
    }
    return find(path, block).equals(path) ? path : "." + path;
  }

  /** Returns the shortest text that stands for an output in a block. */
  String address(OutputAddress output, BlockPath block) {
    return new OutputAddress(name(output.layer(), block), output.output()).toString();
  }
}
