package io.github.layerbook.claim;

import io.github.layerbook.claim.Claim.Statement;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Row;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.unit.Scale;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A way in which some texts count otherwise than this library: it adds to a number or multiplies
 * it.
 *
 * @param kind what it is about; at most one convention of each kind applies
 * @param phrase the explanation shown to readers: {@code without the 64 biases}
 * @param added what it adds
 * @param factor what it multiplies by, after additions
 */
record Convention(Kind kind, String phrase, BigDecimal added, BigDecimal factor) {
  /** What a convention is about. */
  enum Kind {
    /** Examples that are processed together. */
    BATCH,
    /** Biases among parameters, or as multiply-adds. */
    BIASES,
    /** Parameters of layers that do not multiply, as multiply-adds. */
    OTHER_LAYERS,
    /** Operations of normalizations, as multiply-adds. */
    NORMALIZATION,
    /** Additions of average pooling, as multiply-adds. */
    POOLING,
    /** Rotary frequencies, which some files hold for each layer. */
    FREQUENCIES,
    /** Other buffers by their name, such as routing biases. */
    BUFFERS,
    /** A tensor of a file that nothing reads. */
    UNUSED,
    /** A further block that predicts tokens. */
    PREDICTION,
    /** Scales of blocks of numbers in 8 bits. */
    SCALES,
    /** Words of several numbers in 4 bits. */
    PACKED,
    /** Running statistics among parameters. */
    STATISTICS,
    /** PyTorch's batch counters among parameters. */
    COUNTERS,
    /** Shared weights at each use. */
    SHARED,
    /** Frozen parameters among trained ones, or the other way round. */
    FROZEN,
    /** The last layers left out. */
    HEAD,
    /** Embeddings left out. */
    EMBEDDINGS,
    /** Two operations for a multiply-add. */
    OPERATIONS,
    /** Bytes that a value takes. */
    TYPE,
    /** Powers of 2 for powers of 10. */
    UNIT
  }

  private static final int LONGEST_HEAD = 3;
  private static final List<Integer> BITS = List.of(64, 32, 16, 8, 4);
  private static final List<String> BINARY =
      List.of("", "K for 2¹⁰", "M for 2²⁰", "G for 2³⁰", "T for 2⁴⁰", "P for 2⁵⁰");

  /** Makes one that adds; its phrase may have {@code %s} for how much. */
  static Convention adding(Kind kind, String phrase, long added) {
    String filled = phrase.replace("%s", Numbers.count(Math.abs(added)));
    return new Convention(kind, filled, BigDecimal.valueOf(added), BigDecimal.ONE);
  }

  /** Makes one that leaves out; its phrase may have {@code %s} for how much. */
  static Convention without(Kind kind, String phrase, long left) {
    return adding(kind, phrase, -left);
  }

  /** Makes the convention of a batch. */
  static Convention batch(long examples) {
    return times(
        Kind.BATCH, "for a batch of " + Numbers.count(examples), BigDecimal.valueOf(examples));
  }

  private static Convention times(Kind kind, String phrase, BigDecimal factor) {
    return new Convention(kind, phrase, BigDecimal.ZERO, factor);
  }

  /**
   * Returns the conventions by which a statement may count, without those that change nothing.
   *
   * @param whole whether it is about the whole network, which may be counted without its head
   */
  static List<Convention> of(
      Statement.OfQuantity stated, Counts counts, Wording wording, boolean whole) {
    Quantity quantity = stated.quantity();
    List<Convention> all = new ArrayList<>();
    if (quantity == Quantity.PARAMETERS || quantity == Quantity.WEIGHTS) {
      all.addAll(ofParameters(stated, counts));
    } else {
      all.addAll(ofBatches(counts, wording));
    }
    boolean work = quantity == Quantity.MULTIPLY_ADDS || quantity == Quantity.FLOPS;
    if (work) {
      all.addAll(ofWork(counts));
    }
    if (whole && (work || quantity == Quantity.PARAMETERS) && stated.share() == Share.ALL) {
      Quantity counted = work ? Quantity.MULTIPLY_ADDS : Quantity.PARAMETERS;
      all.addAll(withoutHead(counts, counted));
      all.add(withoutEmbeddings(counts, counted));
      boolean exact = stated.amounts().stream().allMatch(Amount::isExact);
      all.addAll(work || !exact ? List.of() : StoredCounts.of(counts.rows()));
    }
    all.addAll(stated.amounts().get(0).inBytes() ? ofTypes(counts) : List.of());
    all.addAll(ofUnits(stated.amounts()));
    all.removeIf(c -> c.added().signum() == 0 && c.factor().compareTo(BigDecimal.ONE) == 0);
    return all;
  }

  private static List<Convention> ofParameters(Statement.OfQuantity stated, Counts counts) {
    List<Convention> all = new ArrayList<>();
    long biases = counts.of(Quantity.BIASES);
    if (stated.quantity() == Quantity.WEIGHTS) {
      all.add(adding(Kind.BIASES, "with the %s biases", biases));
    } else if (stated.share() == Share.ALL || stated.share() == Share.TRAINABLE) {
      all.add(without(Kind.BIASES, "as weights alone, without the %s biases", biases));
    }
    if (stated.share() == Share.TRAINABLE) {
      long frozen = counts.of(Quantity.FROZEN);
      all.add(adding(Kind.FROZEN, "with the %s frozen parameters", frozen));
    }
    String statistics = "with the %s values of running statistics that Keras counts";
    all.add(adding(Kind.STATISTICS, statistics, counts.statistics().value()));
    String counters = "with the %s of PyTorch's batch counters";
    all.add(adding(Kind.COUNTERS, counters, counts.batchCounters().value()));
    String shared = "with the %s shared parameters at each use";
    all.add(adding(Kind.SHARED, shared, counts.shared().value()));
    return all;
  }

  private static List<Convention> ofBatches(Counts counts, Wording wording) {
    List<Convention> all = new ArrayList<>();
    long batch = counts.settings().batch();
    if (batch > 1) {
      all.add(
          times(
              Kind.BATCH,
              "for one example",
              BigDecimal.ONE.divide(BigDecimal.valueOf(batch), MathContext.DECIMAL128)));
    } else {
      wording.batches().stream().sorted().forEach(examples -> all.add(batch(examples)));
    }
    return all;
  }

  private static List<Convention> ofWork(Counts counts) {
    List<Row> pools = counts.named("avgpool");
    long norms = counts.outputs(counts.named("norm"));
    long additions = counts.inputs(pools);
    long divisions = counts.outputs(pools);
    String normalized = "with %s operations of normalizations, ";
    return List.of(
        adding(Kind.BIASES, "with %s biases as multiply-adds", counts.biasAdditions().value()),
        adding(
            Kind.OTHER_LAYERS,
            "with the %s parameters of other layers",
            counts.otherParameters().value()),
        adding(Kind.NORMALIZATION, normalized + "two for each value", 2 * norms),
        adding(Kind.NORMALIZATION, normalized + "four for each value", 4 * norms),
        adding(Kind.POOLING, "with %s additions of average pooling", additions),
        adding(
            Kind.POOLING,
            "with %s additions and divisions of average pooling",
            additions + divisions),
        times(Kind.OPERATIONS, "as two operations for each multiply-add", BigDecimal.valueOf(2)));
  }

  private static List<Convention> withoutHead(Counts counts, Quantity quantity) {
    List<Row> rows = counts.fromTheEnd();
    List<Convention> all = new ArrayList<>();
    long left = 0;
    for (int i = 0; i < Math.min(LONGEST_HEAD, rows.size() - 1); i++) {
      left += rows.get(i).measure(quantity).value();
      List<String> names = new ArrayList<>(rows.subList(0, i + 1).stream().map(Row::name).toList());
      Collections.reverse(names);
      all.add(without(Kind.HEAD, "without " + String.join(", ", names), left));
    }
    return all;
  }

  private static Convention withoutEmbeddings(Counts counts, Quantity quantity) {
    List<Row> rows = counts.named("embedding");
    String names = rows.stream().map(Row::name).limit(3).collect(Collectors.joining(", "));
    return without(
        Kind.EMBEDDINGS,
        "without the embeddings " + names,
        rows.stream().mapToLong(row -> row.measure(quantity).value()).sum());
  }

  private static List<Convention> ofTypes(Counts counts) {
    int bits = counts.settings().type().bits();
    return BITS.stream()
        .filter(other -> other != bits)
        .map(
            other ->
                times(
                    Kind.TYPE,
                    "at %s bits a value".formatted(other),
                    BigDecimal.valueOf(other).divide(BigDecimal.valueOf(bits))))
        .toList();
  }

  private static List<Convention> ofUnits(List<Amount> amounts) {
    List<Convention> all = new ArrayList<>();
    for (Amount amount : amounts) {
      if (amount instanceof Amount.Figure figure && figure.thousands() > 0) {
        BigDecimal ten = BigDecimal.TEN.pow(3 * figure.thousands());
        BigDecimal two = BigDecimal.valueOf(1L << (10 * figure.thousands()));
        if (!figure.inBytes()) {
          String phrase = "with " + BINARY.get(figure.thousands());
          all.add(times(Kind.UNIT, phrase, ten.divide(two, MathContext.DECIMAL128)));
        } else if (figure.decimal().equals(figure.binary())) {
          String phrase =
              "with %s for powers of 10".formatted(Scale.BINARY_BYTES.unit(figure.thousands()));
          all.add(times(Kind.UNIT, phrase, two.divide(ten, MathContext.DECIMAL128)));
        }
      }
    }
    return all;
  }
}
