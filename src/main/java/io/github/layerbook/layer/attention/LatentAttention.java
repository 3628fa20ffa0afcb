package io.github.layerbook.layer.attention;

import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Cached;
import io.github.layerbook.layer.Composite;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Steps;
import io.github.layerbook.layer.Steps.Value;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.layer.normalization.RootMeanSquareNormalization;
import io.github.layerbook.size.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Multi-head latent attention: {@code mla 128 latent=512 querylatent=1536}, whose keys and values
 * are made of one short vector for each position, which is all that a cache keeps besides one key
 * that carries the position (DeepSeek-V2, 2024, section 2.1).
 *
 * <p>Input and output: a sequence of vectors of the same width. A head's query and key have {@code
 * headsize} features without the position and {@code rotary} with it, its value {@code valuesize}.
 * Multiply-adds are those of prefill, in which keys and values are made of the latent vectors.
 *
 * <p>A cache keeps {@code latent + rotary} values of each position.
 *
 * @param heads number of heads
 * @param latent features of the vector that keys and values are made of
 * @param querylatent features of the vector that queries are made of; they are made of the input if
 *     none is given
 * @param headsize features of a head's query and key that carry no position
 * @param rotary features of a head's query, and of the one key of all heads, turned by the position
 * @param valuesize features of a head's value
 * @param bias whether the projections of the input and of the output have biases
 * @param theta the base of the speeds with which features are turned
 */
@Word(value = "mla latentattention", title = "latent attention")
public record LatentAttention(
    Size heads,
    @Default("512") Size latent,
    @Default("") @Nullable Size querylatent,
    @Default("128") Size headsize,
    @Default("64") Size rotary,
    @Default("128") Size valuesize,
    @Default("false") boolean bias,
    @Default("10000") double theta)
    implements Composite {
  @Override
  public Map<String, String> symbols() {
    return Map.of(
        "L", "queries",
        "S", "keys",
        "h", "heads",
        "r", "features of the latent vector",
        "d", "size of a head",
        "d_r", "features that carry the position",
        "d_v", "size of a head's values");
  }

  @Override
  public void compose(Steps steps) {
    Inputs.checkSequence(steps.input().shape(), "latent attention");
    steps.require(
        Requirement.positive("heads", heads),
        Requirement.positive("latent", latent),
        Requirement.positive("headsize", headsize),
        Requirement.positive("valuesize", valuesize));
    Value input = steps.input();
    Size turned = rotary.named("d", "r");
    Size queryWidth = Size.product(ofHeads(), headsize.named("d").plus(turned));
    Size valueWidth = Size.product(ofHeads(), valuesize.named("d", "v"));
    Value queries = rotated(steps, queries(steps, queryWidth), Size.product(ofHeads(), turned));
    Size rank = latent.named("r");
    Value compressed =
        steps.add("latent", "kv_a_proj_with_mqa.", new Linear(rank.plus(turned), bias), input);
    Value latents = steps.part(compressed, rank);
    Value position = rotated(steps, steps.part(compressed, turned), turned);
    steps.add("latent norm", "kv_a_layernorm.", RootMeanSquareNormalization.of(), latents);
    Size both = Size.product(ofHeads(), headsize.named("d").plus(valuesize.named("d", "v")));
    Value made = steps.add("key and value", "kv_b_proj.", new Linear(both, false));
    Shape keyShape = made.shape().channels(queryWidth);
    Value keys =
        steps.add(
            "",
            Declaration.of(keyShape, Backward.OF_CONCATENATION).with(FieldOfView.OWN_PLACE),
            made,
            position);
    Value values = steps.part(made, valueWidth);
    Size all = input.shape().spatial().get(0).size().named("S");
    steps.cache(Cached.of("latent vectors", rank, all));
    steps.cache(Cached.of("keys of positions", turned, all));
    HeadProducts products = new HeadProducts(ofHeads(), all, queryWidth, valueWidth);
    Value sums = steps.add("", "", products, queries, keys, values);
    steps.add("output", "o_proj.", new Linear(input.shape().channels().size(), bias), sums);
  }

  private Value queries(Steps steps, Size width) {
    if (querylatent == null) {
      return steps.add("query", "q_proj.", new Linear(width, false), steps.input());
    }
    steps.add(
        "query latent", "q_a_proj.", new Linear(querylatent.named("r", "q"), bias), steps.input());
    steps.add("query latent norm", "q_a_layernorm.", RootMeanSquareNormalization.of());
    return steps.add("query", "q_b_proj.", new Linear(width, false));
  }

  private Value rotated(Steps steps, Value vectors, Size features) {
    return rotary.is(0) ? vectors : steps.add(new RotaryEmbedding(features), vectors);
  }

  private Size ofHeads() {
    return heads.named("h");
  }
}
