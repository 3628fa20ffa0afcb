package io.github.layerbook.layer.form;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
      Arrays.stream(
              """
              addedbias=add_bias_kv amount=padding,cropping bias=use_bias biasaxes=bias_axes
              ceil=ceil_mode countpad=count_include_pad dilation=dilation_rate dim=axis,axes
              end=end_dim factor=upscale_factor,downscale_factor features=embedding_dim,output_dim
              feedforward=dim_feedforward,intermediate_dim fill=padding_mode groups=num_groups
              heads=num_heads,nhead,num_query_heads headsize=key_dim,head_dim
              in=in_channels,in_features,input_size,num_features,num_channels,embed_dim,d_model
              in1=in1_features in2=in2_features keyheads=num_key_value_heads
              kernel=kernel_size,pool_size layers=num_layers merge=merge_mode mode=interpolation
              multiplier=depth_multiplier normalize=normalized
              out=filters,out_channels,out_features,units,output_shape outpadding=output_padding
              p=rate,drop_prob parts=chunks power=norm_type projection=proj_size
              resetafter=reset_after scale=scale_factor,size,affine,elementwise_affine,gamma
              sequence=return_sequences shape=normalized_shape,target_shape,input_shape
              shift=center,beta,shift_size size=output_size,depth_radius
              sizes=split_size_or_sections,unflattened_size squeezed=squeeze_channels
              start=start_dim states=return_state statistics=track_running_stats stride=strides
              times=n units=hidden_size valuesize=value_dim vocabulary=num_embeddings,input_dim
              weights=need_weights,return_attention_scores window=window_size
              zeroattention=add_zero_attn
              """
                  .split("\\s+"))
          .map(row -> row.split("="))
          .collect(Collectors.toMap(row -> row[0], row -> List.of(row[1].split(","))));

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
