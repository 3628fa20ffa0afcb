package io.github.layerbook.whatif.sensitivity;

import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.network.Applied;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Row;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where figures of a network change places: the batch and the input at which activations, or the
 * cache, pass the weights; the width, and the input, at which the kind of layers that has most
 * parameters, or does most multiply-adds, no longer has.
 */
public final class Crossings {
  private static final String BATCH = "batch";

  private final Report before;

  private Crossings(Report before) {
    this.before = before;
  }

  /** Finds the usual ones of a network; none where nothing changes places. */
  public static List<Crossing> of(Report before) {
    return new Crossings(before).all();
  }

  /**
   * Finds the value of options nearest to their own at which two quantities change places.
   *
   * @param option an address, such as {@code fc*.out}, or {@code batch}; options of different sizes
   *     are scaled together
   * @return nothing if they never do up to 2⁴⁰, or one of them is 0
   */
  public static Optional<Crossing> of(Report before, String option, Quantity one, Quantity other) {
    return CrossingSearch.of(before, option, one, other);
  }

  private List<Crossing> all() {
    List<Optional<Crossing>> found = new ArrayList<>();
    List<String> inputs = new ArrayList<>(List.of(BATCH));
    input().ifPresent(inputs::add);
    for (String option : inputs) {
      found.add(of(before, option, Quantity.BYTES, Quantity.WEIGHT_MEMORY));
      found.add(of(before, option, Quantity.CACHE, Quantity.WEIGHT_MEMORY));
    }
    for (Quantity quantity : List.of(Quantity.PARAMETERS, Quantity.MULTIPLY_ADDS)) {
      List<String> kinds = kinds(quantity);
      if (kinds.size() > 1) {
        Quantity most = of(quantity, kinds.get(0));
        Quantity next = of(quantity, kinds.get(1));
        String width = "width of " + kinds.get(0) + " layers";
        width(kinds.get(0))
            .flatMap(option -> of(before, option, most, next))
            .ifPresent(crossing -> found.add(Optional.of(crossing.named(width))));
        input().ifPresent(option -> found.add(of(before, option, most, next)));
      }
    }
    return found.stream().flatMap(Optional::stream).toList();
  }

  /** The address of the only input that has positions, or is a vector. */
  private Optional<String> input() {
    List<String> inputs =
        before.network().applied().stream()
            .filter(layer -> layer.node().layer() instanceof Input)
            .map(Applied::label)
            .toList();
    return inputs.size() == 1 ? Optional.of(inputs.get(0)) : Optional.empty();
  }

  /** The titles of the kinds of layers that have some of a quantity, those with most first. */
  private List<String> kinds(Quantity quantity) {
    Map<String, Long> kinds = new LinkedHashMap<>();
    before.rows().forEach(row -> kinds.merge(kind(row), row.measure(quantity).value(), Long::sum));
    return kinds.entrySet().stream()
        .filter(kind -> kind.getValue() > 0)
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String kind(Row row) {
    return LayerForm.of(row.node().layer()).title();
  }

  /** A quantity of the layers of one kind together. */
  private static Quantity of(Quantity quantity, String kind) {
    Predicate<Row> isMeant = row -> kind(row).equals(kind);
    return Quantity.ofNetwork(
            quantity.heading() + " of " + kind.replaceAll("[^\\p{L}\\p{N} _-]", " ") + " layers",
            quantity.unit(),
            report ->
                Size.sum(
                    report.rows().stream()
                        .filter(isMeant)
                        .map(row -> row.measure(quantity).size())
                        .toList()))
        .hue(quantity.hue());
  }

  /**
   * The address of the widths of a kind's layers: of the last option that they must be given, and
   * of layers that others read, as the last gives the network's answer.
   */
  private Optional<String> width(String kind) {
    List<String> addresses =
        before.rows().stream()
            .limit(before.rows().size() - 1L)
            .filter(row -> kind(row).equals(kind))
            .flatMap(row -> width(row).stream())
            .toList();
    return addresses.isEmpty() ? Optional.empty() : Optional.of(String.join(",", addresses));
  }

  private static Optional<String> width(Row row) {
    List<String> required = LayerForm.of(row.node().layer()).requiredOptions();
    return required.isEmpty()
        ? Optional.empty()
        : Optional.of(row.name() + "." + required.get(required.size() - 1));
  }
}
