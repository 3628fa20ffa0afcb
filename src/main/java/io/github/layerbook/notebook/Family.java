package io.github.layerbook.notebook;

import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.display.Displayable;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.view.table.NetworksTable;
import java.util.List;

/**
 * Networks that one text has defined; shown as a table with one row per network.
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
    return table().display();
  }
}
