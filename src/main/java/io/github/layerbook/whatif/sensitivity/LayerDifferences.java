package io.github.layerbook.whatif.sensitivity;

import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Row;
import io.github.layerbook.size.Size;
import io.github.layerbook.size.SizeException;
import io.github.layerbook.whatif.sensitivity.Growth.Term;
import io.github.layerbook.whatif.sensitivity.NextStep.Move;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the differences of layers' figures: from a symbolic analysis, or of two numbers. */
final class LayerDifferences {
  private LayerDifferences() {}

  static List<Term> of(Report before, NextStep step, Quantity quantity) {
    if (step instanceof NextStep.Options options && !quantity.isAlone()) {
      List<Opening> openings = options.moves().stream().map(Move::option).toList();
      OpenNetwork open = OpenNetwork.of(before, openings);
      if (open.options().size() == openings.size()) {
        try {
          Optional<List<Term>> terms =
              symbolic(
                  before,
                  open.report(),
                  quantity,
                  new SymbolicDifference(openings, options.moves()));
          if (terms.isPresent()) {
            return terms.get();
          }
        } catch (SizeException needsNumbers) {
          // a quantity that asks for values has a difference of numbers alone
        }
      }
    }
    Report after = step.after(before);
    return quantity.isSum()
        ? ofRows(before, after, quantity)
        : List.of(
            Term.of(
                before.network().name(),
                before.total(quantity).value(),
                after.total(quantity).value()));
  }

  /** New layers with all that they have, and the others by their numbers. */
  private static List<Term> ofRows(Report before, Report after, Quantity quantity) {
    Map<String, Long> known = new HashMap<>();
    before.rows().forEach(row -> known.put(row.node().path(), row.measure(quantity).value()));
    List<Term> terms = new ArrayList<>();
    for (Row row : after.rows()) {
      Size now = row.measure(quantity).size();
      Long past = known.remove(row.node().path());
      Term term =
          past == null
              ? new Term(List.of(row.name()), now, Size.of(0))
              : Term.of(row.name(), past, now.value());
      if (term.growth().value() != 0) {
        terms.add(term);
      }
    }
    known.forEach((path, past) -> terms.add(Term.of(path, past, 0)));
    return Growth.together(terms);
  }

  /** The differences as expressions; nothing where the symbolic analysis tells only about. */
  private static Optional<List<Term>> symbolic(
      Report before, Report open, Quantity quantity, SymbolicDifference difference) {
    List<Term> terms = new ArrayList<>();
    if (!quantity.isSum()) {
      SymbolicDifference.Part total = open.total(quantity).size().fold(difference);
      boolean isExact = total.before().value() == before.total(quantity).value();
      terms.add(new Term(List.of(open.network().name()), total.more(), total.less()));
      return isExact ? Optional.of(terms) : Optional.empty();
    }
    for (int i = 0; i < open.rows().size(); i++) {
      Row row = open.rows().get(i);
      SymbolicDifference.Part part = row.measure(quantity).size().fold(difference);
      if (part.before().value() != before.rows().get(i).measure(quantity).value()) {
        return Optional.empty();
      } else if (part.isChanged()) {
        terms.add(new Term(List.of(row.name()), part.more(), part.less()));
      }
    }
    return Optional.of(Growth.together(terms));
  }
}
