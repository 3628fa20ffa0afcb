package io.github.layerbook.exchange.huggingface;

import io.github.layerbook.layer.attention.GroupedAttention;
import io.github.layerbook.layer.feedforward.MixtureOfExperts;
import io.github.layerbook.layer.statespace.GatedDeltaRule;
import io.github.layerbook.layer.statespace.HeadedStateSpace;
import io.github.layerbook.layer.statespace.SelectiveStateSpace;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.Network;
import io.github.layerbook.size.Size;
import java.util.Objects;

/** Where the library's way of computing takes more than the mathematics: how many operations. */
final class LibraryWork {
  private LibraryWork() {}

  /** Returns how many operations of matrix products the library does besides a network's own. */
  static long more(Network network, String type) {
    long more = 0;
    for (Applied applied : network.applied()) {
      if (applied.node().layer() instanceof GroupedAttention attention) {
        more += ofWindow(applied, attention);
      } else if (applied.node().layer() instanceof MixtureOfExperts mixture
          && type.startsWith("llama4")) {
        more += ofAllExperts(applied, mixture);
      } else if (applied.node().layer() instanceof SelectiveStateSpace mamba) {
        long inner = mamba.expand().value() * width(applied);
        more += ofPadding(inner, mamba.kernel().value());
      } else if (applied.node().layer() instanceof HeadedStateSpace heads) {
        more += ofHeads(applied, heads);
      } else if (applied.node().layer() instanceof GatedDeltaRule rule) {
        more += ofChunks(applied, rule);
      }
    }
    return more;
  }

  /** Full squares of queries and keys, whatever the window. */
  private static long ofWindow(Applied applied, GroupedAttention attention) {
    Size window = attention.window();
    Size head = attention.headsize();
    if (window == null || head == null) {
      return 0;
    }
    long length = length(applied);
    long unseen = length - Math.min(length, window.value());
    return 2 * 2 * length * unseen * attention.heads().value() * head.value();
  }

  /** Every expert on every token. */
  private static long ofAllExperts(Applied applied, MixtureOfExperts mixture) {
    long others = mixture.experts().value() - mixture.top().value();
    return 2
        * 3
        * others
        * length(applied)
        * width(applied)
        * Objects.requireNonNull(mixture.hidden()).value();
  }

  /** Convolutions at as many more positions as the padding before and after makes. */
  private static long ofPadding(long channels, long kernel) {
    return 2 * channels * kernel * (kernel - 1);
  }

  /** The rule in chunks of 64 positions, the last one filled up, and the convolution's padding. */
  private static long ofChunks(Applied applied, GatedDeltaRule rule) {
    long keys = rule.keysize().value();
    long values = rule.valuesize().value();
    long length = length(applied);
    long chunks = (length + 63) / 64;
    long chunk = 2 * (2 * 64 * 64 * keys + 64 * 64 * values + 3 * 64 * keys * values);
    long channels = 2 * rule.keyheads().value() * keys + rule.valueheads().value() * values;
    return rule.valueheads().value() * (chunks * chunk - 2 * 3 * length * keys * values)
        + ofPadding(channels, rule.kernel().value());
  }

  /**
   * Mamba 2's scan as products of matrices in chunks (here of 64 positions), the last one filled
   * up: inputs with outputs, both with features, states from chunk to chunk, and the padding.
   */
  private static long ofHeads(Applied applied, HeadedStateSpace layer) {
    long state = layer.state().value();
    long features = layer.headsize().value();
    long heads = layer.heads().value();
    long chunks = (length(applied) + 63) / 64;
    long each = 64 * 64 * (state + features) + 2 * 64 * state * features;
    long between = (chunks + 1) * (chunks + 1) * state * features;
    long channels = heads * features + 2 * layer.groups().value() * state;
    return 2 * heads * (chunks * each + between - length(applied) * state * features)
        + ofPadding(channels, layer.kernel().value());
  }

  private static long length(Applied applied) {
    return applied.inputs().get(0).spatial().get(0).size().value();
  }

  private static long width(Applied applied) {
    return applied.inputs().get(0).channels().size().value();
  }
}
