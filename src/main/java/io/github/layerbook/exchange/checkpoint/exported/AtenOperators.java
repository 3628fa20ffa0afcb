package io.github.layerbook.exchange.checkpoint.exported;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * ATen's operators that exported networks have: the Core ATen set and what {@code torch.export}
 * leaves whole beside it. See <a
 * href="https://docs.pytorch.org/docs/stable/torch.compiler_ir.html">PyTorch's list</a>.
 */
final class AtenOperators {
  private static final String ATEN = "aten.";

  private static final Set<String> NAMES =
      set(
          """
          abs acos acosh adaptive_avg_pool1d adaptive_avg_pool2d adaptive_avg_pool3d
          adaptive_max_pool1d adaptive_max_pool2d adaptive_max_pool3d add addbmm addcdiv addcmul addmm
          addmv alias alpha_dropout amax amin aminmax any all angle arange argmax argmin argsort
          as_strided asin asinh atan atan2 atanh avg_pool1d avg_pool2d avg_pool3d baddbmm batch_norm
          bernoulli bilinear binary_cross_entropy bitwise_and bitwise_not bitwise_or bitwise_xor bmm
          broadcast_to bucketize cat cdist ceil celu chunk clamp clamp_max clamp_min clone col2im
          complex concat concatenate conj constant_pad_nd contiguous conv1d conv2d conv3d
          conv_transpose1d conv_transpose2d conv_transpose3d convolution copy cos cosh
          cosine_similarity cross cross_entropy_loss cudnn_convolution cumprod cumsum detach diag
          diag_embed diagonal div divide dot dropout einsum elu embedding embedding_bag empty
          empty_like eq erf erfc erfinv exp exp2 expand expand_as expm1 eye feature_dropout fft_fft
          fft_fft2 fft_ifft2 fft_irfft fft_irfft2 fft_rfft fft_rfft2 fill flatten flip floor
          floor_divide fmod frac frobenius_norm full full_like gather ge gelu glu grid_sampler
          grid_sampler_2d grid_sampler_3d group_norm gru gru_cell gt hann_window hardshrink hardsigmoid
          hardswish hardtanh hstack im2col imag index index_add index_copy index_put index_select
          instance_norm interpolate isinf isnan isfinite item kthvalue layer_norm le leaky_relu lerp
          lift lift_fresh_copy linalg_norm linalg_vector_norm linear linspace log log10 log1p log2
          log_sigmoid log_softmax logical_and logical_not logical_or logical_xor logit logsumexp lstm
          lstm_cell lt masked_fill masked_scatter masked_select matmul max max_pool1d max_pool2d
          max_pool2d_with_indices max_pool3d max_pool3d_with_indices maximum mean median meshgrid min
          minimum mish mm movedim mse_loss mul multi_head_attention multinomial multiply mv narrow
          native_batch_norm native_channel_shuffle channel_shuffle native_dropout native_group_norm
          native_layer_norm ne neg new_empty new_full new_ones new_zeros nll_loss nonzero norm
          normalize numpy_T one_hot ones ones_like outer pad permute pixel_shuffle pixel_unshuffle
          polar pow prelu prod quantize_per_tensor rand rand_like randint randn randn_like randperm
          real reciprocal reflection_pad1d reflection_pad2d reflection_pad3d relu relu6 remainder
          repeat reshape_as repeat_interleave replication_pad1d replication_pad2d replication_pad3d reshape
          resize rms_norm rnn_relu rnn_tanh roll rot90 round rrelu rsqrt rsub scalar_tensor
          scaled_dot_product_attention scatter scatter_add scatter_reduce searchsorted select
          select_scatter selu sgn sigmoid sign silu sin sinh size slice slice_scatter smooth_l1_loss
          softmax softplus softshrink softsign sort split split_with_sizes sqrt square squeeze stack
          std std_mean stft istft sub subtract sum swapaxes sym_constrain_range sym_numel sym_size
          sym_stride t take tan tanh tensor_split threshold tile to topk transpose tril tril_indices
          triu triu_indices true_divide trunc type_as unbind unflatten unfold uniform unique_consecutive
          unsqueeze upsample_bicubic2d upsample_bilinear2d upsample_linear1d upsample_nearest1d
          upsample_nearest2d upsample_nearest3d upsample_trilinear3d var var_mean vdot view view_as
          view_as_complex view_as_real vstack weight_norm where xlogy zero zeros zeros_like
          """);

  private AtenOperators() {}

  private static Set<String> set(String words) {
    Set<String> names =
        new HashSet<>(Pattern.compile("\\s+").splitAsStream(words.strip()).toList());
    return Collections.unmodifiableSet(names);
  }

  /**
   * Returns whether an operator is known: {@code aten.relu_.default}; those of other libraries are
   * not.
   */
  static boolean isKnown(String operator) {
    if (operator.startsWith("_operator.") || operator.startsWith("higher_order.")) {
      return true;
    } else if (!operator.startsWith(ATEN)) {
      return false;
    }
    String rest = operator.substring(ATEN.length());
    int dot = rest.indexOf('.');
    String name = dot < 0 ? rest : rest.substring(0, dot);
    return name.startsWith("_") || NAMES.contains(name.replaceFirst("_+$", ""));
  }
}
