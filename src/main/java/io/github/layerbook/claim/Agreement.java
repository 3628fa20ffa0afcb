package io.github.layerbook.claim;

import io.github.layerbook.claim.Claim.Statement;
import io.github.layerbook.report.Measure;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.size.Size;
import io.github.layerbook.unit.NumberType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a stated quantity agrees with what is computed.
 *
 * @param stated what is stated
 * @param computed what is computed for each quantity
 * @param type the type that values and parameters are stored in
 */
record Agreement(
    Statement.OfQuantity stated, Function<Quantity, Measure> computed, NumberType type) {

  /** Returns what the statement is compared with; bytes where it is in bytes. */
  Measure measure() {
    Quantity quantity = stated.quantity();
    if (quantity == Quantity.FLOPS) {
      return operations();
    } else if (!inBytes() || quantity == Quantity.BYTES) {
      return computed.apply(quantity);
    } else if (quantity == Quantity.VALUES) {
      return computed.apply(Quantity.BYTES);
    }
    return new Measure(Quantity.BYTES, type.bytes(computed.apply(quantity).size().settled()));
  }

  /** What is meant by FLOPs: all operations, or as many write, multiply-adds or twice these. */
  private Measure operations() {
    Measure products = computed.apply(Quantity.MULTIPLY_ADDS);
    Measure twice =
        new Measure(Quantity.FLOPS, Size.product(Size.of(2), products.size().settled()));
    Measure all = computed.apply(Quantity.FLOPS);
    return Stream.of(all, twice, products).filter(this::agrees).findFirst().orElse(all);
  }

  private boolean agrees(Measure measure) {
    return stated.amounts().stream().allMatch(amount -> amount.agrees(measure.value()));
  }

  /** Which operations are meant by FLOPs that hold. */
  private List<String> meant() {
    Measure measure = measure();
    String products = number(computed.apply(Quantity.MULTIPLY_ADDS).value()) + " multiply-adds";
    String all = number(computed.apply(Quantity.FLOPS).value());
    if (stated.quantity() != Quantity.FLOPS || computed.apply(Quantity.FLOPS).value() == 0) {
      return List.of();
    } else if (measure.quantity() == Quantity.MULTIPLY_ADDS) {
      return List.of("these are the " + products + "; all operations are " + all);
    }
    return measure.equals(computed.apply(Quantity.FLOPS))
        ? List.of("two for each of " + products + ", and the other operations")
        : List.of("two for each of " + products + "; all operations are " + all);
  }

  private boolean inBytes() {
    return stated.amounts().get(0).inBytes();
  }

  /** Returns whether all amounts agree, and the parts that say what they count. */
  boolean holds() {
    long value = measure().value();
    return stated.amounts().stream()
        .allMatch(amount -> amount.agrees(value) && wrongParts(amount).isEmpty());
  }

  private List<Amount.Part> wrongParts(Amount amount) {
    return parts(amount).stream()
        .filter(part -> !part.agrees(computed.apply(part.quantity()).value()))
        .toList();
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
    if (measure().quantity() == Quantity.BYTES) {
      remarks.add(bytes(measure().value()));
    }
    if (holds) {
      remarks.addAll(meant());
      remarks.addAll(bothWays());
      remarks.addAll(otherFactors());
    }
    return remarks;
  }

  private List<String> faults() {
    List<String> faults = new ArrayList<>();
    for (Amount amount : stated.amounts()) {
      for (Amount.Part part : wrongParts(amount)) {
        long value = computed.apply(part.quantity()).value();
        faults.add(part.text() + " is not the " + number(value) + " computed");
      }
    }
    Measure measure = measure();
    List<Amount> wrong =
        stated.amounts().stream().filter(amount -> !amount.agrees(measure.value())).toList();
    if (!wrong.isEmpty()) {
      String texts = wrong.stream().map(Amount::text).collect(Collectors.joining(" and not "));
      faults.add("%s %s, not %s".formatted(number(measure.value()), title(), texts));
      faults.addAll(mixUp(wrong.get(wrong.size() - 1)));
    }
    return faults;
  }

  private String title() {
    return measure().quantity().noun();
  }

  /** Weights given for parameters, or the other way round; buffers counted as Keras does. */
  private List<String> mixUp(Amount amount) {
    long biases = computed.apply(Quantity.BIASES).value();
    long buffers = computed.apply(Quantity.BUFFERS).value();
    if (inBytes() || biases == 0 || !amount.isExact()) {
      return List.of();
    } else if (stated.quantity() == Quantity.PARAMETERS
        && buffers > 0
        && amount.agrees(computed.apply(Quantity.PARAMETERS).value() + buffers)) {
      return List.of(
          "this counts the " + number(buffers) + " values of buffers too, as Keras does");
    } else if (stated.quantity() == Quantity.PARAMETERS
        && amount.agrees(computed.apply(Quantity.WEIGHTS).value())) {
      return List.of("these are the weights alone, without the " + number(biases) + " biases");
    } else if (stated.quantity() == Quantity.WEIGHTS
        && amount.agrees(computed.apply(Quantity.PARAMETERS).value())) {
      return List.of("this counts the " + number(biases) + " biases too");
    }
    return List.of();
  }

  /** Rounded parameters that hold with and without the biases. */
  private List<String> bothWays() {
    long weights = computed.apply(Quantity.WEIGHTS).value();
    long parameters = computed.apply(Quantity.PARAMETERS).value();
    boolean both =
        stated.quantity() == Quantity.PARAMETERS
            && !inBytes()
            && weights != parameters
            && stated.amounts().stream().allMatch(amount -> amount.agrees(weights));
    return both
        ? List.of(
            "holds with biases (%s) and without (%s)"
                .formatted(number(parameters), number(weights)))
        : List.of();
  }

  private List<String> otherFactors() {
    List<BigDecimal> expected =
        measure().size().fold(Factors.FOLD).stream()
            .filter(factor -> factor != 1)
            .map(BigDecimal::valueOf)
            .sorted()
            .toList();
    List<String> remarks = new ArrayList<>();
    for (Amount amount : stated.amounts()) {
      List<BigDecimal> factors =
          amount.factors().stream()
              .filter(factor -> factor.compareTo(BigDecimal.ONE) != 0)
              .sorted()
              .toList();
      if (factors.size() > 1 && expected.size() > 1 && !sameNumbers(factors, expected)) {
        remarks.add(amount.text() + " is the same number as " + measure().derivation());
      }
    }
    return remarks;
  }

  private static boolean sameNumbers(List<BigDecimal> one, List<BigDecimal> other) {
    boolean same = one.size() == other.size();
    for (int i = 0; same && i < one.size(); i++) {
      same = one.get(i).compareTo(other.get(i)) == 0;
    }
    return same;
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
        String result = before.inBytes() ? bytes(value) : number(value);
        contradictions.add("%s is %s, not %s".formatted(before.text(), result, after.text()));
      }
    }
    return contradictions;
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String number(BigDecimal value) {
    BigDecimal plain = value.stripTrailingZeros();
    return String.format(Locale.ROOT, "%,." + Math.max(0, plain.scale()) + "f", plain);
  }

  private static String bytes(long value) {
    return bytes(BigDecimal.valueOf(value));
  }

  /** Bytes in the two units that MB may mean: {@code 58.1 MiB = 61.0 MB}. */
  private static String bytes(BigDecimal value) {
    String[] decimal = {"bytes", "kB", "MB", "GB", "TB", "PB", "EB"};
    String[] binary = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    int power = 0;
    while (power < 6 && value.compareTo(BigDecimal.TEN.pow(3 * (power + 1))) >= 0) {
      power++;
    }
    if (power == 0) {
      return number(value) + " bytes";
    }
    BigDecimal two = BigDecimal.valueOf(1L << (10 * power));
    return "%s %s = %s %s"
        .formatted(
            value.divide(two, 1, RoundingMode.HALF_UP),
            binary[power],
            value.divide(BigDecimal.TEN.pow(3 * power), 1, RoundingMode.HALF_UP),
            decimal[power]);
  }
}
