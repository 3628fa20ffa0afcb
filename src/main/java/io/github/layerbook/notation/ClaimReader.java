package io.github.layerbook.notation;

import io.github.layerbook.analysis.Claim;
import java.util.List;

/** Reads what lines claim. */
final class ClaimReader {
  List<Claim> line(Cell cell) {
    return tail(new Claim.Subject.Unnamed(), cell);
  }

  List<Claim> tail(Claim.Subject subject, Cell cell) {
    return cell.isBlank()
        ? List.of()
        : List.of(new Claim(cell.line(), cell.content(), subject, new Claim.Statement.Nothing()));
  }
}
