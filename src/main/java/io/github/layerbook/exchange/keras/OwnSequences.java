package io.github.layerbook.exchange.keras;

import io.github.layerbook.exchange.Codec;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.layer.attention.GroupedAttention;
import io.github.layerbook.layer.attention.LatentAttention;
import io.github.layerbook.layer.attention.RotaryEmbedding;
import io.github.layerbook.layer.attention.WindowAttention;
import io.github.layerbook.layer.feedforward.FeedForward;
import io.github.layerbook.layer.feedforward.MixtureOfExperts;
import io.github.layerbook.layer.statespace.GatedDeltaRule;
import io.github.layerbook.layer.statespace.HeadedStateSpace;
import io.github.layerbook.layer.statespace.SelectiveStateSpace;
import io.github.layerbook.size.Size;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Attention, state spaces and what stands around them in language models, as small layers of their
 * own: {@code attention.py} and {@code statespace.py} hold their code.
 *
 * <p>Keras's kernels lie inputs before outputs, so that {@code transposed} says nothing.
 */
final class OwnSequences {
  /** A {@code +} stands between the names of a layer's parts; Python has a tuple. */
  private static final Codec NAMES =
      Codec.of(
          (name, value) ->
              value instanceof List<?> names
                  ? names.stream().map(String::valueOf).collect(Collectors.joining("+"))
                  : value,
          names -> parts(names.toString()));

  private OwnSequences() {}

  static List<EntryBuilder> entries() {
    return List.of(
        windows(),
        OwnLayers.layer(RotaryEmbedding.class, "RotaryEmbedding").signature("features=None"),
        grouped(),
        latent(),
        OwnLayers.layer(FeedForward.class, "GatedFeedForward")
            .fixed("gated", true)
            .signature(
                "hidden activation=gelu use_bias:bias=True names=(gate_proj,up_proj,down_proj)")
            .codec("activation", OwnLayers.kind())
            .unsaid("transposed")
            .computed(
                "names",
                call -> NAMES.read("names", call.value("names")),
                "names",
                writing -> ((FeedForward) writing.layer()).layers()),
        experts(),
        OwnLayers.layer(SelectiveStateSpace.class, "SelectiveStateSpace")
            .signature(
                "state=16 expand=2 kernel_size:kernel=4 rank=None use_bias:bias=False"
                    + " conv_bias:convbias=True norms=False")
            .codec("kernel", Codec.SIZE),
        OwnLayers.layer(HeadedStateSpace.class, "HeadedStateSpace")
            .signature(
                "heads head_size:headsize=64 state=128 groups=1 kernel_size:kernel=4"
                    + " use_bias:bias=False conv_bias:convbias=True")
            .codec("kernel", Codec.SIZE),
        OwnLayers.layer(GatedDeltaRule.class, "GatedDeltaRule")
            .signature(
                "key_heads:keyheads value_heads:valueheads=32 key_size:keysize=128"
                    + " value_size:valuesize=128 kernel_size:kernel=4")
            .codec("kernel", Codec.SIZE));
  }

  private static EntryBuilder windows() {
    return OwnLayers.layer(WindowAttention.class, "WindowAttention")
        .axes(2)
        .signature(
            "window_size:window num_heads:heads shift=0 version=swin use_bias:bias=True grid=False");
  }

  private static EntryBuilder grouped() {
    return OwnLayers.layer(GroupedAttention.class, "GroupedAttention")
        .signature(
            "heads head_size:headsize key_heads:keyheads=None bias=none norm=none rotary=None"
                + " window=None sinks=False gated=False buckets=None causal=True theta=10000.0"
                + " divisor=None softcap=0.0 alibi=False dropout=0.0"
                + " names=(q_proj,k_proj,v_proj,o_proj)")
        .codec(
            "headsize",
            Codec.orElse(
                writing ->
                    Size.of(
                        writing.channels(0).value()
                            / ((GroupedAttention) writing.layer()).heads().value())))
        .codec("names", NAMES)
        .unsaid("transposed");
  }

  private static EntryBuilder latent() {
    return OwnLayers.layer(LatentAttention.class, "LatentAttention")
        .signature(
            "heads latent=512 query_latent:querylatent=None head_size:headsize=128 rotary=64"
                + " value_size:valuesize=128 use_bias:bias=False theta=10000.0");
  }

  private static EntryBuilder experts() {
    return OwnLayers.layer(MixtureOfExperts.class, "MixtureOfExperts")
        .signature(
            "experts hidden top=2 activation=silu shared=None shared_gate:sharedgate=False"
                + " shared_bias:sharedbias=False routing=plain normalized=True factor=1.0 groups=1"
                + " top_groups:topgroups=1 use_bias:bias=False"
                + " names=(gate,experts,shared_experts)")
        .codec("activation", OwnLayers.kind())
        .codec("names", NAMES)
        .unsaid("transposed");
  }

  private static List<String> parts(String names) {
    return List.of(names.split("\\+", -1));
  }
}
