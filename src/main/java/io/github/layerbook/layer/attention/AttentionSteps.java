package io.github.layerbook.layer.attention;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.SavedTensor;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Steps;
import io.github.layerbook.layer.Steps.Value;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
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
 */
record AttentionSteps(Attention layer, Steps steps, Value query, Value key, Value value) {
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
    return new AttentionSteps(
        layer,
        steps,
        inputs.get(0),
        inputs.get(Math.min(1, inputs.size() - 1)),
        inputs.get(inputs.size() - 1));
  }

  void add() {
    steps.require(requirements());
    List<Value> projected = layer.isPacked() ? packed() : apart();
    Value queries = rotated(projected.get(0));
    Value keys = added("bias_k", rotated(projected.get(1)));
    Value values = added("bias_v", projected.get(2));
    Size all = last(keys.shape()).size().named("S");
    Size window = layer.window();
    HeadProducts products =
        new HeadProducts(
            heads(),
            window == null ? all : all.atMost(window.named("w")),
            queryWidth(),
            layer.isPacked() ? embedding() : Size.product(heads(), valueSize()));
    if (layer.weights() == Attention.Weights.NONE) {
      output(steps.add("", "", products, queries, keys, values));
    } else {
      withWeights(products.add(steps, queries, keys, values));
      steps.hold(keys, values);
    }
  }

  private Value output(Value sums) {
    boolean bias = layer.bias() && layer.outbias();
    return steps.add("output", "out_proj.", new Linear(outWidth(), bias, null), sums);
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
        steps.add("key", "k_proj.", projection(keyWidth()), key),
        steps.add("value", "v_proj.", projection(Size.product(keyHeads(), valueSize())), value));
  }

  private Layer projection(Size width) {
    return new Linear(width, layer.bias(), null);
  }

  /**
   * PyTorch's projections ({@code torch.nn.functional._in_projection_packed}): one tensor for all
   * three where their widths agree, so that those of one input are one product, which is sorted in
   * a copy; one bias for all. Those that are turned are made one by one, as in language models.
   */
  private List<Value> packed() {
    boolean oneTensor = sameWidth(key) && sameWidth(value);
    if (oneTensor) {
      steps.tensor(weight("in_proj_weight", three(), query));
    } else {
      steps.tensor(weight("q_proj_weight", Axis.channels(embedding()), query));
      steps.tensor(weight("k_proj_weight", Axis.channels(embedding()), key));
      steps.tensor(weight("v_proj_weight", Axis.channels(embedding()), value));
    }
    if (layer.bias()) {
      steps.tensor(Tensor.bias("in_proj_bias", three()));
    }
    if (!oneTensor || !key.equals(value) || layer.rotary()) {
      return List.of(
          projected(List.of("query"), query, oneTensor ? "in" : "q").get(0),
          projected(List.of("key"), key, oneTensor ? "in" : "k").get(0),
          projected(List.of("value"), value, oneTensor ? "in" : "v").get(0));
    } else if (query.equals(key)) {
      return projected(List.of("query", "key", "value"), query, "in");
    }
    List<Value> both = new ArrayList<>(projected(List.of("query"), query, "in"));
    both.addAll(projected(List.of("key", "value"), key, "in"));
    return both;
  }

  private Axis three() {
    return new Axis("queries, keys and values", "3*E", Size.product(Size.of(3), embedding()));
  }

  private static Tensor weight(String name, Axis outputs, Value input) {
    Axis features = new Axis("input features", "C_in", input.shape().channels().as("in"));
    return Tensor.weight(name, outputs, List.of(features));
  }

  /** Projects an input to one, two or all of queries, keys and values in one product. */
  private List<Value> projected(List<String> names, Value input, String which) {
    Shape in = input.shape();
    Size width = Size.product(Size.of(names.size()), embedding());
    Axis outputs = new Axis("output features", "C_out", names.size() == 1 ? embedding() : width);
    Backward backward =
        layer.rotary()
            ? Backward.OF_MATRIX
            : Backward.keeping(SavedTensor.inputsInOrder(in.values("in")));
    Declaration product =
        Declaration.of(in.channels(outputs.size()), backward)
            .with(FieldOfView.OWN_PLACE)
            .with(weight(which + "_proj_weight", outputs, input));
    Size features = in.channels().as("in");
    for (String name : names) {
      product =
          product.with(
              Work.Kind.MULTIPLY_ADDS,
              Size.product(List.of(features, embedding(), in.positions("in"))),
              name);
    }
    if (layer.bias()) {
      product = product.with(Tensor.bias("in_proj_bias", outputs));
      for (String name : names) {
        product =
            product.with(Work.Kind.ADDITIONS, Size.product(embedding(), in.positions("in")), name);
      }
    }
    Value all = steps.add("", product, input);
    return names.size() == 1 ? List.of(all) : sorted(all, names.size());
  }

  private List<Value> sorted(Value all, int number) {
    Value copy =
        steps.add(
            "", Declaration.of(all.shape(), Backward.OF_NOTHING).with(FieldOfView.OWN_PLACE), all);
    Declaration part =
        Declaration.of(all.shape().channels(embedding()), Backward.OF_PART)
            .with(FieldOfView.OWN_PLACE);
    List<Value> parts = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      parts.add(steps.add("", part, copy));
    }
    return parts;
  }

  private boolean sameWidth(Value other) {
    Size width = other.shape().channels().size();
    Size expected = query.shape().channels().size();
    return width.equals(expected)
        || (width.isKnown() && expected.isKnown() && width.is(expected.value()));
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

  private Size embedding() {
    return query.shape().channels().size().named("E");
  }

  private Size heads() {
    return layer.heads().named("h");
  }

  private Size keyHeads() {
    Size keyheads = layer.keyheads();
    return keyheads == null ? heads() : keyheads.named("h", "k");
  }

  private Size headSize() {
    Size headsize = layer.headsize();
    return headsize == null ? embedding().dividedBy(heads()) : headsize.named("d");
  }

  private Size valueSize() {
    Size valuesize = layer.valuesize();
    return valuesize == null ? headSize() : valuesize.named("d", "v");
  }

  private Size queryWidth() {
    return layer.headsize() == null ? embedding() : Size.product(heads(), headSize());
  }

  private Size keyWidth() {
    return layer.isPacked() ? embedding() : Size.product(keyHeads(), headSize());
  }

  private Size outWidth() {
    Size out = layer.out();
    return out == null ? embedding() : out;
  }

  private static Axis last(Shape shape) {
    return shape.spatial().get(shape.spatial().size() - 1);
  }

  private List<Requirement> requirements() {
    List<Requirement> all = new ArrayList<>();
    all.addAll(stated());
    all.addAll(
        HeadProducts.requirements(
            layer.heads(),
            layer.keyheads(),
            layer.headsize(),
            "query features",
            query.shape().channels().size()));
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
