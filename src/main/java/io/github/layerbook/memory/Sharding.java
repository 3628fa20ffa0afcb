package io.github.layerbook.memory;

import io.github.layerbook.memory.MemoryFigure.Part;
import io.github.layerbook.size.Size;

/**
 * How training is spread over devices, at the level of the papers: everything is taken to divide
 * evenly.
 *
 * <p>With data parallelism every device trains on a batch of its own. ZeRO (Rajbhandari et al.
 * 2020, section 5) divides among those devices the optimizer's state (stage 1), the gradients too
 * (stage 2), and the parameters too (stage 3). Tensor parallelism (Shoeybi et al. 2019) divides
 * each layer's parameters, pipeline parallelism (Narayanan et al. 2021) the layers; with them all
 * that belongs to parameters. Expert parallelism (Lepikhin et al. 2020) divides the experts among
 * devices that have a batch each. What is saved for the backward pass is divided as {@link
 * DeviceMemory} says.
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
 * @param expert among how many of those with a batch the experts are divided, from 1
 * @param sequence whether what tensor parallelism leaves whole is divided along the sequence
 *     (Korthikanti et al. 2022, section 4.2)
 */
public record Sharding(
    int stage, long devices, long tensor, long pipeline, long expert, boolean sequence) {
  private static final int STAGES = 3;

  /** Checks the numbers. */
  public Sharding {
    if (stage < 0 || stage > STAGES) {
      throw new IllegalArgumentException("ZeRO has stages 1 to 3, and 0 for none; not " + stage);
    }
    if (devices < 1 || tensor < 1 || pipeline < 1 || expert < 1) {
      throw new IllegalArgumentException(
          "there are 1 or more devices, not %d, %d, %d and %d"
              .formatted(devices, tensor, pipeline, expert));
    }
    if (devices % expert != 0) {
      throw new IllegalArgumentException(
          "%d devices with a batch each cannot be %d that share the experts: use a divisor of %d"
              .formatted(devices, expert, devices));
    }
  }

  /** Makes one without expert and sequence parallelism. */
  public Sharding(int stage, long devices, long tensor, long pipeline) {
    this(stage, devices, tensor, pipeline, 1, false);
  }

  /** Makes data parallelism with a stage of ZeRO. */
  public static Sharding zero(int stage, long devices) {
    return new Sharding(stage, devices, 1, 1);
  }

  /** Returns how many devices there are in all. */
  public long all() {
    return Math.multiplyExact(devices, Math.multiplyExact(tensor, pipeline));
  }

  /** Returns among how many devices a part of the memory is divided, if it is not of experts. */
  public long divisor(Part part) {
    return divisor(part, 1);
  }

  /** Returns among how many devices a part of the memory is divided that belongs to experts. */
  public long divisorOfExperts(Part part) {
    return divisor(part, expert);
  }

  private long divisor(Part part, long otherwise) {
    int since =
        switch (part) {
          case OPTIMIZER, MASTER -> 1;
          case GRADIENTS -> 2;
          case PARAMETERS -> 3;
          default -> 0;
        };
    return since == 0
        ? 1
        : Math.multiplyExact(
            Math.multiplyExact(tensor, pipeline), stage >= since ? devices : otherwise);
  }

  /** Returns what one device has of a figure, rounded up. */
  public Size share(MemoryFigure figure) {
    return share(figure.bytes(), divisor(figure.part()));
  }

  /** Returns a part of some bytes, rounded up. */
  static Size share(Size bytes, long divisor) {
    return divisor == 1 ? bytes : bytes.dividedUpBy(Size.of(divisor));
  }
}
