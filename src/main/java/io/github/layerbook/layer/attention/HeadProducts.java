package io.github.layerbook.layer.attention;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Composite;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.SavedTensor;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Steps;
import io.github.layerbook.layer.Steps.Value;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.activation.Dropout;
import io.github.layerbook.layer.activation.Softmax;
import io.github.layerbook.size.Expression;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * Scaled dot-product attention in heads: what happens between the projections (Vaswani et al. 2017,
 * equation 1).
 *
 * <p>Inputs: queries, keys and values. Each query is scaled and multiplied with each key it sees, a
 * softmax over these makes weights, and the values are summed by them.
 *
 * @param heads h, the number of heads
 * @param seen the number of keys that each query sees
 * @param queryWidth the features of a query in all heads together
 * @param valueWidth the features of a value in all heads together
 * @param dropout the probability with which weights are zeroed in training
 */
record HeadProducts(Size heads, Size seen, Size queryWidth, Size valueWidth, double dropout)
    implements Composite {
  /** Makes those without dropout. */
  HeadProducts(Size heads, Size seen, Size queryWidth, Size valueWidth) {
    this(heads, seen, queryWidth, valueWidth, 0);
  }

  /**
   * In one kernel, which keeps its inputs, the sums and one number for each query and head (Dao et
   * al. 2022, algorithm 1; PyTorch's {@code _scaled_dot_product_flash_attention_for_cpu}).
   */
  @Override
  public void compose(Steps steps) {
    List<Value> inputs = steps.inputs();
    Value query = inputs.get(0);
    steps.give(add(steps, query, inputs.get(1), inputs.get(2)).get(0));
    Size rows = Size.product(heads, query.shape().positions("q"));
    steps.fuse(
        Backward.keeping(
            SavedTensor.inputs(),
            SavedTensor.output(),
            SavedTensor.always("logarithms of sums", rows)));
  }

  /** Adds the steps one by one, and returns the sums and the weights. */
  List<Value> add(Steps steps, Value query, Value key, Value value) {
    Value weights = softmax(steps, scores(steps, scaled(steps, query), key, Backward.OF_INPUTS));
    Value kept = dropout > 0 ? steps.add(new Dropout(dropout), weights) : weights;
    return List.of(sums(steps, query, kept, value, Backward.OF_INPUTS), weights);
  }

  /** Queries, or keys, times one number. */
  Value scaled(Steps steps, Value vectors) {
    Shape shape = vectors.shape();
    return steps.add(
        "scale",
        Declaration.of(shape, Backward.OF_NOTHING)
            .with(FieldOfView.OWN_PLACE)
            .with(Work.Kind.MULTIPLICATIONS, Size.product(rows(shape), queryWidth)),
        vectors);
  }

  /** Products of queries with keys: one number for each query, head and key. */
  Value scores(Steps steps, Value query, Value key, Backward backward) {
    Shape queries = query.shape();
    List<Axis> axes = new ArrayList<>();
    axes.add(Axis.keys(last(key.shape())));
    axes.addAll(queries.spatial().subList(0, queries.spatial().size() - 1));
    axes.add(new Axis("heads", "h", heads));
    axes.add(new Axis("queries", "L", last(queries)));
    return steps.add(
        "scores",
        Declaration.of(new Shape(axes), backward)
            .with(fieldOfView(queries))
            .with(Work.Kind.MULTIPLY_ADDS, pairs(queries, queryWidth)),
        query,
        key);
  }

  /** Weights of scores. */
  Value softmax(Steps steps, Value scores) {
    Shape pairs = scores.shape();
    return steps.add(
        "softmax",
        Softmax.work(
            Declaration.of(pairs, Backward.keeping(SavedTensor.output()))
                .with(FieldOfView.OWN_PLACE),
            seen,
            Size.product(rows(withoutHeads(pairs)), heads)),
        scores);
  }

  /** Sums of values by weights, for each query. */
  Value sums(Steps steps, Value query, Value weights, Value value, Backward backward) {
    Shape sums = query.shape().channels(valueWidth);
    return steps.add(
        "weighted sum",
        Declaration.of(sums, backward)
            .with(fieldOfView(sums))
            .with(Work.Kind.MULTIPLY_ADDS, pairs(sums, valueWidth)),
        weights,
        value);
  }

  private Size pairs(Shape queries, Size width) {
    List<Size> factors = new ArrayList<>(sequences(queries));
    factors.addAll(List.of(last(queries).named("L"), seen, width));
    return Size.product(factors);
  }

  /** How many queries there are. */
  private static Size rows(Shape queries) {
    List<Size> factors = new ArrayList<>(sequences(queries));
    factors.add(last(queries).named("L"));
    return Size.product(factors);
  }

  /** How many separate sequences there are along each axis before the last. */
  private static List<Size> sequences(Shape queries) {
    List<Axis> spatial = queries.spatial();
    return spatial.subList(0, spatial.size() - 1).stream().map(axis -> axis.as("in")).toList();
  }

  private static Size last(Shape shape) {
    return shape.spatial().get(shape.spatial().size() - 1).size();
  }

  /** Pairs of queries and keys as one set, not one for each head. */
  static Shape withoutHeads(Shape pairs) {
    List<Axis> axes = new ArrayList<>(pairs.axes());
    axes.remove(axes.size() - 2);
    return new Shape(axes);
  }

  /**
   * What is seen of all positions: those of one sequence of several, or near ones, are not told.
   */
  private FieldOfView fieldOfView(Shape queries) {
    boolean all = queries.spatial().size() == 1 && !(seen.unnamed() instanceof Expression);
    return all ? FieldOfView.WHOLE : FieldOfView.UNSTATED;
  }
}
