package io.github.layerbook.whatif.sweep;

import io.github.layerbook.unit.Scale;
import java.math.BigDecimal;
import java.math.MathContext;
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
      sweep.runOver(from, to).run(1, block -> {});
      long then = System.nanoTime();
      best = Math.min(best, (double) (then - now) / (to - from));
      evaluated += to - from;
      now = then;
    }
    return best;
  }

  private static long lineLength(Sweep sweep) {
    return sweep.sample(LINES, 1).stream()
            .mapToLong(row -> SweepFile.line(row, sweep.quantities().size()).length())
            .sum()
        / Math.min(LINES, sweep.size());
  }

  /** Returns the estimate as a sentence: {@code they take about 2.6 hours, as a file 47 TB}. */
  @Override
  public String toString() {
    double seconds = time.toMillis() / 1e3;
    return "they take about %s, as a file %s"
        .formatted(
            seconds < 120
                ? amount(seconds, "s")
                : seconds < 7_200
                    ? amount(seconds / 60, "min")
                    : seconds < 172_800
                        ? amount(seconds / 3_600, "hours")
                        : amount(seconds / 86_400, "days"),
            file());
  }

  private String file() {
    Scale scale = Scale.DECIMAL_BYTES;
    int power = Math.max(1, scale.suiting(bytes));
    return amount(bytes / scale.worth(power).doubleValue(), scale.unit(power));
  }

  /** An estimate is rough: two digits. */
  private static String amount(double number, String unit) {
    BigDecimal rounded = new BigDecimal(number).round(new MathContext(2));
    return String.format(Locale.ROOT, number < 10 ? "%.1f %s" : "%,.0f %s", rounded, unit);
  }
}
