package io.github.layerbook.whatif.fit;

import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.network.Blueprint;
import io.github.layerbook.report.Report;
import io.github.layerbook.whatif.edit.Depth;
import io.github.layerbook.whatif.edit.Edit;
import io.github.layerbook.whatif.edit.Knob;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The search for a number of repeated blocks: costs grow with it, so that it is doubled until they
 * are over the budget, and halved between.
 */
final class DepthSearch {
  private final Report before;
  private final String word;
  private final List<Budget> budgets;
  private final TreeMap<Integer, Fit.Candidate> tried = new TreeMap<>();

  DepthSearch(Report before, String word, List<Budget> budgets) {
    this.before = before;
    this.word = word;
    this.budgets = List.copyOf(budgets);
    if (budgets.isEmpty()) {
      throw new OptionException("", "a fit needs a budget, such as 50M parameters");
    }
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
    int low = 1;
    int high = 2;
    while (high <= Depth.MOST && keeps(high)) {
      low = high;
      high *= 2;
    }
    if (high > Depth.MOST) {
      throw new OptionException(
          word, "every number of %s up to %,d keeps the budget".formatted(word, Depth.MOST));
    }
    while (high - low > 1) {
      int middle = (low + high) / 2;
      if (keeps(middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return new Fit(
        before, word, budgets, true, candidate(low), List.of(candidate(high)), tried.size());
  }

  /** Returns candidates up to twice a number, evenly spread, and that one. */
  List<Fit.Candidate> around(long found, int number) {
    TreeMap<Integer, Fit.Candidate> around = new TreeMap<>();
    around.put((int) found, candidate((int) found));
    for (int i = 1; i <= number; i++) {
      int depth = Math.max(1, (int) (2.0 * found * i / number));
      around.computeIfAbsent(depth, this::candidate);
    }
    return List.copyOf(around.values());
  }

  private boolean keeps(int depth) {
    Optional<Report> report = candidate(depth).report();
    return report.isPresent()
        && budgets.stream().allMatch(budget -> budget.keeps(budget.used(report.get())));
  }

  private Fit.Candidate candidate(int depth) {
    return tried.computeIfAbsent(depth, this::analysed);
  }

  private Fit.Candidate analysed(int depth) {
    Edit edit = new Edit.Option(Knob.set(word, depth));
    try {
      Report report =
          Report.of(edit.of(Blueprint.of(before.network())).network(), before.settings());
      return new Fit.Candidate(depth, edit, Optional.of(report), "");
    } catch (IllegalArgumentException | ArithmeticException e) {
      return new Fit.Candidate(depth, edit, Optional.empty(), String.valueOf(e.getMessage()));
    }
  }
}
