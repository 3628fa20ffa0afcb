package io.github.layerbook.memory;

import io.github.layerbook.memory.MemoryFigure.Part;
import io.github.layerbook.size.Size;

/**
 * How the state of a training is spread over devices, at the level of the papers: everything is
 * taken to divide evenly.
 *
 * <p>With data parallelism every device trains on a batch of its own. ZeRO (Rajbhandari et al.
 * 2020, section 5) divides among those devices the optimizer's state (stage 1), the gradients too
 * (stage 2), and the parameters too (stage 3). Tensor parallelism (Shoeybi et al. 2019) divides
 * each layer's parameters, pipeline parallelism (Narayanan et al. 2021) the layers; with them all
 * that belongs to parameters. What is saved for the backward pass is shown undivided, which is an
 * upper bound: the first stage of a pipeline that interleaves forward and backward passes holds as
 * many batches as there are stages, and what tensor parallelism divides depends on the layer.
 *
 * <pre>{@code
 * Sharding.zero(2, 8).divisor(MemoryFigure.Part.GRADIENTS)    // 8
 * Sharding.zero(2, 8).divisor(MemoryFigure.Part.PARAMETERS)   // 1
 * }</pre>
 *
 * @param stage ZeRO's stage, 0 to 3; 0 for copies on all devices
 * @param devices how many devices have a batch of their own, from 1
 * @param tensor among how many devices each layer is divided, from 1
 * @param pipeline among how many devices the layers are divided, from 1
 */
public record Sharding(int stage, long devices, long tensor, long pipeline) {
  private static final int STAGES = 3;

  /** Checks the numbers. */
  public Sharding {
    if (stage < 0 || stage > STAGES) {
      throw new IllegalArgumentException("ZeRO has stages 1 to 3, and 0 for none; not " + stage);
    }
    if (devices < 1 || tensor < 1 || pipeline < 1) {
      throw new IllegalArgumentException(
          "there are 1 or more devices, not %d, %d and %d".formatted(devices, tensor, pipeline));
    }
  }

  /** Makes data parallelism with a stage of ZeRO. */
  public static Sharding zero(int stage, long devices) {
    return new Sharding(stage, devices, 1, 1);
  }

  /** Returns how many devices there are in all. */
  public long all() {
    return Math.multiplyExact(devices, Math.multiplyExact(tensor, pipeline));
  }

  /** Returns among how many devices a part of the memory is divided. */
  public long divisor(Part part) {
    return switch (part) {
      case OPTIMIZER, MASTER -> divisor(1);
      case GRADIENTS -> divisor(2);
      case PARAMETERS -> divisor(3);
      default -> 1;
    };
  }

  private long divisor(int since) {
    return Math.multiplyExact(Math.multiplyExact(tensor, pipeline), stage >= since ? devices : 1);
  }

  /** Returns what one device has of a figure, rounded up. */
  public Size share(MemoryFigure figure) {
    long divisor = divisor(figure.part());
    return divisor == 1 ? figure.bytes() : figure.bytes().dividedUpBy(Size.of(divisor));
  }
}
