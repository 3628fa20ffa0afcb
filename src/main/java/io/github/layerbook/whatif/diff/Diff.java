package io.github.layerbook.whatif.diff;

import io.github.layerbook.network.Network;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import java.util.List;

/**
 * What changed from one network to another, aligned layer by layer as a text diff aligns lines.
 *
 * @param before the earlier network's report
 * @param after the later network's report
 * @param changes every layer of both, in order; a layer that both have stands once
 */
public record Diff(Report before, Report after, List<Change> changes) {
  /** Copies the changes. */
  public Diff {
    changes = List.copyOf(changes);
  }

  /** Compares two networks for one example in fp32. */
  public static Diff of(Network before, Network after) {
    return of(Report.of(before), Report.of(after));
  }

  /** Compares two reports. */
  public static Diff of(Report before, Report after) {
    return new Diff(before, after, Alignment.of(before.rows(), after.rows()));
  }

  /** Returns the changes that are more than a layer that stayed as it was. */
  public List<Change> differences() {
    return changes.stream().filter(change -> change.kind() != Change.Kind.KEPT).toList();
  }

  /** Returns every block of both networks, and every layer in none, with its costs in each. */
  public List<BlockChange> blocks() {
    return BlockChange.of(before, after);
  }

  /** Returns whether every layer stayed as it was. */
  public boolean isEmpty() {
    return changes.stream().allMatch(change -> change.kind() == Change.Kind.KEPT);
  }

  /**
   * Returns how much a measure's total grew; negative where it shrank.
   *
   * @throws ArithmeticException if a total is beyond 64 bits
   */
  public long growth(Quantity quantity) {
    return Math.subtractExact(after.total(quantity).value(), before.total(quantity).value());
  }
}
