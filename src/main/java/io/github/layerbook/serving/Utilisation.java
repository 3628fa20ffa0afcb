package io.github.layerbook.serving;

import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.serving.Roofline.Phase;
import io.github.layerbook.serving.Roofline.Point;
import io.github.layerbook.unit.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * How much of a device's speed and bandwidth a measured run used: of operations, the model's own
 * ones, whatever was computed again (model-flops utilisation, Chowdhery et al. 2022, appendix B).
 *
 * @param what what is measured against
 * @param each operations, or bytes, of a token
 * @param speed what the devices do in a second of these
 * @param tokensPerSecond the measured speed
 */
public record Utilisation(String what, double each, double speed, double tokensPerSecond) {
  /** Returns the part of the devices' speed that was used; above 1 no run can be. */
  public double part() {
    return each * tokensPerSecond / speed;
  }

  /** Returns the tokens a second at full speed. */
  public double most() {
    return speed / each;
  }

  /** Returns the calculation. */
  public String derivation() {
    return "%s/s * %s / %s/s"
        .formatted(Numbers.count(Math.round(tokensPerSecond)), figure(each), figure(speed));
  }

  private static String figure(double number) {
    return number < 1e15 ? Numbers.rounded(Math.round(number)) : "%.4g".formatted(number);
  }

  /** Returns what a run of reading and of making tokens used. */
  public static List<Utilisation> serving(Roofline roofline, long batch, Measured measured) {
    List<Utilisation> all = new ArrayList<>();
    for (Point point : roofline.points(List.of(batch))) {
      String phase = point.phase() == Phase.DECODE ? "decoding" : "reading a prompt";
      double tokens = point.tokens();
      all.add(
          new Utilisation(
              phase + ": operations",
              point.operations().value() / tokens,
              operations(roofline),
              measured.tokensPerSecond()));
      all.add(
          new Utilisation(
              phase + ": bandwidth",
              point.bytes().value() / tokens,
              (double) roofline.device().bandwidth() * roofline.devices(),
              measured.tokensPerSecond()));
    }
    return all;
  }

  /** Returns what a run of training used: by the layers, by the rules, and as it was computed. */
  public static List<Utilisation> training(Roofline roofline, Measured measured) {
    Report report = roofline.report();
    double layers =
        6.0 * report.total(Quantity.MULTIPLY_ADDS).value() / OperationRules.tokens(report);
    double rule = 6.0 * report.total(Quantity.ACTIVE).value();
    double attention = 6.0 * OperationRules.products(report) / OperationRules.tokens(report);
    return List.of(
        of("training: the layers, three forward passes", layers, roofline, measured),
        of("training: the rule 6N", rule, roofline, measured),
        of("training: the rule 6N + 12·L·T·h·d", rule + attention, roofline, measured),
        of("computed again: four forward passes", layers * 4 / 3, roofline, measured));
  }

  private static Utilisation of(
      String what, double operations, Roofline roofline, Measured measured) {
    return new Utilisation(what, operations, operations(roofline), measured.tokensPerSecond());
  }

  private static double operations(Roofline roofline) {
    return (double) roofline.device().operations(roofline.report().settings().type())
        * roofline.devices();
  }
}
