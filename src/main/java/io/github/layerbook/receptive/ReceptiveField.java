package io.github.layerbook.receptive;

import io.github.layerbook.layer.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What of a network's input a layer's output sees along one axis.
 *
 * <p>Output 0 sees the input positions of the stretches, output {@code p} those {@code p*jump}
 * further on; negative positions are padding. Windows compose as Araujo, Norris and Sim 2019
 * ("Computing receptive fields of convolutional neural networks") have it, here as sets of
 * positions, so that what a window skips and what branches see together are exact.
 *
 * @param jump how far apart the fields of neighbouring outputs are, the effective stride
 * @param stretches the positions that output 0 sees, apart and in order
 */
public record ReceptiveField(long jump, List<Stretch> stretches) {
  /** Beyond so many stretches the skipped positions are no longer told apart from seen ones. */
  private static final long MOST_STRETCHES = 1_000_000;

  /**
   * Neighbouring positions.
   *
   * @param from the first
   * @param to the last
   */
  public record Stretch(long from, long to) {
    private Stretch shifted(long distance) {
      return new Stretch(Math.addExact(from, distance), Math.addExact(to, distance));
    }
  }

  /** The field of the input itself: each position sees itself. */
  public static final ReceptiveField OF_INPUT = new ReceptiveField(1, List.of(new Stretch(0, 0)));

  /** Copies the list. */
  public ReceptiveField {
    stretches = List.copyOf(stretches);
  }

  /** Returns the first position that output 0 sees, the start offset; negative in the padding. */
  public long first() {
    return stretches.get(0).from();
  }

  /** Returns the number of positions from the first to the last seen: the receptive field. */
  public long extent() {
    return last() - first() + 1;
  }

  /** Returns how far output 0's field reaches before the input, the effective padding. */
  public long padding() {
    return -first();
  }

  /** Returns the centre of output 0's field: a position, or half-way between two. */
  public double centre() {
    return (first() + last()) / 2.0;
  }

  /** Returns how many positions between the first and the last are not seen. */
  public long holes() {
    return extent()
        - stretches.stream().mapToLong(stretch -> stretch.to() - stretch.from() + 1).sum();
  }

  private long last() {
    return stretches.get(stretches.size() - 1).to();
  }

  /**
   * Returns the field of a layer whose windows slide over outputs with this field.
   *
   * @throws ArithmeticException if positions exceed 64 bits
   */
  ReceptiveField through(Window window) {
    long taps = window.taps().value();
    long apart = Math.multiplyExact(window.dilation().value(), jump);
    long start = -Math.multiplyExact(window.before().value(), jump);
    long newJump = Math.multiplyExact(window.step().value(), jump);
    long reach = Math.multiplyExact(taps - 1, apart);
    boolean together = stretches.size() == 1 && apart <= extent();
    if (together || taps > MOST_STRETCHES / stretches.size()) {
      Stretch all = new Stretch(first(), Math.addExact(last(), reach)).shifted(start);
      return new ReceptiveField(newJump, List.of(all));
    }
    List<Stretch> seen = new ArrayList<>();
    for (long tap = 0; tap < taps; tap++) {
      for (Stretch stretch : stretches) {
        seen.add(stretch.shifted(start + tap * apart));
      }
    }
    return new ReceptiveField(newJump, merged(seen));
  }

  /** Returns the positions that either sees; both have the same jump. */
  ReceptiveField and(ReceptiveField other) {
    List<Stretch> seen = new ArrayList<>(stretches);
    seen.addAll(other.stretches);
    return new ReceptiveField(jump, merged(seen));
  }

  private static List<Stretch> merged(List<Stretch> seen) {
    seen.sort(Comparator.comparingLong(Stretch::from));
    List<Stretch> merged = new ArrayList<>();
    Stretch open = seen.get(0);
    for (Stretch next : seen) {
      if (next.from() <= open.to() + 1) {
        open = new Stretch(open.from(), Math.max(open.to(), next.to()));
      } else {
        merged.add(open);
        open = next;
      }
    }
    merged.add(open);
    return merged;
  }
}
