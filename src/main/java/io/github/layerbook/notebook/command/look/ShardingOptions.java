package io.github.layerbook.notebook.command.look;

import io.github.layerbook.memory.Sharding;
import io.github.layerbook.network.Network;
import io.github.layerbook.notebook.CellError;
import io.github.layerbook.unit.Numbers;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * The options that say how training is divided among devices.
 *
 * @param zero ZeRO's stage
 * @param devices how many devices have a batch each
 * @param tensor how many share each layer
 * @param pipeline how many share the layers
 */
public record ShardingOptions(
    @Option(
            names = "--zero",
            paramLabel = "1|2|3",
            description = "ZeRO's stage: what devices share of the training's state",
            converter = Stage.class)
        Optional<Integer> zero,
    @Option(names = "--devices", paramLabel = "N", description = "devices that have a batch each")
        Optional<Long> devices,
    @Option(
            names = "--tensor",
            paramLabel = "N",
            description = "devices among which each layer is divided")
        Optional<Long> tensor,
    @Option(
            names = "--pipeline",
            paramLabel = "N",
            description = "devices among which the layers are divided")
        Optional<Long> pipeline) {

  /** Reads a stage of ZeRO. */
  static final class Stage implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String word) {
      if (word.matches("[1-3]")) {
        return Integer.valueOf(word);
      }
      throw new TypeConversionException("“" + word + "” is none of ZeRO's stages 1, 2 and 3.");
    }
  }

  /**
   * Returns how a network is divided.
   *
   * @throws CellError if it cannot be, or a stage has no devices
   */
  Sharding of(Network network) {
    if (zero.isPresent() && devices.isEmpty()) {
      throw new CellError("--zero divides among devices: say how many, such as --devices 8.");
    }
    long stages = pipeline.orElse(1L);
    if (stages > network.nodes().size()) {
      throw new CellError(
          "%s layers cannot be divided among %s devices: use a smaller --pipeline."
              .formatted(Numbers.count(network.nodes().size()), Numbers.count(stages)));
    }
    return new Sharding(zero.orElse(0), devices.orElse(1L), tensor.orElse(1L), stages);
  }
}
