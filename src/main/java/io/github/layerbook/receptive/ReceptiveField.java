package io.github.layerbook.receptive;

import io.github.layerbook.layer.Window;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What of a network's input a layer's output sees along one axis.
 *
 * <p>Most outputs all see the same window, a stride further on for each. Behind an upsampling or a
 * transposed convolution they take turns: of {@code period} neighbouring outputs each has a window
 * of its own, and the next ones have the same, {@code jump} further on. Negative positions are
 * padding. Windows compose as Araujo, Norris and Sim 2019 ("Computing receptive fields of
 * convolutional neural networks") have it, here as sets of positions, so that what a window skips
 * and what branches see together are exact.
 *
 * @param jump how far apart the fields of outputs a period apart are
 * @param phases for each output of the first period the positions that it sees, apart and in order;
 *     none where it sees nothing, as between the windows of a transposed convolution
 */
public record ReceptiveField(long jump, List<List<Stretch>> phases) {
  /** The most stretches tracked; beyond that, skipped positions count as seen. */
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
  public static final ReceptiveField OF_INPUT =
      new ReceptiveField(1, List.of(List.of(new Stretch(0, 0))));

  /** Copies the lists. */
  public ReceptiveField {
    phases = phases.stream().map(List::copyOf).toList();
  }

  /** Returns whether no output sees anything. */
  boolean isEmpty() {
    return phases.stream().allMatch(List::isEmpty);
  }

  /** Returns how many neighbouring outputs differ in their windows; 1 where all are the same. */
  public int period() {
    return phases.size();
  }

  /** Returns how far apart the fields of neighbouring outputs are on average. */
  public double stride() {
    return (double) jump / period();
  }

  /** Returns the positions that an output sees, apart and in order; none if it sees nothing. */
  public List<Stretch> at(long output) {
    long distance = Math.multiplyExact(Math.floorDiv(output, (long) period()), jump);
    return phases.get(Math.floorMod(output, period())).stream()
        .map(stretch -> stretch.shifted(distance))
        .toList();
  }

  /** Returns the positions that output 0 sees, apart and in order: those of {@link #at} 0. */
  public List<Stretch> stretches() {
    return at(0);
  }

  /** Returns the first position that output 0 sees, the start offset; negative in the padding. */
  public long first() {
    return first(seeing());
  }

  /** The positions that output 0 sees, or the first output that sees any. */
  private List<Stretch> seeing() {
    return phases.stream().filter(phase -> !phase.isEmpty()).findFirst().orElseThrow();
  }

  private static long first(List<Stretch> phase) {
    return phase.get(0).from();
  }

  private static long last(List<Stretch> phase) {
    return phase.get(phase.size() - 1).to();
  }

  /**
   * Returns the number of positions from the first to the last seen: the receptive field. Where
   * outputs take turns it is the largest of {@link #extents}.
   */
  public long extent() {
    return extents().get(extents().size() - 1);
  }

  /** Returns the extents that the fields of outputs have, the smallest first, each once. */
  public List<Long> extents() {
    return phases.stream().map(ReceptiveField::extent).distinct().sorted().toList();
  }

  private static long extent(List<Stretch> phase) {
    return phase.isEmpty() ? 0 : last(phase) - first(phase) + 1;
  }

  /** Returns how far output 0's field reaches before the input, the effective padding. */
  public long padding() {
    return -first();
  }

  /** Returns the centre of output 0's field: a position, or half-way between two. */
  public double centre() {
    return (first() + last(seeing())) / 2.0;
  }

  /** Returns how many positions between the first and the last are not seen, at most. */
  public long holes() {
    return phases.stream()
        .mapToLong(
            phase ->
                extent(phase) - phase.stream().mapToLong(each -> each.to() - each.from() + 1).sum())
        .max()
        .orElse(0);
  }

  /**
   * Returns the field of a layer whose windows slide over outputs with this field.
   *
   * @throws ArithmeticException if positions exceed 64 bits, or periods a million
   */
  ReceptiveField through(Window window) {
    long spread = window.spread().value();
    long step = window.step().value();
    long divisor = gcd(spread, step);
    long inputs = step / divisor;
    long periods = period() / gcd(period(), inputs);
    long count = checked(Math.multiplyExact(spread / divisor, periods));
    long newJump = Math.multiplyExact(Math.multiplyExact(jump, inputs), periods) / period();
    List<List<Stretch>> all = new ArrayList<>();
    long stretches = 0;
    for (long output = 0; output < count; output++) {
      long place = Math.multiplyExact(output, step) + window.skip().value();
      List<Stretch> phase = seen(window, Math.subtractExact(place, window.before().value()));
      stretches += phase.size();
      checked(stretches);
      all.add(phase);
    }
    return new ReceptiveField(newJump, all).reduced();
  }

  /** What is seen by a window that begins at a place of the input that is spread out. */
  private List<Stretch> seen(Window window, long place) {
    long spread = window.spread().value();
    long dilation = window.dilation().value();
    long taps = window.taps().value();
    long every = spread / gcd(spread, dilation);
    long tap = 0;
    while (tap < Math.min(taps, every) && Math.floorMod(place + tap * dilation, spread) != 0) {
      tap++;
    }
    if (tap >= Math.min(taps, every)) {
      return List.of();
    }
    long first = Math.addExact(place, Math.multiplyExact(tap, dilation)) / spread;
    long apart = Math.multiplyExact(every, dilation) / spread;
    return positions(first, apart, (taps - 1 - tap) / every + 1);
  }

  /** What is seen by some of the outputs of this field, evenly apart. */
  private List<Stretch> positions(long first, long apart, long count) {
    if (period() == 1 && isTogether(Math.multiplyExact(apart, jump), count)) {
      Stretch near = at(first).get(0);
      long distance = Math.multiplyExact(Math.multiplyExact(apart, jump), count - 1);
      long last = last(at(first));
      return List.of(new Stretch(near.from(), Math.addExact(last, distance)));
    }
    checked(count);
    List<Stretch> seen = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      seen.addAll(at(first + i * apart));
    }
    return merged(seen);
  }

  /** Whether fields at a distance leave no holes between them, or are too many to tell. */
  private boolean isTogether(long distance, long count) {
    List<Stretch> each = phases.get(0);
    return !each.isEmpty()
        && ((each.size() == 1 && distance <= extent(each)) || count > MOST_STRETCHES / each.size());
  }

  /** Returns the positions that either sees; their strides are the same. */
  ReceptiveField and(ReceptiveField other) {
    int common = (int) checked(period() / gcd(period(), other.period()) * (long) other.period());
    List<List<Stretch>> both = new ArrayList<>();
    for (int output = 0; output < common; output++) {
      List<Stretch> seen = new ArrayList<>(at(output));
      seen.addAll(other.at(output));
      both.add(merged(seen));
    }
    return new ReceptiveField(Math.multiplyExact(jump, common / period()), both).reduced();
  }

  /** Whether neighbouring outputs see as far apart as another field's do. */
  boolean keepsStepWith(ReceptiveField other) {
    return BigInteger.valueOf(jump)
        .multiply(BigInteger.valueOf(other.period()))
        .equals(BigInteger.valueOf(other.jump).multiply(BigInteger.valueOf(period())));
  }

  /** The same field with the shortest period. */
  private ReceptiveField reduced() {
    return LongStream.range(1, period())
        .filter(shorter -> period() % shorter == 0 && jump % (period() / shorter) == 0)
        .filter(this::repeats)
        .mapToObj(
            shorter ->
                new ReceptiveField(jump / (period() / shorter), phases.subList(0, (int) shorter)))
        .findFirst()
        .orElse(this);
  }

  private boolean repeats(long shorter) {
    ReceptiveField first =
        new ReceptiveField(jump / (period() / shorter), phases.subList(0, (int) shorter));
    return LongStream.range(shorter, period())
        .allMatch(output -> first.at(output).equals(phases.get((int) output)));
  }

  private static List<Stretch> merged(List<Stretch> seen) {
    if (seen.isEmpty()) {
      return seen;
    }
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

  private static long checked(long stretches) {
    if (stretches > MOST_STRETCHES) {
      throw new ArithmeticException("too many positions that differ");
    }
    return stretches;
  }

  private static long gcd(long one, long other) {
    return other == 0 ? one : gcd(other, one % other);
  }
}
