package io.github.layerbook.layer.attention;

import io.github.layerbook.layer.Composite;
import io.github.layerbook.layer.Steps;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.size.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Attention as language models have it: {@code gqa 32 keyheads=8}, in which several heads of
 * queries share one of keys and values; with {@code keyheads=1} multi-query attention, and with as
 * many as heads plain multi-head attention.
 *
 * <p>One input attends to itself; of two the first asks and the second is asked. Each is a sequence
 * of vectors; the output has the first's shape. Projections under names of their own (Ainslie et
 * al. 2023), or one for queries, keys and values together; queries and keys normalised (Henry et
 * al. 2020), turned by their position (Su et al. 2021), within a window (Beltagy et al. 2020), with
 * a sink of each head (Xiao et al. 2024; gpt-oss) or biases by distance (Raffel et al. 2020).
 * Multiply-adds are those of the projections and of the two products, whole as without a mask; with
 * a window each query meets {@code min(S, w)} keys.
 *
 * <p>A cache keeps {@code 2*h_k*d} values of each position that is seen.
 *
 * @param heads number of heads of queries
 * @param keyheads number of heads of keys and values; as many as of queries if none is given
 * @param headsize features per head; the input's divided by heads if none is given
 * @param bias which projections have biases
 * @param norm how queries and keys are normalised
 * @param rotary how many features of each head are turned by the position; none if none is given
 * @param window how many keys a query sees at most; all of them if none is given
 * @param sinks whether a learned number for each head takes part in the softmax
 * @param gated whether the queries' projection makes a gate too, which the sums are multiplied with
 *     (Qwen3-Next)
 * @param buckets in how many classes of distance a bias for each head is learned; none if none is
 *     given (T5)
 * @param transposed whether the weights lie inputs before outputs, as GPT-2's
 * @param causal whether a position sees only those up to its own, as in a decoder, whose keys and
 *     values generation keeps; an encoder's are kept by nobody
 * @param theta the base of the speeds with which features are turned: the slowest pair turns by
 *     about {@code 1/theta} each position
 * @param divisor the number by whose root scores are divided; the size of a head if none is given
 * @param softcap what scores are kept below, by a hyperbolic tangent (Gemma 2), the work of which
 *     is not counted; 0 for no such cap
 * @param alibi whether scores are less the farther a key is, in each head by another measure that
 *     is not learned (Press et al. 2022), the work of which is not counted
 * @param dropout the probability with which weights are zeroed in training
 * @param names the projections' names with {@code +} between them: of queries, keys, values and
 *     output; {@code qkv_proj+o_proj} projects all three at once, and without the last there is no
 *     projection of the output
 */
@Word(value = "gqa groupedattention", title = "grouped attention")
public record GroupedAttention(
    Size heads,
    @Default("") @Nullable Size keyheads,
    @Default("") @Nullable Size headsize,
    @Default("none") ProjectionBias bias,
    @Default("none") HeadNorm norm,
    @Default("") @Nullable Size rotary,
    @Default("") @Nullable Size window,
    @Default("false") boolean sinks,
    @Default("false") boolean gated,
    @Default("") @Nullable Size buckets,
    @Default("false") boolean transposed,
    @Default("true") boolean causal,
    @Default("10000") double theta,
    @Default("") @Nullable Size divisor,
    @Default("0") double softcap,
    @Default("false") boolean alibi,
    @Default("0") double dropout,
    @Default("q_proj+k_proj+v_proj+o_proj") String names)
    implements Composite {
  @Override
  public Map<String, String> symbols() {
    return Map.of(
        "L", "queries",
        "S", "keys",
        "h", "heads",
        "h_k", "heads of keys and values",
        "d", "size of a head",
        "w", "keys that a query sees");
  }

  @Override
  public void compose(Steps steps) {
    GroupedSteps.of(this, steps).add();
  }
}
