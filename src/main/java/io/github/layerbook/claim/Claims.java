package io.github.layerbook.claim;

import io.github.layerbook.claim.Claim.Statement;
import io.github.layerbook.claim.Claim.Subject;
import io.github.layerbook.memory.PeakMemory;
import io.github.layerbook.notation.Cell;
import io.github.layerbook.notation.Definition;
import io.github.layerbook.notation.Notation;
import io.github.layerbook.notation.NotationException;
import io.github.layerbook.notation.Remark;
import io.github.layerbook.report.Quantities;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a text claims of a network, read and not yet checked.
 *
 * <pre>{@code
 * Notation notation = Notation.standard();
 * Definition tiny = notation.parse("tiny", "INPUT: [8x8x3]\nCONV3-64 weights: (3*3*3)*64 = 1,728");
 * Report report = Report.of(tiny.network());
 * Claims.of(tiny).check(report).holds()   // true
 * Claims.in("TOTAL params: 1.8K", notation).check(report).holds()   // true
 * }</pre>
 *
 * @param all the claims in the text's order
 * @param wording what the text says about its figures
 */
public record Claims(List<Claim> all, Wording wording) {
  /** Of a network made in Java, nothing is claimed. */
  public static final Claims NONE = new Claims(List.of(), Wording.of(List.of()));

  /** Copies the claims. */
  public Claims {
    all = List.copyOf(all);
  }

  /**
   * Reads what the text that defines a network claims beside the layers.
   *
   * @throws NotationException if something else stands there
   */
  public static Claims of(Definition definition) {
    return of(definition, PeakMemory.quantities());
  }

  /**
   * Reads the same, with the words of some quantities.
   *
   * @throws NotationException if something else stands there
   */
  public static Claims of(Definition definition, Quantities quantities) {
    ClaimReader reader = new ClaimReader(labels(quantities), token -> Optional.empty());
    List<Claim> claims = new ArrayList<>();
    for (Remark remark : definition.remarks()) {
      claims.addAll(
          remark.layer().isEmpty()
              ? reader.line(remark.text())
              : reader.tail(new Subject.Named(remark.layer()), remark.head(), remark.text()));
    }
    return new Claims(claims, Wording.of(definition.remarks().stream().map(Remark::text).toList()));
  }

  /**
   * Makes what a tool's table states: its rows, and its lines of totals.
   *
   * @param rows what the rows state
   * @param text the whole text, whose wording shows how its tool counts
   * @param totals whether a line is one of totals; the others are read as nothing
   * @throws NotationException if the text is too long
   */
  public static Claims of(List<Claim> rows, String text, Predicate<String> totals) {
    ClaimReader reader = new ClaimReader(Labels.STANDARD, token -> Optional.empty());
    List<Cell> lines = Cell.lines(text);
    List<Claim> claims = new ArrayList<>(rows);
    for (Cell line : lines) {
      if (totals.test(line.content())) {
        claims.addAll(reader.line(line));
      }
    }
    return new Claims(claims, Wording.of(lines));
  }

  /**
   * Reads what a text claims, line by line; lines without a claim are listed too.
   *
   * @param notation the notation of the descriptions of layers in the text, such as {@code
   *     CONV3-64}
   * @throws NotationException if the text is too long
   */
  public static Claims in(String text, Notation notation) {
    return in(text, notation, PeakMemory.quantities());
  }

  /**
   * Reads the same, with the words of some quantities, such as one of your own.
   *
   * @throws NotationException if the text is too long
   */
  public static Claims in(String text, Notation notation, Quantities quantities) {
    ClaimReader reader = new ClaimReader(labels(quantities), notation::describe);
    List<Cell> lines = Cell.lines(text);
    return new Claims(
        lines.stream().flatMap(line -> reader.line(line).stream()).toList(), Wording.of(lines));
  }

  private static Labels labels(Quantities quantities) {
    return quantities == PeakMemory.quantities() ? Labels.STANDARD : new Labels(quantities);
  }

  /** Returns whether a line claims something, and not each of them nothing. */
  public boolean isSaid() {
    return all.stream().anyMatch(claim -> !(claim.statement() instanceof Statement.Nothing));
  }

  /** Returns how many parameters are stated of a layer, where it is one number. */
  public Optional<Amount> parametersOf(String layer) {
    return all.stream()
        .filter(
            claim -> claim.subject() instanceof Subject.Named named && named.name().equals(layer))
        .map(Claim::statement)
        .filter(Statement.OfQuantity.class::isInstance)
        .map(Statement.OfQuantity.class::cast)
        .filter(
            stated ->
                stated.quantity() == Quantity.PARAMETERS
                    && stated.share() == Share.ALL
                    && stated.amounts().size() == 1
                    && !stated.amounts().get(0).inBytes())
        .map(stated -> stated.amounts().get(0))
        .findFirst();
  }

  /** Returns whether nothing is claimed. */
  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** Returns those about the whole network. */
  public Claims ofTotals() {
    return new Claims(
        all.stream().filter(claim -> claim.subject() instanceof Subject.Total).toList(), wording);
  }

  /** Checks each claim against a network's report. */
  public CheckReport check(Report report) {
    return ClaimCheck.of(report, this);
  }
}
