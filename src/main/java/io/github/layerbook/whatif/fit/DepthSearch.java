package io.github.layerbook.whatif.fit;

import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.network.Blueprint;
import io.github.layerbook.report.Report;
import io.github.layerbook.whatif.edit.Depth;
import io.github.layerbook.whatif.edit.Edit;
import io.github.layerbook.whatif.edit.Knob;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The search for a number of repeated blocks, with which costs grow. */
final class DepthSearch {
  private final Report before;
  private final String word;
  private final List<Budget> budgets;
  private final Map<Long, Fit.Candidate> tried = new HashMap<>();

  DepthSearch(Report before, String word, List<Budget> budgets) {
    this.before = before;
    this.word = word;
    this.budgets = budgets;
  }

  /** Returns whether an address means the number of a network's repeated blocks. */
  static boolean isMeant(Report before, String address) {
    return Depth.isMeant(address, Blueprint.of(before.network()));
  }

  /** Finds the most blocks that keep the budgets; the fewest are 1, or none are. */
  Fit fit(boolean largest) {
    if (!keeps(1)) {
      throw new OptionException(
          word, "no number of %s keeps the budget: raise it, or vary options too".formatted(word));
    } else if (!largest) {
      return new Fit(before, word, budgets, false, candidate(1), List.of(), tried.size());
    }
    long most =
        Bisection.last(this::keeps, Depth.MOST)
            .orElseThrow(
                () ->
                    new OptionException(
                        word,
                        "every number of %s up to %,d keeps the budget"
                            .formatted(word, Depth.MOST)));
    List<Fit.Candidate> beyond = List.of(candidate(most + 1));
    return new Fit(before, word, budgets, true, candidate(most), beyond, tried.size());
  }

  /** Returns candidates up to twice a number, evenly spread, and that one. */
  List<Fit.Candidate> around(long found, int number) {
    return Fit.spaced(found, number).mapToObj(this::candidate).toList();
  }

  private boolean keeps(long depth) {
    Optional<Report> report = candidate(depth).report();
    return report.isPresent()
        && budgets.stream().allMatch(budget -> budget.keeps(budget.used(report.get())));
  }

  private Fit.Candidate candidate(long depth) {
    return tried.computeIfAbsent(depth, this::analysed);
  }

  private Fit.Candidate analysed(long depth) {
    Edit edit = new Edit.Option(Knob.set(word, depth));
    Blueprint network = Blueprint.of(before.network());
    return Fit.Candidate.of(
        depth, edit, () -> Report.of(edit.of(network).network(), before.settings()));
  }
}
