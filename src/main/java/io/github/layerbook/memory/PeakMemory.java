package io.github.layerbook.memory;

import io.github.layerbook.report.Quantities;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.size.Size;
import io.github.layerbook.unit.Unit;

/**
 * The most memory at any step of a run as a quantity of networks, parameters and buffers included:
 * what {@link MemoryReport#total()} says. It is followed step by step, so that sweeps and fits
 * analyse each variant separately.
 */
public final class PeakMemory {
  /** The most bytes at any step of inference. */
  public static final Quantity INFERENCE =
      Quantity.ofNetwork("Inference memory", Unit.BYTES, report -> total(MemoryReport.of(report)))
          .meaning("the most bytes at any moment of inference")
          .alone();

  /** The most bytes at any step of plain training with stochastic gradient descent. */
  public static final Quantity TRAINING = training(Training.with(Optimizer.SGD));

  private static final Quantities QUANTITIES = Quantities.standard().with(INFERENCE).with(TRAINING);

  private PeakMemory() {}

  /** Returns the most bytes at any step of the given training. */
  public static Quantity training(Training training) {
    return Quantity.ofNetwork(
            "Training memory", Unit.BYTES, report -> total(MemoryReport.of(report, training)))
        .meaning("the most bytes at any moment of a step of training")
        .alone();
  }

  /** Returns all quantities that come with the library: those of layers, and these two. */
  public static Quantities quantities() {
    return QUANTITIES;
  }

  private static Size total(MemoryReport memory) {
    return Size.of(memory.total().value());
  }
}
