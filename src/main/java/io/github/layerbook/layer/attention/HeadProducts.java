package io.github.layerbook.layer.attention;

import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.activation.Softmax;
import io.github.layerbook.size.Size;
import java.util.List;

/**
 * Scaled dot-product attention in heads: what happens between the projections (Vaswani et al. 2017,
 * equation 1).
 *
 * <p>Each query is scaled and multiplied with each key it sees, a softmax over these makes weights,
 * and the values are summed by them.
 *
 * @param sequences how many separate sequences there are
 * @param queries L, the number of queries in each
 * @param keys S, the number of keys that each query sees
 * @param heads h, the number of heads
 * @param queryWidth the features of a query in all heads together
 * @param valueWidth the features of a value in all heads together
 */
record HeadProducts(
    Size sequences, Size queries, Size keys, Size heads, Size queryWidth, Size valueWidth) {
  /** Adds the work. */
  Declaration add(Declaration declaration) {
    Declaration scaled =
        declaration
            .with(Work.Kind.MULTIPLICATIONS, Size.product(rows(), queryWidth))
            .with(Work.Kind.MULTIPLY_ADDS, pairs(queryWidth));
    return Softmax.work(scaled, keys, Size.product(rows(), heads))
        .with(Work.Kind.MULTIPLY_ADDS, pairs(valueWidth));
  }

  private Size rows() {
    return sequences.is(1) ? queries : Size.product(sequences, queries);
  }

  private Size pairs(Size width) {
    return sequences.is(1)
        ? Size.product(List.of(queries, keys, width))
        : Size.product(List.of(sequences, queries, keys, width));
  }
}
