package io.github.layerbook.notebook.command;

import io.github.layerbook.memory.Recomputation;
import io.github.layerbook.memory.Sharding;
import io.github.layerbook.network.Network;
import io.github.layerbook.notebook.CellError;
import io.github.layerbook.unit.Numbers;
import java.util.Optional;

/** The options that say how training is divided among devices. */
public record ShardingOptions(
    @Takes(
            "--zero 1|2|3: the stage of ZeRO: how much of the training state is"
                + " divided among the devices")
        Optional<Long> zero,
    @Takes("--devices|--data N: devices, each with a batch of its own") Optional<Long> devices,
    @Takes("--tensor N: how many devices each layer is divided among") Optional<Long> tensor,
    @Takes("--pipeline N: how many devices the layers are divided among") Optional<Long> pipeline,
    @Takes(
            "--expert N: how many of the devices with a batch each the experts are"
                + " divided among")
        Optional<Long> expert,
    @Takes(
            "--sequence-parallel: with --tensor: also divide along the sequence"
                + " what each device would hold whole")
        boolean sequence,
    @Takes(
            "--recompute: what is recomputed instead of saved: the attention"
                + " scores, or all of each block")
        Optional<Recomputation> recompute) {

  /**
   * Returns how a network is divided.
   *
   * @throws CellError if it cannot be, or a stage has no devices
   */
  public Sharding of(Network network) {
    if (zero.isPresent() && devices.isEmpty()) {
      throw new CellError("--zero divides among devices: say how many, such as --devices 8.");
    }
    long stages = pipeline.orElse(1L);
    if (stages > network.nodes().size()) {
      throw new CellError(
          "%s layers cannot be divided among %s devices: use a smaller --pipeline."
              .formatted(Numbers.count(network.nodes().size()), Numbers.count(stages)));
    }
    if (sequence && tensor.orElse(1L) == 1) {
      throw new CellError(
          "--sequence-parallel divides what --tensor leaves whole: say among how many, such as"
              + " --tensor 8.");
    }
    return divided(devices.orElse(expert.orElse(1L)));
  }

  /** Returns what is known of how a network is divided whose number of devices is looked for. */
  public Sharding growing() {
    return divided(devices.orElse(1L));
  }

  private Sharding divided(long batches) {
    long stage = zero.orElse(0L);
    if (stage > 3) {
      throw new CellError("--zero %d: ZeRO's stages are 1, 2 and 3.".formatted(stage));
    }
    return new Sharding(
        (int) stage, batches, tensor.orElse(1L), pipeline.orElse(1L), expert.orElse(1L), sequence);
  }

  /** Returns what the backward pass computes again. */
  public Recomputation again() {
    return recompute.orElse(Recomputation.NONE);
  }
}
