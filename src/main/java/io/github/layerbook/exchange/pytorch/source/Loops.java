package io.github.layerbook.exchange.pytorch.source;

import io.github.layerbook.exchange.source.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What a person writes as a loop: modules that are alike, and calls of one after the other. */
final class Loops {
  /** So many alike are written one by one. */
  private static final int FEW = 3;

  private Loops() {}

  /** Returns the elements of a list, many alike in a row as a comprehension. */
  static List<String> elements(List<String> values) {
    List<String> elements = new ArrayList<>();
    int next = 0;
    while (next < values.size()) {
      String value = values.get(next);
      int end = next;
      while (end < values.size() && values.get(end).equals(value)) {
        end++;
      }
      if (end - next > FEW && !value.contains("\n")) {
        elements.add("*[%s for _ in range(%d)]".formatted(value, end - next));
      } else {
        elements.addAll(values.subList(next, end));
      }
      next = end;
    }
    return elements;
  }

  /**
   * Returns lines, those in a row that call the elements of one list as a loop.
   *
   * @param size how many elements the list at a path has; 0 if there is none
   */
  static List<String> lines(List<String> lines, Function<String, Integer> size) {
    List<String> all = new ArrayList<>();
    int next = 0;
    while (next < lines.size()) {
      Names.Element first = Names.element(lines.get(next)).orElse(null);
      int end = next + 1;
      while (first != null
          && end < lines.size()
          && Names.element(lines.get(end)).filter(first.later(end - next)::equals).isPresent()) {
        end++;
      }
      if (first != null && end - next >= FEW && size.apply(first.list()) > 0) {
        boolean whole = first.index() == 0 && end - next == size.apply(first.list());
        String part = whole ? "" : "[%d:%d]".formatted(first.index(), first.index() + end - next);
        String name = first.call("").matches(".*\\bblock\\b.*") ? "layer" : "block";
        all.add("for %s in self%s%s:".formatted(name, Names.part(List.of(first.list())), part));
        all.add("    " + first.call(name));
      } else {
        all.addAll(lines.subList(next, end));
      }
      next = end;
    }
    return all;
  }
}
