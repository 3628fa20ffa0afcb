package io.github.layerbook.whatif.fit;

import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.report.Report;
import io.github.layerbook.whatif.edit.Edit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * The largest or smallest value of options that keeps a budget, with its proof: the value itself
 * and the next one, both analysed by themselves; where the next one is impossible, such as a width
 * that groups do not divide, also the next that is possible.
 *
 * <p>Options of one size are set to it; options of different sizes are scaled by one factor, so
 * that the largest of them takes every whole number (every multiple, where the address says {@code
 * :8}). {@code batch} is the number of examples, {@code layers} that of repeated blocks, {@code
 * lora} the rank of adapters. Every value up to twice the option's own is tried, of 1,024 to 4,096
 * steps; 64 steps where each needs an analysis of its own, as the memory of training does. Beyond,
 * costs are taken to grow with the value, and the search narrows down.
 *
 * <pre>{@code
 * Network net = Network.named("net").input(8, 8, 3).convolution(3, 64).fullyConnected(10).build();
 * Fit fit = Fit.largest(Report.of(net), "conv1_1.out", List.of(Budget.of(Quantity.PARAMETERS, "10K")));
 * fit.value()                  // 25
 * fit.next().get().value()     // 26
 * }</pre>
 *
 * @param before the report of the network as it is
 * @param name the address of the options
 * @param budgets what is kept
 * @param largest whether the largest value is sought, not the smallest
 * @param best the value that keeps the budgets
 * @param beyond the next value, up or down, which does not; if there is no such network, after it
 *     the next value with which there is one, if one is near; empty below 1
 * @param steps how many values were tried
 */
public record Fit(
    Report before,
    String name,
    List<Budget> budgets,
    boolean largest,
    Candidate best,
    List<Candidate> beyond,
    long steps) {
  /** Copies the lists. */
  public Fit {
    budgets = List.copyOf(budgets);
    beyond = List.copyOf(beyond);
  }

  /**
   * A value that was tried.
   *
   * @param value the value; of options of different sizes, that of the largest
   * @param edit the change that sets it
   * @param report what the network costs with it; empty if there is no such network
   * @param problem why there is none; empty if there is
   */
  public record Candidate(long value, Edit edit, Optional<Report> report, String problem) {
    static Candidate of(long value, Edit edit, Supplier<Report> analysis) {
      try {
        return new Candidate(value, edit, Optional.of(analysis.get()), "");
      } catch (IllegalArgumentException | ArithmeticException e) {
        return new Candidate(value, edit, Optional.empty(), String.valueOf(e.getMessage()));
      }
    }
  }

  /** Returns the value that keeps the budgets; of different sizes, that of the largest. */
  public long value() {
    return best.value();
  }

  /** Returns the next value, which does not keep them; empty below 1. */
  public Optional<Candidate> next() {
    return beyond.stream().findFirst();
  }

  /**
   * Analyses values around the answer: evenly spaced from the least to twice the answer, and the
   * answer itself.
   *
   * @param number how many, at least 1
   */
  public List<Candidate> around(int number) {
    return DepthSearch.isMeant(before, name)
        ? new DepthSearch(before, name, budgets).around(value(), number)
        : new FitSearch(before, name, budgets, largest).around(value(), number);
  }

  /** Values evenly spaced up to twice one, and that one. */
  static LongStream spaced(long found, int number) {
    LongStream spaced =
        LongStream.rangeClosed(1, number).map(i -> Math.max(1, (long) (2.0 * found * i / number)));
    return LongStream.concat(spaced, LongStream.of(found)).sorted().distinct();
  }

  /** Returns the report of the network with the value. */
  public Report report() {
    return best.report().orElseThrow();
  }

  /**
   * Finds the largest value.
   *
   * @param before the network as it is, and what its analysis assumes
   * @param address the options, such as {@code conv*.out} or {@code conv*.out:8}; or {@code batch}
   * @param budgets what must be kept, at least one
   * @throws io.github.layerbook.layer.form.OptionException if the address names nothing that
   *     numbers vary, or no value, or every value, keeps the budgets; or if the calling thread is
   *     interrupted
   */
  public static Fit largest(Report before, String address, List<Budget> budgets) {
    return of(before, address, budgets, true);
  }

  /** Finds the smallest value, see {@link #largest}. */
  public static Fit smallest(Report before, String address, List<Budget> budgets) {
    return of(before, address, budgets, false);
  }

  private static Fit of(Report before, String address, List<Budget> budgets, boolean largest) {
    if (budgets.isEmpty()) {
      throw new OptionException("", "a fit needs a budget, such as 50M parameters");
    }
    return DepthSearch.isMeant(before, address)
        ? new DepthSearch(before, address, budgets).fit(largest)
        : new FitSearch(before, address, budgets, largest).fit();
  }
}
