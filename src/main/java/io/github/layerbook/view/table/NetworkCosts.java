package io.github.layerbook.view.table;

import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a network costs of some quantities, each found once.
 *
 * @param report the network's report
 * @param numbers the numbers, in the order of the table
 */
record NetworkCosts(Report report, Map<Quantity, Number> numbers) {
  static NetworkCosts of(Report report, List<Quantity> quantities) {
    Map<Quantity, Number> numbers = new LinkedHashMap<>();
    quantities.forEach(quantity -> numbers.put(quantity, report.total(quantity).number()));
    return new NetworkCosts(report, numbers);
  }

  Number number(Quantity quantity) {
    return numbers.getOrDefault(quantity, 0);
  }

  /** The largest number of a quantity. */
  static double most(Quantity quantity, List<NetworkCosts> all) {
    return all.stream()
        .mapToDouble(costs -> costs.number(quantity).doubleValue())
        .filter(value -> !Double.isNaN(value))
        .max()
        .orElse(0);
  }
}
