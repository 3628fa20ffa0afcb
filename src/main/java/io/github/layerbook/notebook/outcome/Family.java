package io.github.layerbook.notebook.outcome;

import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.display.Displayable;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.view.table.NetworksTable;
import java.util.List;
import java.util.Optional;

/**
 * Networks that one text has defined; shown as a table with one row per network, below what each
 * was read from.
 *
 * @param members what became of each, in the text's order
 */
public record Family(List<Outcome> members) implements Displayable {
  /** Copies the list. */
  public Family {
    members = List.copyOf(members);
  }

  /** The table of the networks. */
  public ResultTable table() {
    return NetworksTable.of(members.stream().map(member -> member.entry().report()).toList());
  }

  @Override
  public Display display() {
    Display all = table().display();
    for (int i = members.size() - 1; i >= 0; i--) {
      Optional<Provenance> text = members.get(i).provenance();
      all = text.isPresent() ? text.get().display().above(all) : all;
    }
    return all;
  }
}
