package io.github.layerbook.claim;

import io.github.layerbook.layer.Shape;
import io.github.layerbook.report.Measure;
import io.github.layerbook.report.Report;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of each claim of a text, in the text's order.
 *
 * @param report the report that the claims are checked against
 * @param rows a row per claim, and one per line that claims nothing
 */
public record CheckReport(Report report, List<Checked> rows) {
  /** Copies the rows. */
  public CheckReport {
    rows = List.copyOf(rows);
  }

  /** Whether a claim is true. */
  public enum Verdict {
    /** What is stated agrees with what is computed, at the precision it is stated with. */
    HOLDS,
    /** It does not. */
    FAILS,
    /** The subject of the claim cannot be found in the network, or is ambiguous. */
    UNCLEAR,
    /** The line claims nothing that could be checked. */
    NO_CLAIM
  }

  /** What is computed for a claim. */
  public sealed interface Computed {
    /**
     * A number with its derivation.
     *
     * @param measure the number
     */
    record OfMeasure(Measure measure) implements Computed {}

    /**
     * An output's shape.
     *
     * @param shape the shape
     */
    record OfShape(Shape shape) implements Computed {}

    /**
     * Numbers of an architecture, several where layers differ.
     *
     * @param numbers as they are written
     */
    record OfFact(String numbers) implements Computed {}

    /** Nothing. */
    record Nothing() implements Computed {}
  }

  /**
   * A claim with its verdict.
   *
   * @param claim the claim with its line and text
   * @param subject the layer, block or whole that it is about, by its name in the network; empty
   *     where none was found
   * @param computed what is computed for it
   * @param verdict whether it is true
   * @param why what a reader should know of the verdict, in plain words; may be empty
   */
  public record Checked(
      Claim claim, String subject, Computed computed, Verdict verdict, String why) {
    /** Makes what became of a claim for which nothing is computed. */
    static Checked of(Claim claim, Verdict verdict, String why) {
      return new Checked(claim, "", new Computed.Nothing(), verdict, why);
    }

    /** Returns what is stated, as written; empty where nothing is. */
    public String stated() {
      return claim.statement().text();
    }

    private Checked because(String reason) {
      return new Checked(claim, subject, computed, verdict, reason);
    }

    /** Returns the verdict with another reason, or none, and without what is computed. */
    public Checked withoutAnswer(String reason) {
      return new Checked(claim, subject, new Computed.Nothing(), verdict, reason);
    }
  }

  /** Returns the rows of a verdict. */
  public List<Checked> rows(Verdict verdict) {
    return rows.stream().filter(row -> row.verdict() == verdict).toList();
  }

  /** Returns the verdicts without what is computed and why, for exercises. */
  public CheckReport withoutAnswers() {
    return new CheckReport(report, rows.stream().map(row -> row.withoutAnswer("")).toList());
  }

  /**
   * Returns the same, with the reason of each failure that the layers of the text itself give: it
   * is not counted otherwise, it is of another network.
   *
   * @param own the same claims, checked against the text's own layers
   */
  public CheckReport beside(CheckReport own) {
    List<Checked> explained = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Checked row = rows.get(i);
      boolean ofOthers =
          row.verdict() == Verdict.FAILS && own.rows.get(i).verdict() == Verdict.HOLDS;
      explained.add(
          ofOthers
              ? row.because(
                  "the text's own layers give that, which differ from those of "
                      + report.network().name())
              : row);
    }
    return new CheckReport(report, explained);
  }

  /** Returns whether no claim fails. */
  public boolean holds() {
    return rows(Verdict.FAILS).isEmpty();
  }
}
