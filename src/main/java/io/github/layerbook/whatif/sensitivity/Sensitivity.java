package io.github.layerbook.whatif.sensitivity;

import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.report.Explanation;
import io.github.layerbook.report.Quantities;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.size.SizeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What each option of a network buys and costs: the exact difference that its next step makes.
 *
 * <p>A step is one channel more, one pixel or token more, one head, expert or example more, one
 * wider in a kernel; one block or layer more, where some are repeated. Where the network would not
 * build with it, the step is the smallest that builds: to the next multiple where groups divide
 * channels, and together with the options that must keep step, such as the widths along a residual
 * path. Steps that change all quantities alike are said once.
 *
 * <pre>{@code
 * Network net = Network.named("net").input(8, 8, 3).convolution(3, 64).fullyConnected(10).build();
 * Sensitivity all = Sensitivity.of(Report.of(net));
 * Effect wider = all.more("conv1_1.out").get();
 * wider.changes()                                                     // [388, 1332, 144, 0]
 * Growth.of(all.before(), wider.step(), Quantity.PARAMETERS)          // 3*3*3 + 1 + (6*6)*10 = 388
 * }</pre>
 *
 * @param before the report of the network as it is
 * @param measures the quantities
 * @param more the steps up, those first that change the first quantity most
 * @param less the steps down, those first that take most off the first quantity
 * @param refusals the options that have no step up of at most 4,096
 */
public record Sensitivity(
    Report before,
    List<Quantity> measures,
    List<Effect> more,
    List<Effect> less,
    List<Refusal> refusals) {
  /** Copies the lists. */
  public Sensitivity {
    measures = List.copyOf(measures);
    more = List.copyOf(more);
    less = List.copyOf(less);
    refusals = List.copyOf(refusals);
  }

  /** Finds what the usual quantities and the receptive field depend on, in all of a network. */
  public static Sensitivity of(Report before) {
    return of(before, usual(before));
  }

  /** Returns what is measured where nothing is asked for, where layers have windows also these. */
  public static List<Quantity> usual(Report before) {
    List<Quantity> measures = new ArrayList<>(Quantities.USUAL);
    if (SeenExtent.isKnown(before)) {
      measures.add(SeenExtent.QUANTITY);
    }
    return List.copyOf(measures);
  }

  /** Finds what quantities depend on, in all of a network, and on the batch. */
  public static Sensitivity of(Report before, List<Quantity> measures) {
    List<Integer> all = IntStream.range(0, before.rows().size()).boxed().toList();
    return of(before, all, true, measures);
  }

  /**
   * Finds what quantities of the network depend on in some of its layers.
   *
   * @param places the layers' places in the network, from 0
   * @throws OptionException if no number can change anything in them
   * @throws SizeException if the network's own quantities are beyond 64 bits
   */
  public static Sensitivity of(Report before, List<Integer> places, List<Quantity> measures) {
    return of(before, places, false, measures);
  }

  private static Sensitivity of(
      Report before, List<Integer> places, boolean whole, List<Quantity> measures) {
    try {
      measures.forEach(measure -> before.total(measure).number());
    } catch (SizeException e) {
      throw before.located(e);
    }
    return new Differences(before, measures).of(places, whole);
  }

  /** Returns the effect of an option's step up, by its address. */
  public Optional<Effect> more(String option) {
    return more.stream().filter(effect -> effect.alike().contains(option)).findFirst();
  }

  /** Returns the steps that stand out. */
  public List<Finding> findings() {
    return new Findings(this).of();
  }

  /**
   * Derives the differences of the steps up, layer by layer.
   *
   * @param title whose they are
   */
  public Explanation explanation(String title) {
    return SensitivityExplanation.of(title, this);
  }
}
