package io.github.layerbook.whatif.fit;

import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.unit.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * The smallest number of devices each of which holds its share, with its proof: the number before
 * it, with which each has too much, and any between them into which the network does not divide.
 *
 * @param what what is shared, and how
 * @param most the bytes that a device holds
 * @param best the number
 * @param before the number before it, the next possible one below, and impossible ones between
 * @param tried how many numbers were tried
 */
public record DeviceFit(
    String what, long most, Candidate best, List<Candidate> before, long tried) {
  /** More devices than any model was trained on. */
  private static final long LARGEST = 1L << 20;

  /** How many numbers of devices are tried that may divide the network or not. */
  private static final long NEAR = 4096;

  /** How many impossible numbers are shown between the proof and the answer. */
  private static final int SHOWN = 3;

  /** Copies the list. */
  public DeviceFit {
    before = List.copyOf(before);
  }

  /**
   * A number of devices.
   *
   * @param devices how many share
   * @param each the bytes of each
   * @param problem why they cannot share; empty if they can
   */
  public record Candidate(long devices, long each, String problem) {
    /** Returns whether the network can be divided among the devices. */
    public boolean isPossible() {
      return problem.isEmpty();
    }
  }

  /**
   * Finds the smallest number.
   *
   * @param what what is shared, and how
   * @param most the bytes that a device holds
   * @param of what each of a number of devices has, never more for more devices
   * @throws OptionException if no number is enough, with what is left on each of many
   */
  public static DeviceFit smallest(String what, long most, LongFunction<Candidate> of) {
    AtomicLong tried = new AtomicLong();
    long tooFew =
        Bisection.last(
                devices -> {
                  tried.incrementAndGet();
                  return of.apply(devices).each() > most;
                },
                LARGEST)
            .orElseThrow(
                () ->
                    new OptionException(
                        "devices",
                        "no number of devices is enough for %s: %s stay on each of %s, and a device holds %s"
                            .formatted(
                                what,
                                Numbers.bytes(of.apply(LARGEST).each()),
                                Numbers.count(LARGEST),
                                Numbers.bytes(most))));
    return possible(what, most, of, tooFew + 1, tried.get());
  }

  /** The number before one, and where the network does not divide so the next that it does. */
  private static List<Candidate> tooFew(LongFunction<Candidate> of, long first) {
    List<Candidate> fewer = new ArrayList<>();
    for (long devices = first - 1; devices >= Math.max(1, first - NEAR); devices--) {
      Candidate candidate = of.apply(devices);
      if (candidate.isPossible()) {
        fewer.add(candidate);
        return fewer;
      } else if (fewer.isEmpty()) {
        fewer.add(candidate);
      }
    }
    return fewer;
  }

  /** The first number from one on into which the network divides. */
  private static DeviceFit possible(
      String what, long most, LongFunction<Candidate> of, long first, long tried) {
    List<Candidate> impossible = new ArrayList<>();
    for (long devices = first; devices < first + NEAR; devices++) {
      Candidate candidate = of.apply(devices);
      if (candidate.isPossible()) {
        List<Candidate> before =
            new ArrayList<>(
                impossible.subList(Math.max(0, impossible.size() - SHOWN), impossible.size()));
        before.addAll(0, tooFew(of, first));
        return new DeviceFit(what, most, candidate, before, tried + impossible.size());
      }
      impossible.add(candidate);
    }
    throw new OptionException(
        "devices",
        "%s needs %s devices or more, and %s: divide it otherwise"
            .formatted(what, Numbers.count(first), impossible.get(0).problem()));
  }
}
