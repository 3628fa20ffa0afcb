package io.github.layerbook.exchange.pytorch.printed;

import io.github.layerbook.exchange.fitting.UsualSizes;
import io.github.layerbook.exchange.pytorch.printed.PrintedModule.Leaf;
import java.util.List;

/**
 * What the numbers of printed modules tell of a chain of them.
 *
 * @param leaves the modules in the order of the text
 */
record PrintedSizes(List<Leaf> leaves) {
  /** Whether each module takes as many channels as the one before it makes, where both tell. */
  boolean channelsAgree() {
    long channels = -1;
    boolean maps = false;
    for (Leaf leaf : leaves) {
      String type = leaf.type();
      long in =
          leaf.number(
              "in_features", type.matches("(?:Lazy)?(?:Conv|BatchNorm|LSTM|GRU|RNN).*") ? 0 : -1);
      long out = leaf.number("out_features", type.matches("Conv.*|Embedding") ? 1 : -1);
      boolean linear = type.contains("Linear");
      if (channels > 0 && in > 0 && in != channels && !(linear && maps)) {
        return false;
      }
      maps = type.startsWith("Conv") || (maps && !linear);
      channels =
          out > 0 ? out : type.matches("Flatten|Unflatten|LSTM|GRU|RNN|Pixel.*") ? -1 : channels;
    }
    return true;
  }

  /** Whether maps are pooled to one value each before convolutions: a branch that scales others. */
  boolean squeezes() {
    boolean pooled = false;
    for (Leaf leaf : leaves) {
      String type = leaf.type();
      boolean one =
          type.startsWith("Adaptive")
              && String.valueOf(leaf.printed().named().get("output_size"))
                  .matches("1|\\[1]|\\[1, 1]|\\[1, 1, 1]");
      if (pooled && type.startsWith("Conv")) {
        return true;
      }
      pooled |= one;
    }
    return false;
  }

  /** Inputs of the kind that the first module with sizes takes. */
  List<List<Long>> inputs(List<Long> sides) {
    for (Leaf leaf : leaves) {
      String type = leaf.type();
      long channels = leaf.number("in_channels", 0);
      if (type.matches("Conv(?:Transpose)?2d|BatchNorm2d") && channels > 0) {
        boolean generated = type.startsWith("ConvTranspose");
        return UsualSizes.images(channels, UsualSizes.sides(channels, sides, generated));
      } else if (type.matches("Conv(?:Transpose)?1d") && channels > 0) {
        return UsualSizes.sequences(length -> List.of(channels, length));
      } else if (type.matches("Conv(?:Transpose)?3d") && channels > 0) {
        return List.of(List.of(channels, 16L, 112L, 112L), List.of(channels, 32L, 32L, 32L));
      } else if (type.equals("Embedding")) {
        return UsualSizes.sequences(List::of);
      } else if (type.matches("LSTM|GRU|RNN") && channels > 0) {
        return UsualSizes.sequences(length -> List.of(length, channels));
      }
      long features = leaf.number("in_features", type.matches("BatchNorm1d") ? 0 : -1);
      if (features > 0) {
        return List.of(List.of(features));
      }
    }
    return List.of();
  }

  /** Whether a size decides: a linear layer after maps that are not pooled to a size. */
  boolean dependsOnSize() {
    boolean fixed = false;
    boolean maps = false;
    for (Leaf leaf : leaves) {
      String type = leaf.type();
      if (type.equals("Linear") && maps) {
        return !fixed;
      }
      fixed |= type.startsWith("Adaptive");
      maps |= type.startsWith("Conv");
    }
    return false;
  }

  /** Whether the first module with sizes takes channels first over a length. */
  boolean startsWithMaps() {
    return leaves.stream()
        .map(leaf -> leaf.type())
        .filter(type -> type.matches("Conv.*|Linear|Embedding|LSTM|GRU|RNN"))
        .findFirst()
        .filter(type -> type.endsWith("1d"))
        .isPresent();
  }
}
