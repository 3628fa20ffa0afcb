package io.github.layerbook.exchange.fitting;

import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.Reading;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The calls that make of inputs what a row states, the likeliest first.
 *
 * @param all those that do; none where the row tells too little
 */
public record Fits(List<Candidate> all) {
  /** None. */
  public static final Fits NONE = new Fits(List.of());

  /** So many calls of a row are tried at most. */
  private static final int MOST = 4_000;

  /** Whether what a call declares, and the outputs' extents with the batch, are as stated. */
  @FunctionalInterface
  public interface Stated {
    /** Returns whether they are. */
    boolean agrees(Declaration declaration, List<List<Long>> outputs);
  }

  /**
   * Tries candidates on inputs.
   *
   * @param near what costs so much more than the best is no rival of it
   * @param inputs the extents of the inputs with the batch
   */
  public static Fits of(
      Dialect dialect, List<Candidate> tried, double near, List<List<Long>> inputs, Stated stated) {
    List<Candidate> fits = new ArrayList<>();
    for (Candidate candidate :
        tried.stream().sorted(Comparator.comparingDouble(Candidate::cost)).limit(MOST).toList()) {
      if (!fits.isEmpty() && candidate.cost() > fits.get(0).cost() + near) {
        break;
      } else if (holds(dialect, candidate, inputs, stated)) {
        fits.add(candidate);
      }
    }
    return new Fits(fits);
  }

  private static boolean holds(
      Dialect dialect, Candidate candidate, List<List<Long>> inputs, Stated stated) {
    Optional<Entry> entry = dialect.find(candidate.type()).filter(each -> !each.isFunction());
    if (entry.isEmpty()) {
      return false;
    }
    try {
      Reading reading = entry.get().read(candidate.arguments(), inputs);
      return reading
          .declaration()
          .filter(declared -> stated.agrees(declared, reading.outputs(declared)))
          .isPresent();
    } catch (IllegalArgumentException | ArithmeticException e) {
      return false;
    }
  }

  /**
   * Returns how many values a layer keeps.
   *
   * @param buffers whether running statistics count, as they do in Keras
   */
  public static long values(Declaration declaration, boolean buffers) {
    return declaration.tensors().stream()
        .filter(tensor -> buffers || tensor.kind() != Tensor.Kind.BUFFER)
        .mapToLong(tensor -> tensor.count().value())
        .reduce(0, Math::addExact);
  }

  /** Returns the likeliest. */
  public Optional<Candidate> best() {
    return all.stream().findFirst();
  }

  /** Returns how unlikely the best is; infinite where none fits. */
  public double cost() {
    return all.isEmpty() ? Double.POSITIVE_INFINITY : all.get(0).cost();
  }

  /** Returns what else the row may be, in words; none where only the best fits. */
  public List<String> others() {
    Set<String> words = new LinkedHashSet<>();
    all.stream().skip(1).map(Candidate::words).filter(w -> !w.isEmpty()).forEach(words::add);
    best().ifPresent(best -> words.remove(best.words()));
    return words.stream().limit(2).toList();
  }
}
