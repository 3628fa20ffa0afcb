package io.github.layerbook.whatif.sweep;

import io.github.layerbook.network.Blueprint;
import io.github.layerbook.network.Network;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Settings;
import io.github.layerbook.size.SizeException;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.whatif.edit.Knob;
import io.github.layerbook.whatif.tape.VariantBlock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * All variants of a network over a grid of options, and the totals of each.
 *
 * <p>The network is analysed once, with symbols in the place of what is varied; variants are then
 * evaluated block by block, in memory that does not depend on their number. Each has an index, and
 * a range of indices can be evaluated by itself: {@code
 * Sweep.of(vgg16).knob("fc1.out=512..8192:+512").knob("input=128..512:+32").build().rows(0, 10)}. A
 * variant whose network cannot be built, or whose totals are beyond 64 bits, is not valid.
 */
public final class Sweep {
  /** The most variants that are evaluated unless {@link #run} is given ranges of fewer. */
  public static final long MOST = 10_000_000_000L;

  /** The most rows that are held in memory at once. */
  public static final int MOST_ROWS = 1_000_000;

  private final List<Knob> knobs;
  private final List<Quantity> quantities;
  private final Columns columns;
  private final Topologies topologies;

  private Sweep(List<Knob> knobs, List<Quantity> quantities, Topologies topologies) {
    this.knobs = List.copyOf(knobs);
    this.quantities = List.copyOf(quantities);
    this.columns = Columns.of(quantities);
    this.topologies = topologies;
  }

  /** Starts a sweep of a network, or of several: which one is then the first knob. */
  public static SweepBuilder of(Network... networks) {
    if (networks.length == 0) {
      throw new IllegalArgumentException("a sweep needs a network");
    }
    return new SweepBuilder(List.of(networks));
  }

  /** Makes a sweep of networks that need not be built yet. */
  public static Sweep of(
      List<Blueprint> networks, Settings settings, List<Knob> knobs, List<Quantity> quantities) {
    Meanings meant = Meanings.of(networks, knobs);
    return new Sweep(
        meant.knobs(),
        quantities,
        new Topologies(meant.networks(), settings, meant.knobs(), quantities));
  }

  /** Returns the knobs in the order in which they were given. */
  public List<Knob> knobs() {
    return knobs;
  }

  /** Returns what is found for each variant. */
  public List<Quantity> quantities() {
    return quantities;
  }

  /**
   * Returns the grid that gives variants their indices. Its knobs are those of the sweep; knobs
   * that change more than sizes come first, as the slowest.
   */
  public VariantGrid grid() {
    return topologies.numbering().grid();
  }

  /** Returns the number of variants. */
  public long size() {
    return grid().size();
  }

  /** Returns the value of each knob at an index, in the order of {@link #knobs()}. */
  public List<String> values(long index) {
    int[] positions = topologies.numbering().positions(index);
    List<String> values = new ArrayList<>();
    for (int knob = 0; knob < knobs.size(); knob++) {
      values.add(knobs.get(knob).values().get(positions[knob]));
    }
    return values;
  }

  /**
   * Analyses a single variant, with all derivations.
   *
   * @throws io.github.layerbook.network.NetworkException if its network cannot be built, saying why
   */
  public Report report(long index) {
    grid().checkIndex(index);
    return topologies.report(index);
  }

  /** Says why a variant is not valid; empty if it is. */
  public Optional<String> problem(long index) {
    try {
      Report report = report(index);
      try {
        quantities.forEach(quantity -> report.total(quantity).number());
      } catch (SizeException e) {
        throw report.located(e);
      }
      return Optional.empty();
    } catch (IllegalArgumentException | ArithmeticException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Returns the row of a variant. */
  public Variant row(long index) {
    return rows(index, index + 1).get(0);
  }

  /**
   * Returns the rows of a range of indices; after an interrupt of the calling thread those up to
   * there.
   *
   * @throws IllegalArgumentException if there are more than {@link #MOST_ROWS}
   */
  public List<Variant> rows(long from, long to) {
    checkRange(from, to);
    if (to - from > MOST_ROWS) {
      throw new IllegalArgumentException(
          ("%s rows are too many for memory, at most %s: take fewer, a sample, or write a"
                  + " file")
              .formatted(Numbers.count(to - from), Numbers.count(MOST_ROWS)));
    }
    List<Variant> rows = new ArrayList<>((int) (to - from));
    runOver(from, to).run(1, block -> addRows(block, rows));
    return rows;
  }

  /**
   * Returns the number of a quantity of a valid variant of a block: a {@link Long}, and of a ratio
   * a {@link Double}.
   *
   * @param place the quantity's place among {@link #quantities()}
   */
  public Number number(VariantBlock block, int place, int variant) {
    return columns.number(block, place, variant);
  }

  /** Adds the rows of a block to others. */
  void addRows(VariantBlock block, List<Variant> rows) {
    for (int i = 0; i < block.count(); i++) {
      List<Number> found = new ArrayList<>(quantities.size());
      for (int place = 0; block.isValid(i) && place < quantities.size(); place++) {
        found.add(number(block, place, i));
      }
      long index = block.first() + i;
      rows.add(new Variant(index, values(index), found));
    }
  }

  /**
   * Returns the rows of different variants taken at random, in the grid's order; all if there are
   * not more. An interrupt of the calling thread ends it early.
   *
   * @param count how many
   * @param seed the same seed takes the same variants
   */
  public List<Variant> sample(int count, long seed) {
    if (size() <= count) {
      return rows(0, size());
    }
    SplittableRandom random = new SplittableRandom(seed);
    TreeSet<Long> indices = new TreeSet<>();
    while (indices.size() < count) {
      indices.add(random.nextLong(size()));
    }
    List<Variant> rows = new ArrayList<>(count);
    for (long index : indices) {
      if (Thread.currentThread().isInterrupted()) {
        return rows;
      }
      rows.add(row(index));
    }
    return rows;
  }

  /**
   * Evaluates the variants of a range of indices and hands them out block by block.
   *
   * <p>An interrupt of the calling thread stops it after the blocks at work; the thread stays
   * interrupted, and every variant before the index that is returned was handed out.
   *
   * @param from the first index
   * @param to the index after the last
   * @param threads how many threads work, the calling one among them
   * @param blocks gets the blocks, whose totals are the quantities in their order, of ratios what
   *     is divided, and after them what ratios are divided by; with several threads, from several
   *     at once and in any order
   * @return the index after the last variant that was handed out
   * @throws IllegalArgumentException if there are more than {@link #MOST} variants
   */
  public long run(long from, long to, int threads, Consumer<VariantBlock> blocks) {
    checkRange(from, to);
    checkSize(to - from, threads);
    return runOver(from, to).run(threads, blocks);
  }

  /**
   * Estimates what all variants take, by evaluating some of them for a few hundredths of a second.
   */
  public Estimate estimate(int threads) {
    return Estimate.of(this, threads);
  }

  /**
   * Writes all variants as a CSV file, one line each: the knobs' values, the totals, and whether
   * the variant is valid; totals of those that are not are empty.
   *
   * <p>The file appears under its name when it is complete. Until then its lines stand in a file
   * beside it, with {@code .part} after its name, of which nothing is left after an interrupt of
   * the calling thread or a failure.
   *
   * @param file the file, which is replaced if it exists
   * @param threads how many threads work
   * @param progress gets the number of variants written, after each block
   * @return the number of variants written; after an interrupt less than {@link #size()}, and the
   *     file is as it was
   * @throws IOException if the file cannot be written
   * @throws IllegalArgumentException if there are more than {@link #MOST} variants, or more than
   *     the disk has room for
   */
  public long writeCsv(Path file, int threads, LongConsumer progress) throws IOException {
    checkSize(size(), threads);
    return new SweepFile(this, file).write(threads, progress);
  }

  /**
   * Evaluates all variants on an engine, such as Apache Spark, and returns what it gives for the
   * rows. The same rows as here, in the grid's order, and as many as the engine takes.
   *
   * @throws IllegalArgumentException if the sweep cannot be cut into {@link #parts}
   */
  public <R> R on(SweepEngine<R> engine) {
    return engine.rows(this);
  }

  /**
   * Cuts the variants, in their order, into parts that can be evaluated elsewhere: mostly one, of
   * which any range of indices can be evaluated by itself; more where knobs change more than sizes.
   *
   * @throws IllegalArgumentException if knobs that change more than sizes have more than 4,096
   *     combinations
   */
  public List<SweepPart> parts() {
    return topologies.parts();
  }

  /** Returns a run over a range of indices. */
  SweepRun runOver(long from, long to) {
    return new SweepRun(topologies, columns.totals(), from, to);
  }

  /** Returns whether one analysis serves all variants, so that many cost little. */
  public boolean isOneTape() {
    return topologies.isOne();
  }

  /** Returns how many analyses serve all variants: one for each combination of the fixed knobs. */
  public long topologies() {
    return topologies.numbering().topologies();
  }

  /** Returns how many of the knobs of {@link #grid()}, its first, change more than sizes. */
  public int fixedKnobs() {
    return topologies.fixed();
  }

  /**
   * Returns the analysis that serves the variants of one combination of the fixed knobs.
   *
   * @param topology its number in the order of the grid
   * @throws io.github.layerbook.network.NetworkException if none of them can be built, saying why
   */
  public OpenReport open(int topology) {
    return topologies.open(topology);
  }

  int blockSize() {
    return topologies.layout().lanes();
  }

  private void checkRange(long from, long to) {
    if (from < 0 || to > size() || from > to) {
      throw new IndexOutOfBoundsException(
          "variants have indices from 0 to %s; %s to %s is not a range of them"
              .formatted(Numbers.count(size() - 1), Numbers.count(from), Numbers.count(to)));
    }
  }

  private void checkSize(long variants, int threads) {
    if (variants > MOST) {
      throw new IllegalArgumentException(
          ("%s variants are too many to evaluate at once, at most %s: %s. Give the knobs fewer"
                  + " values, take a sample, or evaluate ranges of indices one after the other")
              .formatted(Numbers.count(variants), Numbers.count(MOST), estimate(threads)));
    }
  }
}
