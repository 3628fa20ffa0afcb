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

  /** Returns the path of a name in a block. */
  static String join(String block, String name) {
    return block.isEmpty() ? name : block + "." + name;
  }

  /** Returns the block around a block; empty for none. */
  static String outer(String block) {
    return block.substring(0, Math.max(0, block.lastIndexOf('.')));
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
   * Returns the path that an address in a block stands for, with the output's index if it has one;
   * the address itself if no layer so far is meant.
   */
  String find(String address, String block) {
    int bracket = address.indexOf('[');
    String name = bracket < 0 ? address : address.substring(0, bracket);
    String output = bracket < 0 || address.endsWith("[0]") ? "" : address.substring(bracket);
    if (name.startsWith(".")) {
      return known.getOrDefault(name.substring(1), name.substring(1)) + output;
    }
    for (String inside = block; !inside.isEmpty(); inside = outer(inside)) {
      String path = known.get(join(inside, name));
      if (path != null) {
        return path + output;
      }
    }
    return known.getOrDefault(name, name) + output;
  }

  /** Returns the shortest address that stands for a path in a block. */
  String address(String path, String block) {
    String prefix = block + ".";
    if (!block.isEmpty() && path.startsWith(prefix)) {
      return path.substring(prefix.length());
    }
    return find(path, block).equals(path) ? path : "." + path;
  }
}
