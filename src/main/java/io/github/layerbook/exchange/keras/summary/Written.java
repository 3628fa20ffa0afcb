package io.github.layerbook.exchange.keras.summary;

/**
 * A name as a column shows it.
 *
 * @param text what is there
 * @param cut whether the column may have cut off its end
 */
record Written(String text, boolean cut) {
  static final Written NONE = new Written("", true);

  /** Returns whether this may stand for a name. */
  boolean standsFor(String whole) {
    return cut ? whole.startsWith(text) : whole.equals(text);
  }

  /** Returns whether both may stand for the same name. */
  boolean agrees(Written other) {
    return standsFor(other.text)
        || other.standsFor(text)
        || (cut && other.cut && (text.startsWith(other.text) || other.text.startsWith(text)));
  }
}
