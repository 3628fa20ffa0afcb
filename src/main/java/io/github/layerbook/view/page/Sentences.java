package io.github.layerbook.view.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;

/** The texts of a page, each once; others say which one by its number. */
final class Sentences {
  private final Map<List<Object>, Integer> numbers = new LinkedHashMap<>();

  /**
   * Returns the number of a text.
   *
   * @param text the text, with slots
   * @param counted whether numbers in slots have thousands separators
   */
  int of(String text, boolean counted) {
    return numbers.computeIfAbsent(parts(text, counted), any -> numbers.size());
  }

  /** Returns the texts: of each the parts, which are pieces of text, terms, and counted terms. */
  List<Object> all() {
    return new ArrayList<>(numbers.keySet());
  }

  private static List<Object> parts(String text, boolean counted) {
    List<Object> parts = new ArrayList<>();
    Matcher slots = Slots.SLOT.matcher(text);
    int from = 0;
    while (slots.find()) {
      if (slots.start() > from) {
        parts.add(text.substring(from, slots.start()));
      }
      int term = Integer.parseInt(slots.group(1));
      parts.add(counted ? List.of(term) : (Object) term);
      from = slots.end();
    }
    if (from < text.length()) {
      parts.add(text.substring(from));
    }
    return parts;
  }
}
