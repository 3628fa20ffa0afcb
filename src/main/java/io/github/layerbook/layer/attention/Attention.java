package io.github.layerbook.layer.attention;

import io.github.layerbook.layer.Composite;
import io.github.layerbook.layer.Steps;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Options;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.size.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Multi-head attention: {@code attention 12}, and with fewer key heads grouped-query ({@code
 * attention 32 keyheads=8}) or multi-query attention ({@code keyheads=1}).
 *
 * <p>One input attends to itself; of two the first asks and the second is asked; of three they are
 * query, key and value. Each is a sequence of vectors; axes before the last position are separate
 * sequences. Output: a vector for each query. Projections of query, key, value and output (Vaswani
 * et al. 2017, section 3.2; Ainslie et al. 2023 for key heads; Beltagy et al. 2020 for the sliding
 * window). Multiply-adds are those of the four projections and of the two products of queries with
 * keys and of weights with values, whole as they are without a mask.
 *
 * <p>Without sizes of its own it is PyTorch's {@code MultiheadAttention}, and its tensors have the
 * names that they have there. With {@code keyheads}, {@code headsize}, {@code valuesize} or {@code
 * out} each projection has a weight and a bias of its own, as in Keras's {@code MultiHeadAttention}
 * ({@code key_dim}, {@code value_dim}, {@code output_shape}) and {@code GroupQueryAttention}.
 *
 * @param heads number of heads of the queries
 * @param keyheads number of heads of keys and values; as many as of queries if none is given
 * @param headsize features per head of queries and keys; the input's divided by heads if none
 * @param valuesize features per head of values; {@code headsize} if none
 * @param out number of output features; the query's if none
 * @param bias whether the projections have biases
 * @param outbias whether the output's projection has one too
 * @param addedbias whether one learned key and value is added (PyTorch's {@code add_bias_kv})
 * @param zeroattention whether a key and value of zeros is added (PyTorch's {@code add_zero_attn})
 * @param window how many keys each query sees at most; all of them if none is given
 * @param rotary whether queries and keys are turned by their position
 * @param weights whether the attention weights are an output too (PyTorch's {@code need_weights}
 *     averages over heads, Keras's {@code return_attention_scores} does not)
 * @param in number of query features, if it is stated (PyTorch's {@code embed_dim})
 * @param kdim number of key features, if it is stated
 * @param vdim number of value features, if it is stated
 */
@Word("attention multiheadattention mha")
public record Attention(
    Size heads,
    @Default("") @Nullable Size keyheads,
    @Default("") @Nullable Size headsize,
    @Default("") @Nullable Size valuesize,
    @Default("") @Nullable Size out,
    @Default("true") boolean bias,
    @Default("true") boolean outbias,
    @Default("false") boolean addedbias,
    @Default("false") boolean zeroattention,
    @Default("") @Nullable Size window,
    @Default("false") boolean rotary,
    @Default("none") Weights weights,
    @Default("") @Nullable Size in,
    @Default("") @Nullable Size kdim,
    @Default("") @Nullable Size vdim)
    implements Composite {
  /** Whether the attention weights are an output. */
  public enum Weights {
    /** They are not. */
    NONE,
    /** Their mean over the heads is. */
    AVERAGE,
    /** They are, for each head. */
    HEADS
  }

  /** Makes attention as PyTorch's module, which does not give out its weights. */
  public static Attention of(long heads) {
    return of(Size.of(heads), true);
  }

  /** Makes attention as PyTorch's module, with or without biases. */
  static Attention of(Size heads, boolean bias) {
    return Options.with(Options.make(Attention.class, heads), Attention::bias, bias);
  }

  @Override
  public Map<String, String> symbols() {
    return Map.of(
        "E", "embedding",
        "L", "queries",
        "S", "keys",
        "h", "heads",
        "h_k", "heads of keys and values",
        "d", "size of a head",
        "d_v", "size of a head's values",
        "w", "keys that a query sees");
  }

  @Override
  public void compose(Steps steps) {
    AttentionSteps.of(this, steps).add();
  }

  /** Whether its tensors are PyTorch's, which packs them. */
  boolean isPacked() {
    return keyheads == null && headsize == null && valuesize == null && out == null;
  }
}
