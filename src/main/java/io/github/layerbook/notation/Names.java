package io.github.layerbook.notation;

import java.util.regex.Pattern;

/** The names of layers and blocks in a text; dots stand between those of blocks in blocks. */
final class Names {
  private static final String NAME = "[\\p{L}0-9_][\\p{L}0-9_-]*";
  private static final Pattern PATH = Pattern.compile(NAME + "(?:\\." + NAME + ")*");

  private Names() {}

  /**
   * Returns the name that a cell is.
   *
   * @param what what it is to name, for the error: {@code a block's name}
   * @param example a name of that kind
   * @throws NotationException if it is none
   */
  static String checked(Cell cell, String what, String example) {
    String name = cell.content();
    if (!PATH.matcher(name).matches()) {
      throw cell.error(
          "\"" + name + "\" is not " + what,
          "a name has letters, digits, _ or -, such as " + example);
    }
    return name;
  }
}
