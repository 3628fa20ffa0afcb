package io.github.layerbook.claim;

import io.github.layerbook.claim.CheckReport.Checked;
import io.github.layerbook.claim.CheckReport.Computed;
import io.github.layerbook.claim.CheckReport.Verdict;
import io.github.layerbook.claim.Claim.Statement;
import io.github.layerbook.claim.Claim.Subject;
import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.inventory.StoredTensor.Role;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.unit.NumberType;
import io.github.layerbook.unit.Numbers;
import java.util.List;

/**
 * What became of what a text claims of an inventory: its totals of parameters are checked, and what
 * needs wiring is unclear.
 *
 * @param inventory the inventory
 * @param rows a row per claim
 */
public record InventoryCheck(Inventory inventory, List<Checked> rows) {
  /** Copies the rows. */
  public InventoryCheck {
    rows = List.copyOf(rows);
  }

  /** Checks claims against an inventory. */
  public static InventoryCheck of(Claims claims, Inventory inventory) {
    boolean keras = claims.wording().speaker() == Wording.Speaker.KERAS;
    return new InventoryCheck(
        inventory, claims.all().stream().map(claim -> checked(claim, inventory, keras)).toList());
  }

  private static Checked checked(Claim claim, Inventory inventory, boolean keras) {
    if (claim.statement() instanceof Statement.Nothing) {
      return Checked.of(claim, Verdict.NO_CLAIM, "");
    } else if (claim.statement() instanceof Statement.OfQuantity stated
        && stated.quantity() == Quantity.PARAMETERS
        && !(claim.subject() instanceof Subject.Described)
        && !(claim.subject() instanceof Subject.Run)) {
      return counted(claim, stated, inventory, keras);
    }
    return Checked.of(claim, Verdict.UNCLEAR, "an inventory has parameters only");
  }

  private static Checked counted(
      Claim claim, Statement.OfQuantity stated, Inventory inventory, boolean keras) {
    String path = claim.subject() instanceof Subject.Named named ? named.name() : "";
    if (!path.isEmpty() && inventory.at(path).isEmpty()) {
      return Checked.of(
          claim, Verdict.UNCLEAR, inventory.name() + " has no layer or block " + path);
    }
    long counted = count(stated.share(), inventory, path, keras);
    long measured =
        stated.amounts().get(0).inBytes() ? counted * NumberType.FP32.bits() / 8 : counted;
    boolean holds = stated.amounts().stream().allMatch(amount -> amount.agrees(measured));
    return new Checked(
        claim,
        path,
        new Computed.OfFact(Numbers.count(measured)),
        holds ? Verdict.HOLDS : Verdict.FAILS,
        "");
  }

  /** Keras counts running statistics as parameters that are not trained. */
  private static long count(Share share, Inventory inventory, String path, boolean keras) {
    long trained = count(inventory, path, Role.TRAINED);
    long untrained =
        count(inventory, path, Role.FROZEN) + (keras ? count(inventory, path, Role.BUFFER) : 0);
    return switch (share) {
      case ALL -> trained + untrained;
      case TRAINABLE -> trained;
      case NON_TRAINABLE, FROZEN -> untrained;
    };
  }

  private static long count(Inventory inventory, String path, Role role) {
    return inventory.at(path).stream().mapToLong(layer -> layer.count(role)).sum();
  }
}
