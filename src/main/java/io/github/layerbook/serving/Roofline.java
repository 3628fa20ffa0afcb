package io.github.layerbook.serving;

import io.github.layerbook.network.NetworkException;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Settings;
import io.github.layerbook.size.Size;
import io.github.layerbook.size.SizeException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/**
 * The least time that a network takes on a device: its operations at full speed, or its bytes at
 * full bandwidth, whichever is more (Williams, Waterman and Patterson, <i>Roofline</i>, CACM 52,
 * 2009). No run can beat it; real ones reach some part of it.
 *
 * <p>Operations are two for each multiply-add. Bytes are what must be read at least once: the
 * weights that a token uses, as they are stored, of a table of embeddings only the rows that are
 * looked up; and the cache, which prefill writes and each decoded token reads. A decoded token is
 * the last of a sequence: it takes the work of all tokens divided by their number, since each layer
 * does the same for every token and attention meets the whole context; of an encoder-decoder it
 * takes nothing of the encoder, which has run.
 *
 * @param report the network for one sequence of the context's length, with its settings
 * @param device what it runs on
 * @param devices how many of them share it evenly, without what they exchange
 */
public record Roofline(Report report, Device device, long devices) {
  /** More tokens than any model reads. */
  private static final long LONGEST = 1L << 24;

  /** More sequences than are served at once. */
  private static final long MOST_SEQUENCES = 1L << 20;

  /** What is done at once. */
  public enum Phase {
    /** All tokens of the batch's sequences are read. */
    PREFILL,
    /** One further token is made for each sequence. */
    DECODE
  }

  /** What the time is bounded by. */
  public enum Bound {
    /** The operations. */
    COMPUTE,
    /** The bytes. */
    BANDWIDTH
  }

  /** Analyses one sequence, whatever batch the report was made for. */
  public Roofline {
    if (devices < 1) {
      throw new IllegalArgumentException("1 or more devices share a network, not " + devices);
    }
    Settings one = report.settings().batch(1);
    report = report.settings().equals(one) ? report : Report.of(report.network(), one);
  }

  /**
   * A phase with a batch.
   *
   * @param phase what is done
   * @param batch how many sequences
   * @param operations two for each multiply-add
   * @param bytes what is read or written at least
   * @param tokens how many tokens come of it
   */
  public record Point(
      Roofline roofline, Phase phase, long batch, Size operations, Size bytes, long tokens) {
    /** Returns the seconds that the operations take at least. */
    public double computing() {
      Device device = roofline.device;
      return operations.value()
          / ((double) device.operations(roofline.report.settings().type()) * roofline.devices);
    }

    /** Returns the seconds that the bytes take at least. */
    public double moving() {
      return bytes.value() / ((double) roofline.device.bandwidth() * roofline.devices);
    }

    /** Returns the seconds that no run can beat. */
    public double seconds() {
      return Math.max(computing(), moving());
    }

    /** Returns what bounds it. */
    public Bound bound() {
      return computing() > moving() ? Bound.COMPUTE : Bound.BANDWIDTH;
    }

    /** Returns what is run: {@code prefill}, {@code decode}, or {@code forward} without words. */
    public String title() {
      return roofline.readsWords() ? phase.name().toLowerCase(Locale.ROOT) : "forward";
    }

    /** Returns the tokens, or other examples, a second that no run can beat. */
    public double tokensPerSecond() {
      return tokens / seconds();
    }

    /** Returns the operations for each byte. */
    public double intensity() {
      return Quantity.quotient(operations.value(), bytes.value());
    }
  }

  /**
   * Returns how many tokens a sequence has, of an encoder-decoder the decoder's; 1 where the
   * network reads no words.
   */
  public long tokens() {
    return Decoding.of(report).map(Decoding::tokens).orElse(1L);
  }

  /** Returns whether the network reads words. */
  public boolean readsWords() {
    return Decoding.of(report).isPresent();
  }

  /** Returns what it runs so many of a second: {@code tokens}, or else {@code examples}. */
  public String unit() {
    return readsWords() ? "tokens" : "examples";
  }

  /** Returns whether the network makes one token after the other, from a cache. */
  public boolean generates() {
    return cache().value() > 0;
  }

  /** Returns a phase with a batch. */
  public Point at(Phase phase, long batch) {
    Optional<Decoding> decoding = phase == Phase.DECODE ? Decoding.of(report) : Optional.empty();
    Size work =
        decoding
            .map(Decoding::operations)
            .orElseGet(
                () ->
                    Size.product(
                        Size.of(2), report.total(Quantity.MULTIPLY_ADDS).size().settled()));
    long tokens = decoding.isPresent() ? batch : Math.multiplyExact(batch, tokens());
    Size weights = decoding.map(each -> each.weights(batch)).orElseGet(() -> weights(tokens));
    return new Point(
        this,
        phase,
        batch,
        times(batch, work).evaluated(),
        weights.plus(times(batch, cache())),
        tokens);
  }

  private static Size times(long batch, Size each) {
    return batch == 1 ? each : Size.product(Size.of(batch).named("batch"), each);
  }

  /** Returns the bytes of weights that are read for a number of tokens. */
  Size weights(long tokens) {
    return Size.sum(report.rows().stream().map(row -> row.read(Size.of(tokens))).toList())
        .settled();
  }

  /** Returns the bytes of the cache of one sequence. */
  public Size cache() {
    return report.total(Quantity.CACHE).size().settled();
  }

  /** Returns the bytes that weights and the caches of a batch take. */
  public Size memory(long batch) {
    return report.total(Quantity.WEIGHT_MEMORY).size().settled().plus(times(batch, cache()));
  }

  /** Returns whether that fits on the devices. */
  public boolean fits(long batch) {
    return memory(batch).value() <= (double) device.memory() * devices;
  }

  /** Returns the largest batch that fits; 0 if not even the weights do. */
  public OptionalLong largestBatch() {
    long free = device.memory() * devices - report.total(Quantity.WEIGHT_MEMORY).value();
    long each = cache().value();
    return each == 0 ? OptionalLong.empty() : OptionalLong.of(Math.max(0, free / each));
  }

  /**
   * Returns the smallest batch whose decoding is bounded by operations; empty if none is, as each
   * sequence's cache takes longer to read than its operations take.
   */
  public OptionalLong turningBatch() {
    return first(MOST_SEQUENCES, batch -> at(Phase.DECODE, batch).bound() == Bound.COMPUTE);
  }

  /**
   * Returns the shortest prompt whose reading is bounded by operations; empty if none that the
   * network can read is.
   */
  public OptionalLong turningPrompt() {
    return first(longer -> longer.at(Phase.PREFILL, 1).bound() == Bound.COMPUTE);
  }

  /**
   * Returns the shortest context whose cache takes longer to read than the weights for a further
   * token; empty if none that the network can read does, as where caches do not grow.
   */
  public OptionalLong turningContext() {
    return first(
        longer ->
            longer.cache().value()
                > Decoding.of(longer.report).map(each -> each.weights(1).value()).orElse(0L));
  }

  /** The fewest tokens with which something holds, which then holds with more. */
  private OptionalLong first(Predicate<Roofline> holds) {
    Optional<Decoding> decoding = Decoding.of(report);
    if (decoding.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return first(LONGEST, tokens -> holds.test(with(decoding.get(), tokens)));
    } catch (NetworkException | SizeException e) {
      return OptionalLong.empty(); // more tokens than the network can read
    }
  }

  /** The smallest number from 1 on for which something holds, as it does for all larger ones. */
  private static OptionalLong first(long most, LongPredicate holds) {
    long high = 1;
    while (!holds.test(high)) {
      high *= 2;
      if (high > most) {
        return OptionalLong.empty();
      }
    }
    long low = high / 2;
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      if (holds.test(middle)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return OptionalLong.of(high);
  }

  /**
   * Returns the same of sequences of another length.
   *
   * @throws IllegalArgumentException if the network reads no words, or not so many
   */
  public Roofline of(long tokens) {
    return Decoding.of(report)
        .map(decoding -> with(decoding, tokens))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    report.network().name() + " reads no words, so it has no context"));
  }

  /**
   * Returns the shortest context in which decoding a batch is bounded by the bandwidth, where it is
   * bounded by operations in shorter ones; empty if there is none.
   */
  public OptionalLong turningContext(long batch) {
    OptionalLong found = first(longer -> longer.at(Phase.DECODE, batch).bound() == Bound.BANDWIDTH);
    return found.isPresent() && found.getAsLong() > 1 ? found : OptionalLong.empty();
  }

  private Roofline with(Decoding decoding, long tokens) {
    return new Roofline(decoding.with(tokens), device, devices);
  }

  /** Returns both phases with each batch; prefill alone where the network makes no tokens. */
  public List<Point> points(List<Long> batches) {
    List<Phase> phases = generates() ? List.of(Phase.values()) : List.of(Phase.PREFILL);
    return batches.stream()
        .flatMap(batch -> phases.stream().map(phase -> at(phase, batch)))
        .toList();
  }
}
