package io.github.layerbook.view.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A layer, or a block with what is in it, as data of a page.
 *
 * @param name its name in the block around it
 * @param times how many identical blocks it represents
 * @param about the number of the text that says what it is
 * @param measures of each quantity its terms: one, or of a ratio two; none where it has none
 * @param defined the numbers of the same in the network as it is defined
 * @param derivations of each quantity the number of the text that derives it; -1 for none
 * @param members what is in a block
 */
record PageRow(
    String name,
    int times,
    int about,
    List<List<Integer>> measures,
    List<List<Object>> defined,
    List<Integer> derivations,
    List<PageRow> members) {
  PageRow named(String newName) {
    return new PageRow(newName, times, about, measures, defined, derivations, members);
  }

  PageRow times(int number, int aboutOne) {
    return new PageRow(name, number, aboutOne, measures, defined, derivations, members);
  }

  PageRow derived(List<Integer> others) {
    return new PageRow(name, times, about, measures, defined, others, members);
  }

  boolean isSame(PageRow other) {
    return !members.isEmpty() && named("").equals(other.named(""));
  }

  /** The row as a tree: short keys, as there may be thousands. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("n", name);
    if (times > 1) {
      json.put("x", times);
    }
    json.put("a", about);
    json.put("m", measures);
    json.put("w", defined);
    json.put("d", derivations);
    if (!members.isEmpty()) {
      json.put("r", members.stream().map(PageRow::json).toList());
    }
    return json;
  }
}
