package io.github.layerbook.whatif.sensitivity;

import io.github.layerbook.report.Measure;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.size.Digits;
import io.github.layerbook.size.Size;
import java.util.List;

/**
 * What a step makes of a quotient. Where it leaves alone what is divided by, that divides the
 * difference too; else the quotient after the step is that of what both have become.
 *
 * <pre>{@code
 * Network net = Network.named("net").input(8, 8, 3).convolution(3, 64).fullyConnected(10).build();
 * Sensitivity all = Sensitivity.of(Report.of(net));
 * Quantity thousands = Quantity.PARAMETERS.dividedBy(1000);
 * RatioChange.of(all.before(), all.more("conv1_1.out").get().step(), thousands).isDifference()  // true
 * }</pre>
 *
 * @param before the quotient before the step
 * @param of how what is divided grows
 * @param per how what it is divided by grows
 */
public record RatioChange(Measure before, Growth of, Growth per) {
  /**
   * Finds what a step that builds makes of a quotient.
   *
   * @param ratio one that is not followed step by step; of a quotient of quotients the growth is a
   *     number
   */
  public static RatioChange of(Report before, NextStep step, Quantity ratio) {
    Measure now = before.total(ratio);
    List<Quantity> parts = ratio.parts();
    if (parts.stream().noneMatch(Quantity::isRatio)) {
      return new RatioChange(
          now, Growth.of(before, step, parts.get(0)), Growth.of(before, step, parts.get(1)));
    }
    Measure then = step.after(before).total(ratio);
    return new RatioChange(
        now, numbers(before, now.size(), then.size()), numbers(before, now.per(), then.per()));
  }

  private static Growth numbers(Report report, Size now, Size then) {
    return Growth.Term.of(report.network().name(), now.value(), then.value()).growth();
  }

  /** Returns whether what is divided by stays: {@link #size} is then the difference. */
  public boolean isDifference() {
    return per.value() == 0;
  }

  /** Returns what is divided: its growth without its sign, or what it is after the step. */
  public Size size() {
    return isDifference() ? of.size() : of.from(before.size());
  }

  /** Returns what that is divided by. */
  public Size divisor() {
    return isDifference() ? before.per().settled() : per.from(before.per());
  }

  /**
   * Returns the difference in plain digits: {@code (3*3*3 + 1)/1000}, {@code (576 + 9)/(820 + 36) -
   * 576/820}.
   */
  public String derivation() {
    Size quotient = size().dividedBy(divisor());
    Size past = before.size().settled().dividedBy(before.per().settled());
    return isDifference() ? of.signed(Digits.of(quotient)) : Digits.of(quotient.minus(past));
  }
}
