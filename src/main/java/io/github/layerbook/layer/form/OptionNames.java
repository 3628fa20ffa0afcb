package io.github.layerbook.layer.form;

import static java.util.Map.entry;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an option may be meant by a word that is none: PyTorch's and Keras's names for it, the
 * beginning of its name, a misspelling.
 *
 * <p>The names are kept by option, not by layer: {@code stride} is the same thing of whatever layer
 * has it. They only serve suggestions; how arguments of those frameworks are read and written is
 * the business of their dialects.
 */
public final class OptionNames {
  /** Our options, with what PyTorch and Keras call them. */
  private static final Map<String, List<String>> FOREIGN =
      Map.ofEntries(
          entry("addedbias", List.of("add_bias_kv")),
          entry("amount", List.of("padding", "cropping")),
          entry("bias", List.of("use_bias")),
          entry("biasaxes", List.of("bias_axes")),
          entry("ceil", List.of("ceil_mode")),
          entry("countpad", List.of("count_include_pad")),
          entry("dilation", List.of("dilation_rate")),
          entry("dim", List.of("axis", "axes")),
          entry("end", List.of("end_dim")),
          entry("factor", List.of("upscale_factor", "downscale_factor")),
          entry("features", List.of("embedding_dim", "output_dim")),
          entry("feedforward", List.of("dim_feedforward", "intermediate_dim")),
          entry("fill", List.of("padding_mode")),
          entry("groups", List.of("num_groups")),
          entry("heads", List.of("num_heads", "nhead", "num_query_heads")),
          entry("headsize", List.of("key_dim", "head_dim")),
          entry(
              "in",
              List.of(
                  "in_channels",
                  "in_features",
                  "input_size",
                  "num_features",
                  "num_channels",
                  "embed_dim",
                  "d_model")),
          entry("in1", List.of("in1_features")),
          entry("in2", List.of("in2_features")),
          entry("keyheads", List.of("num_key_value_heads")),
          entry("kernel", List.of("kernel_size", "pool_size")),
          entry("layers", List.of("num_layers")),
          entry("merge", List.of("merge_mode")),
          entry("mode", List.of("interpolation")),
          entry("multiplier", List.of("depth_multiplier")),
          entry("normalize", List.of("normalized")),
          entry("out", List.of("filters", "out_channels", "out_features", "units", "output_shape")),
          entry("outpadding", List.of("output_padding")),
          entry("p", List.of("rate", "drop_prob")),
          entry("parts", List.of("chunks")),
          entry("power", List.of("norm_type")),
          entry("projection", List.of("proj_size")),
          entry("resetafter", List.of("reset_after")),
          entry("scale", List.of("scale_factor", "size", "affine", "elementwise_affine", "gamma")),
          entry("sequence", List.of("return_sequences")),
          entry("shape", List.of("normalized_shape", "target_shape", "input_shape")),
          entry("shift", List.of("center", "beta", "shift_size")),
          entry("size", List.of("output_size", "depth_radius")),
          entry("sizes", List.of("split_size_or_sections", "unflattened_size")),
          entry("squeezed", List.of("squeeze_channels")),
          entry("start", List.of("start_dim")),
          entry("states", List.of("return_state")),
          entry("statistics", List.of("track_running_stats")),
          entry("stride", List.of("strides")),
          entry("times", List.of("n")),
          entry("units", List.of("hidden_size")),
          entry("valuesize", List.of("value_dim")),
          entry("vocabulary", List.of("num_embeddings", "input_dim")),
          entry("weights", List.of("need_weights", "return_attention_scores")),
          entry("window", List.of("window_size")),
          entry("zeroattention", List.of("add_zero_attn")));

  private OptionNames() {}

  /** The options that have such names. */
  static Set<String> named() {
    return FOREIGN.keySet();
  }

  /**
   * Returns the options that a word may mean, the likeliest first; none if it is like none.
   *
   * @param word what was written
   * @param options the options that there are
   */
  public static List<String> like(String word, Collection<String> options) {
    String name = word.toLowerCase(Locale.ROOT);
    List<String> foreign =
        options.stream()
            .filter(option -> FOREIGN.getOrDefault(option, List.of()).contains(name))
            .toList();
    if (!foreign.isEmpty()) {
      return foreign;
    }
    String joined = name.replace("_", "");
    return Stream.concat(
            NearestWords.to(joined, options).stream(),
            options.stream().filter(option -> joined.length() > 1 && option.startsWith(joined)))
        .distinct()
        .limit(3)
        .toList();
  }
}
