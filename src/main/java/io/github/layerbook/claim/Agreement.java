package io.github.layerbook.claim;

import io.github.layerbook.claim.Claim.Statement;
import io.github.layerbook.report.Measure;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.size.Fold;
import io.github.layerbook.size.Op;
import io.github.layerbook.size.Size;
import io.github.layerbook.unit.Numbers;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a stated quantity agrees with what is computed.
 *
 * @param stated what is stated
 * @param counts what is counted of the layers that it is about
 * @param wording what the text says about its figures
 * @param whole whether it is about the whole network
 */
record Agreement(Statement.OfQuantity stated, Counts counts, Wording wording, boolean whole) {
  private static final MathContext FEW_DIGITS = new MathContext(5);

  /** Returns what the statement is compared with; bytes where it is in bytes. */
  Measure measure() {
    return reading().measure();
  }

  /** The reading intended: the first that agrees, else the literal one. */
  private Reading reading() {
    List<Reading> readings = readings();
    return readings.stream().filter(this::agrees).findFirst().orElse(readings.get(0));
  }

  private List<Reading> readings() {
    return Reading.of(stated, counts, wording);
  }

  /** The readings that conventions change: of parameters those alone that all agree upon. */
  private List<Reading> literal() {
    List<Reading> all = Reading.of(stated, counts, wording.open());
    return stated.quantity() == Quantity.PARAMETERS ? all.subList(0, 1) : all;
  }

  private boolean agrees(Reading reading) {
    return stated.amounts().stream().allMatch(amount -> agrees(amount, reading));
  }

  private static boolean agrees(Amount amount, Reading reading) {
    return reading.isCut()
        ? amount.isCutOff(reading.measure().value())
        : agrees(amount, reading.measure());
  }

  private static boolean agrees(Amount amount, Measure measure) {
    Optional<BigDecimal> number = number(measure);
    return number.isPresent() && amount.agrees(number.get());
  }

  /** A measure's number; none of a ratio that would divide by 0. */
  private static Optional<BigDecimal> number(Measure measure) {
    Number number = measure.number();
    return Double.isNaN(number.doubleValue())
        ? Optional.empty()
        : Optional.of(new BigDecimal(number.toString()));
  }

  /** A measure's number in full, or of a ratio to a few digits. */
  private static String written(Measure measure) {
    if (!measure.quantity().isRatio()) {
      return Numbers.count(measure.value());
    }
    return number(measure).map(number -> Numbers.count(number.round(FEW_DIGITS))).orElse("no");
  }

  private boolean inBytes() {
    return stated.amounts().get(0).inBytes();
  }

  /** Returns whether all amounts agree, and the parts that say what they count. */
  boolean holds() {
    return agrees(reading())
        && stated.amounts().stream().allMatch(amount -> wrongParts(amount).isEmpty());
  }

  private List<Amount.Part> wrongParts(Amount amount) {
    return parts(amount).stream().filter(part -> !part.agrees(counts.of(part.quantity()))).toList();
  }

  private static List<Amount.Part> parts(Amount amount) {
    if (amount instanceof Amount.Part part) {
      return List.of(part);
    }
    return amount instanceof Amount.Sum sum ? sum.parts() : List.of();
  }

  /** Returns what a reader should know: what is wrong and why, or what is left open. */
  List<String> remarks() {
    List<String> remarks = new ArrayList<>(contradictions(stated.amounts()));
    boolean holds = holds();
    if (!holds) {
      remarks.addAll(faults());
    }
    if (measure().quantity().unit().isBytes() && !measure().quantity().isRatio()) {
      remarks.add(Numbers.bytesBothWays(measure().value()));
    }
    if (holds) {
      remarks.add(reading().note());
      remarks.addAll(bothWays());
      remarks.addAll(otherFactors());
    }
    remarks.removeIf(String::isEmpty);
    return remarks;
  }

  private List<String> faults() {
    List<String> faults = new ArrayList<>();
    for (Amount amount : stated.amounts()) {
      for (Amount.Part part : wrongParts(amount)) {
        long value = counts.of(part.quantity());
        faults.add(part.text() + " is not the " + Numbers.count(value) + " computed");
      }
    }
    Reading reading = reading();
    List<Amount> wrong =
        stated.amounts().stream().filter(amount -> !agrees(amount, reading.measure())).toList();
    if (!wrong.isEmpty()) {
      String texts = wrong.stream().map(Amount::text).collect(Collectors.joining(" and not "));
      faults.add("%s %s, not %s".formatted(written(reading.measure()), reading.title(), texts));
      boolean explained = !stated.isBounded() && !stated.quantity().isRatio();
      if (explained && contradictions(stated.amounts()).isEmpty()) {
        faults.add(difference());
      }
    }
    return faults;
  }

  /** Returns whether a usual way of counting gives the figure to its last digit, or cut off. */
  boolean isExplained() {
    return !holds()
        && stated.amounts().stream()
            .allMatch(amount -> amount.isExact() || amount.isCutOff(measure().value()))
        && contradictions(stated.amounts()).isEmpty()
        && !difference().equals(Difference.UNEXPLAINED);
  }

  /** How the figure may have been counted, if it is a figure of something that is counted. */
  private String difference() {
    boolean ofParameters =
        inBytes() && stated.quantity() != Quantity.VALUES && !stated.quantity().unit().isBytes();
    BigDecimal each =
        ofParameters
            ? BigDecimal.valueOf(counts.settings().type().bits()).divide(BigDecimal.valueOf(8))
            : BigDecimal.ONE;
    Difference difference =
        new Difference(stated, Convention.of(stated, counts, wording, whole), each);
    return literal().stream()
        .map(reading -> difference.explained(BigDecimal.valueOf(reading.measure().value())))
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(Difference.UNEXPLAINED);
  }

  /** Rounded parameters that hold with and without the biases. */
  private List<String> bothWays() {
    long weights = counts.of(Quantity.WEIGHTS);
    long parameters = counts.of(Quantity.PARAMETERS);
    boolean both =
        stated.quantity() == Quantity.PARAMETERS
            && stated.share() == Share.ALL
            && !inBytes()
            && !stated.isBounded()
            && weights != parameters
            && stated.amounts().stream().allMatch(amount -> amount.agrees(weights));
    return both
        ? List.of(
            "holds with biases (%s) and without (%s)"
                .formatted(Numbers.count(parameters), Numbers.count(weights)))
        : List.of();
  }

  private List<String> otherFactors() {
    List<BigDecimal> expected =
        measure().size().fold(Factors.FOLD).stream()
            .filter(factor -> factor != 1)
            .map(BigDecimal::valueOf)
            .map(BigDecimal::stripTrailingZeros)
            .sorted()
            .toList();
    List<String> remarks = new ArrayList<>();
    for (Amount amount : stated.amounts()) {
      List<BigDecimal> factors =
          amount.factors().stream()
              .filter(factor -> factor.compareTo(BigDecimal.ONE) != 0)
              .map(BigDecimal::stripTrailingZeros)
              .sorted()
              .toList();
      if (factors.size() > 1 && expected.size() > 1 && !factors.equals(expected)) {
        remarks.add(amount.text() + " is the same number as " + measure().derivation());
      }
    }
    return remarks;
  }

  /**
   * Returns where the amounts of a text do not follow from each other. A rounded figure may be
   * followed by the number that it rounds; the result of a calculation is compared as it is.
   */
  static List<String> contradictions(List<Amount> amounts) {
    List<String> contradictions = new ArrayList<>();
    for (int i = 1; i < amounts.size(); i++) {
      Amount before = amounts.get(i - 1);
      Amount after = amounts.get(i);
      BigDecimal value = before.range(false).stated();
      boolean follows =
          after.agrees(value)
              || after.agrees(before.range(true).stated())
              || (before instanceof Amount.Figure && before.agrees(after.range(false).stated()));
      if (!follows) {
        String result = before.inBytes() ? bytes(value) : Numbers.count(value);
        contradictions.add("%s is %s, not %s".formatted(before.text(), result, after.text()));
      }
    }
    return contradictions;
  }

  private static String bytes(BigDecimal value) {
    return value.precision() - value.scale() > 18
        ? Numbers.count(value) + " bytes"
        : Numbers.bytesBothWays(value.setScale(0, RoundingMode.HALF_UP).longValueExact());
  }

  /** The fold that gives the numbers that a product multiplies; none for what is not a product. */
  private enum Factors implements Fold<List<Long>> {
    /** The fold. */
    FOLD;

    @Override
    public List<Long> constant(long value) {
      return List.of(value);
    }

    @Override
    public List<Long> unknown(String name) {
      return List.of();
    }

    @Override
    public List<Long> named(String symbol, List<Long> size) {
      return size;
    }

    @Override
    public List<Long> settled(Size size) {
      return size.isKnown() ? List.of(size.value()) : List.of();
    }

    @Override
    public List<Long> apply(Op op, List<List<Long>> operands) {
      return op != Op.MULTIPLY || operands.contains(List.<Long>of())
          ? List.of()
          : operands.stream().flatMap(List::stream).toList();
    }
  }
}
