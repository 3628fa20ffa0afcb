package io.github.layerbook.claim;

import io.github.layerbook.claim.Claim.Statement;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.unit.Numbers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Explains a figure that does not hold by the smallest set of conventions with which it does.
 *
 * <p>An exact figure must be met to the last unit; a rounded one at its precision, by at most two
 * conventions, or three if one is a batch of which the text speaks, since many sets meet a rounded
 * figure by chance.
 *
 * @param stated what is stated, which does not hold
 * @param conventions how it may have been counted
 * @param added what each value of a convention adds to the number: 1, or the bytes of a value
 */
record Difference(Statement.OfQuantity stated, List<Convention> conventions, BigDecimal added) {
  private static final int MOST = 4;
  private static final int MOST_OF_ROUNDED = 2;
  private static final long LARGEST_BATCH = 1_024;

  /** The message for a figure that no set of conventions explains. */
  static final String UNEXPLAINED = "no usual way of counting gives that";

  /** Returns by which conventions a number becomes the figure that is stated. */
  Optional<String> explained(BigDecimal base) {
    if (agrees(base)) {
      return Optional.of(
          "counted without running statistics it is "
              + Numbers.count(base.setScale(0, RoundingMode.HALF_UP)));
    }
    if (isCutOff(base)) {
      return Optional.of("its digits are cut off there, not rounded");
    }
    for (int size = 1; size <= (isExact() ? MOST : MOST_OF_ROUNDED + 1); size++) {
      Optional<String> found = search(base, new ArrayList<>(), 0, size);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Whether the figure is a number's first digits; an exact figure has none that are left out. */
  private boolean isCutOff(BigDecimal base) {
    return !isExact()
        && added.compareTo(BigDecimal.ONE) == 0
        && stated.amounts().stream()
            .allMatch(
                amount ->
                    amount instanceof Amount.Figure
                        && !amount.inBytes()
                        && amount.range(false).stated().signum() > 0
                        && amount.isCutOff(base.longValue()));
  }

  private boolean isExact() {
    return stated.amounts().stream().allMatch(Amount::isExact);
  }

  private Optional<String> search(BigDecimal base, List<Convention> chosen, int from, int size) {
    if (chosen.size() == size) {
      return Optional.of(value(base, chosen))
          .filter(value -> isAllowed(chosen) && agrees(value))
          .map(value -> sentence(chosen, value(base, withoutUnits(chosen))));
    }
    for (int i = from; i < conventions.size(); i++) {
      Convention next = conventions.get(i);
      if (chosen.stream().noneMatch(convention -> convention.kind() == next.kind())) {
        chosen.add(next);
        Optional<String> found = search(base, chosen, i + 1, size);
        chosen.remove(chosen.size() - 1);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return chosen.size() == size - 1 ? batch(base, chosen) : Optional.empty();
  }

  private boolean isAllowed(List<Convention> chosen) {
    return isExact()
        || chosen.size() <= MOST_OF_ROUNDED
        || kinds(chosen).contains(Convention.Kind.BATCH);
  }

  /** A batch of which the text does not speak: what is left is a multiple of an exact figure. */
  private Optional<String> batch(BigDecimal base, List<Convention> chosen) {
    Set<Convention.Kind> kinds = kinds(conventions);
    boolean possible =
        isExact()
            && stated.quantity() != Quantity.PARAMETERS
            && !kinds.contains(Convention.Kind.BATCH);
    BigDecimal value = value(base, chosen);
    BigDecimal number = stated.amounts().get(0).range(false).stated();
    if (!possible || value.signum() <= 0 || number.remainder(value).signum() != 0) {
      return Optional.empty();
    }
    BigDecimal examples = number.divide(value, RoundingMode.UNNECESSARY);
    if (examples.compareTo(BigDecimal.ONE) <= 0
        || examples.compareTo(BigDecimal.valueOf(LARGEST_BATCH)) > 0) {
      return Optional.empty();
    }
    List<Convention> all = new ArrayList<>(List.of(Convention.batch(examples.longValueExact())));
    all.addAll(chosen);
    return Optional.of(sentence(all, number)).filter(any -> agrees(number));
  }

  private static List<Convention> withoutUnits(List<Convention> chosen) {
    return chosen.stream().filter(c -> c.kind() != Convention.Kind.UNIT).toList();
  }

  private static Set<Convention.Kind> kinds(List<Convention> conventions) {
    Set<Convention.Kind> kinds = EnumSet.noneOf(Convention.Kind.class);
    conventions.forEach(convention -> kinds.add(convention.kind()));
    return kinds;
  }

  private BigDecimal value(BigDecimal base, List<Convention> chosen) {
    BigDecimal value = base;
    for (Convention convention : chosen) {
      value = value.add(convention.added().multiply(added));
    }
    for (Convention convention : chosen) {
      value = value.multiply(convention.factor());
    }
    return value;
  }

  private boolean agrees(BigDecimal value) {
    return value.signum() > 0 && stated.amounts().stream().allMatch(amount -> amount.agrees(value));
  }

  private static String sentence(List<Convention> chosen, BigDecimal value) {
    List<String> phrases = chosen.stream().map(Convention::phrase).toList();
    String last = phrases.get(phrases.size() - 1);
    String before = String.join(", ", phrases.subList(0, phrases.size() - 1));
    return "counted %s it is %s"
        .formatted(
            before.isEmpty() ? last : before + " and " + last,
            Numbers.count(value.setScale(0, RoundingMode.HALF_UP)));
  }
}
