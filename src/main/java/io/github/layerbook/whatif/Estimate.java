package io.github.layerbook.whatif;

import java.time.Duration;
import java.util.Locale;

/**
 * What a sweep takes, from a few hundredths of a second of it: an upper bound, for a longer run is
 * compiled better.
 *
 * @param variants how many variants there are
 * @param nanoseconds how long one variant takes on one thread
 * @param time how long all take on the threads
 * @param bytes how large the CSV file of all is, about
 */
public record Estimate(long variants, double nanoseconds, Duration time, long bytes) {
  private static final long TRIAL = 30_000_000;
  private static final int LINES = 64;

  static Estimate of(Sweep sweep, int threads) {
    double nanoseconds = nanoseconds(sweep);
    double total = nanoseconds * sweep.size() / threads;
    double bytes = (double) lineLength(sweep) * sweep.size();
    return new Estimate(sweep.size(), nanoseconds, Duration.ofNanos((long) total), (long) bytes);
  }

  private static double nanoseconds(Sweep sweep) {
    long size = sweep.size();
    long step = Math.max(1, sweep.blockSize());
    long evaluated = 0;
    double best = Double.MAX_VALUE;
    long start = System.nanoTime();
    for (long now = start; now - start < TRIAL; ) {
      long from = evaluated % size / step * step;
      long to = Math.min(size, from + 4 * step);
      sweep.evaluate(from, to);
      long then = System.nanoTime();
      best = Math.min(best, (double) (then - now) / (to - from));
      evaluated += to - from;
      now = then;
    }
    return best;
  }

  private static long lineLength(Sweep sweep) {
    return sweep.sample(LINES, 1).stream()
            .mapToLong(row -> SweepFile.line(row.values(), row.totals(), row.isValid()).length())
            .sum()
        / Math.min(LINES, sweep.size());
  }

  /** Returns the estimate as a sentence's part: {@code about 50 s and a file of 400.0 GB}. */
  @Override
  public String toString() {
    double seconds = time.toMillis() / 1e3;
    String unit = seconds < 120 ? "s" : seconds < 7_200 ? "min" : "hours";
    double amount = seconds / (seconds < 120 ? 1 : seconds < 7_200 ? 60 : 3_600);
    return String.format(
        Locale.ROOT, "they take about %.3g %s, as a file %,.3f GB", amount, unit, bytes / 1e9);
  }
}
