package io.github.layerbook.whatif.diff;

import io.github.layerbook.report.Group;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a block, or a layer in none, costs before and after a change.
 *
 * @param name its name
 * @param before its layers before; empty if it is new
 * @param after its layers after; empty if it is gone
 */
public record BlockChange(String name, Optional<Group> before, Optional<Group> after) {
  /** Returns the number of any quantity before the change; 0 of a block that is new. */
  public Number before(Quantity quantity) {
    return number(before, quantity);
  }

  /** Returns the number of any quantity after the change; 0 of a block that is gone. */
  public Number after(Quantity quantity) {
    return number(after, quantity);
  }

  private static Number number(Optional<Group> group, Quantity quantity) {
    return group.map(g -> g.total(quantity).number()).orElseGet(() -> quantity.number(0, 1));
  }

  /** Pairs blocks by name, in the later order; those that are gone follow who they followed. */
  static List<BlockChange> of(Report before, Report after) {
    Map<String, Group> old = byName(before);
    Map<String, Group> now = byName(after);
    List<String> names = new ArrayList<>(now.keySet());
    int next = 0;
    for (String name : old.keySet()) {
      int place = names.indexOf(name);
      if (place < 0) {
        names.add(next++, name);
      } else {
        next = place + 1;
      }
    }
    return names.stream()
        .map(
            name ->
                new BlockChange(
                    name, Optional.ofNullable(old.get(name)), Optional.ofNullable(now.get(name))))
        .toList();
  }

  private static Map<String, Group> byName(Report report) {
    Map<String, Group> groups = new LinkedHashMap<>();
    for (Group group : report.groups()) {
      groups.merge(group.name(), group, BlockChange::joined);
    }
    return groups;
  }

  private static Group joined(Group first, Group second) {
    List<Row> rows = new ArrayList<>(first.rows());
    rows.addAll(second.rows());
    return new Group(first.name(), rows);
  }
}
