package io.github.layerbook.layer.attention;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Steps;
import io.github.layerbook.layer.Steps.Value;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The steps of attention on its inputs, as PyTorch's module runs it without its fast path.
 *
 * @param layer the layer with its options
 * @param steps where its steps are added
 * @param query the sequences that ask
 * @param key the sequences that are asked
 * @param value the sequences that answer
 * @param heads the heads of all
 */
record AttentionSteps(
    Attention layer, Steps steps, Value query, Value key, Value value, Heads heads) {
  /** Takes one, two or three inputs as query, key and value. */
  static AttentionSteps of(Attention layer, Steps steps) {
    List<Value> inputs = steps.inputs();
    if (inputs.isEmpty() || inputs.size() > 3) {
      throw new LayerException(
          "attention takes one to three inputs (query, key, value), not " + inputs.size());
    }
    for (Shape input : steps.shapes()) {
      if (!input.hasChannels()) {
        throw new LayerException(
            "attention needs sequences of vectors such as 197x768, one input has shape " + input);
      }
    }
    Value query = inputs.get(0);
    Size embedding = query.shape().channels().size().named("E");
    return new AttentionSteps(
        layer,
        steps,
        query,
        inputs.get(Math.min(1, inputs.size() - 1)),
        inputs.get(inputs.size() - 1),
        new Heads(layer.heads(), layer.keyheads(), layer.headsize(), embedding));
  }

  void add() {
    steps.require(requirements());
    List<Value> projected =
        layer.isPacked()
            ? new PackedProjections(
                    steps, query, key, value, heads.width(), layer.bias(), layer.rotary())
                .add()
            : apart();
    Value queries = rotated(projected.get(0));
    Value keys = added("bias_k", rotated(projected.get(1)));
    Value values = added("bias_v", projected.get(2));
    Size all = last(keys.shape()).size().named("S");
    Size window = layer.window();
    HeadProducts products =
        new HeadProducts(
            heads.asking(),
            window == null ? all : all.atMost(window.named("w")),
            queryWidth(),
            layer.isPacked() ? heads.width() : Size.product(heads.asking(), valueSize()));
    if (layer.weights() == Attention.Weights.NONE) {
      output(steps.add("", "", products, queries, keys, values));
    } else {
      withWeights(products.add(steps, queries, keys, values));
      steps.hold(keys, values);
    }
  }

  private Value output(Value sums) {
    boolean bias = layer.bias() && layer.outbias();
    return steps.add("output", "out_proj.", new Linear(outWidth(), bias), sums);
  }

  /** Puts the sums of all heads in order, and gives the weights too, or their means. */
  private void withWeights(List<Value> sumsAndWeights) {
    Shape sums = sumsAndWeights.get(0).shape();
    Value weights = sumsAndWeights.get(1);
    Declaration ordered = Declaration.of(sums, Backward.OF_SUM).with(FieldOfView.OWN_PLACE);
    Value output = output(steps.add("", ordered, sumsAndWeights.get(0)));
    if (layer.weights() == Attention.Weights.AVERAGE) {
      Shape means = HeadProducts.withoutHeads(weights.shape());
      weights = steps.add("", Declaration.of(means, Backward.OF_NOTHING), weights);
    }
    steps.give(output, weights);
  }

  /** A projection each, as in Keras and in language models. */
  private List<Value> apart() {
    return List.of(
        steps.add("query", "q_proj.", projection(queryWidth()), query),
        steps.add("key", "k_proj.", projection(heads.ofKeys()), key),
        steps.add("value", "v_proj.", projection(Size.product(heads.asked(), valueSize())), value));
  }

  private Layer projection(Size width) {
    return new Linear(width, layer.bias());
  }

  private Value rotated(Value turned) {
    return layer.rotary() ? steps.add(new RotaryEmbedding(), turned) : turned;
  }

  /** Puts a learned key or value, and one of zeros, behind those that there are. */
  private Value added(String name, Value asked) {
    Value all = asked;
    if (layer.addedbias()) {
      Axis one = new Axis("one", "", Size.of(1));
      Axis width = new Axis("embedding", "E", asked.shape().channels().size());
      all =
          steps.add(
              "",
              oneMore(all.shape())
                  .with(new Tensor(name, Tensor.Kind.BIAS, List.of(one, one, width), -1)),
              all);
    }
    return layer.zeroattention() ? steps.add("", oneMore(all.shape()), all) : all;
  }

  private static Declaration oneMore(Shape shape) {
    int last = shape.axes().size() - 1;
    return Declaration.of(
        shape.sized(last, shape.axes().get(last).size().plus(1)), Backward.OF_CONCATENATION);
  }

  private Size valueSize() {
    Size valuesize = layer.valuesize();
    return valuesize == null ? heads.size() : valuesize.named("d", "v");
  }

  private Size queryWidth() {
    return layer.headsize() == null ? heads.width() : heads.ofQueries();
  }

  private Size outWidth() {
    Size out = layer.out();
    return out == null ? heads.width() : out;
  }

  private static Axis last(Shape shape) {
    return shape.spatial().get(shape.spatial().size() - 1);
  }

  private List<Requirement> requirements() {
    List<Requirement> all = new ArrayList<>();
    all.addAll(stated());
    all.addAll(heads.requirements("query features"));
    all.addAll(Inputs.samePositions(key.shape(), value.shape()));
    all.addAll(sameSequences());
    return all;
  }

  /**
   * That there are as many sequences of keys as of queries.
   *
   * @throws LayerException if they have different numbers of axes
   */
  private List<Requirement> sameSequences() {
    if (query.shape().axes().size() != key.shape().axes().size()) {
      throw new LayerException(
          "queries %s and keys %s differ in their number of axes: give it inputs of the same"
              .formatted(query.shape(), key.shape()));
    }
    List<Requirement> all = new ArrayList<>();
    for (int i = 0; i < query.shape().spatial().size() - 1; i++) {
      Axis axis = query.shape().spatial().get(i);
      all.add(
          Requirement.that("the keys' " + axis.name(), key.shape().spatial().get(i).size())
              .equalTo(
                  "the queries'", axis.size(), "give it a sequence of keys for each of queries"));
    }
    return all;
  }

  private List<Requirement> stated() {
    List<Requirement> all = new ArrayList<>();
    all.addAll(width("in", layer.in(), "query features", query.shape()));
    all.addAll(width("kdim", layer.kdim(), "key features", key.shape()));
    all.addAll(width("vdim", layer.vdim(), "value features", value.shape()));
    return all;
  }

  private static List<Requirement> width(
      String option, @Nullable Size stated, String subject, Shape shape) {
    return Requirement.stated(option, stated, subject, shape.channels().size());
  }
}
