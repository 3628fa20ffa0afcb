package io.github.layerbook.exchange.fitting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a text leaves open of its rows: each thing once, with the rows of which it is said. */
public final class Ambiguities {
  private static final int NAMED = 4;

  private final Map<String, List<String>> names = new LinkedHashMap<>();

  /** Says something of a row. */
  public void add(String what, String name) {
    names.computeIfAbsent(what, any -> new ArrayList<>()).add(name);
  }

  /** Says which of several calls is taken for a row, if there are several. */
  public void add(Candidate best, List<String> others, String name) {
    if (!others.isEmpty()) {
      add(
          "%s is taken; %s would fit too".formatted(best.words(), String.join(", or ", others)),
          name);
    }
  }

  /** Returns all that was said, with the first names of rows. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    names.forEach(
        (what, rows) -> {
          String first = String.join(", ", rows.subList(0, Math.min(NAMED, rows.size())));
          int more = rows.size() - NAMED;
          notes.add("%s%s: %s".formatted(first, more > 0 ? " and " + more + " more" : "", what));
        });
    return notes;
  }
}
