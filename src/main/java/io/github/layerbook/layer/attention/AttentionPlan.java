package io.github.layerbook.layer.attention;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.SavedTensor;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.size.Relation;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Attention on its inputs.
 *
 * @param layer the layer with its options
 * @param query the sequences that ask
 * @param key the sequences that are asked
 * @param value the sequences that answer
 * @param toItself whether the three are one
 */
record AttentionPlan(Attention layer, Shape query, Shape key, Shape value, boolean toItself) {
  /** Takes one, two or three inputs as query, key and value. */
  static AttentionPlan of(Attention layer, List<Shape> inputs) {
    if (inputs.isEmpty() || inputs.size() > 3) {
      throw new LayerException(
          "attention takes one to three inputs (query, key, value), not " + inputs.size());
    }
    for (Shape input : inputs) {
      if (!input.hasChannels()) {
        throw new LayerException(
            "attention needs sequences of vectors such as 197x768, one input has shape " + input);
      }
    }
    return new AttentionPlan(
        layer,
        inputs.get(0),
        inputs.get(Math.min(1, inputs.size() - 1)),
        inputs.get(inputs.size() - 1),
        inputs.size() == 1);
  }

  Declaration declaration() {
    Declaration toQuery = projection(queryWidth(), layer.bias(), query);
    Declaration toKey = projection(keyWidth(), layer.bias(), key);
    Declaration toValue = projection(Size.product(keyHeads(), valueSize()), layer.bias(), value);
    Shape summed = query.channels(valueWidth());
    Declaration toOutput = projection(outWidth(), layer.bias() && layer.outbias(), summed);
    Declaration declaration = Declaration.of(toOutput.output()).with(requirements());
    declaration =
        layer.isPacked()
            ? packed(declaration, List.of(toQuery, toKey, toValue))
            : declaration
                .including("q_proj.", toQuery)
                .including("k_proj.", toKey)
                .including("v_proj.", toValue);
    if (layer.addedbias()) {
      declaration = declaration.with(added("bias_k", keyWidth())).with(added("bias_v", keyWidth()));
    }
    declaration = products(rotated(declaration)).including("out_proj.", toOutput);
    return withWeights(declaration).with(backward());
  }

  /**
   * Queries, keys, values, their weighted sums, and one number for each query and head: what a
   * fused attention keeps (Dao et al. 2022, algorithm 1), as PyTorch's does. Where the weights are
   * an output, they are kept in place of that number; the scaled queries then stand beside those
   * that share their memory with keys and values.
   */
  private Backward backward() {
    Size queries = Size.product(queryWidth(), query.positions("q"));
    Size sums = Size.product(valueWidth(), query.positions("q"));
    Size asked =
        Size.product(List.of(keyWidth().plus(keyHeads().times(valueSize())), sequences(), keys()));
    SavedTensor projections =
        SavedTensor.inTraining("queries, keys, values and sums", queries.plus(sums).plus(asked));
    Size rows = Size.product(heads(), query.positions("q"));
    if (layer.weights() == Attention.Weights.NONE) {
      Size both = queries.plus(asked);
      Size most =
          toItself
              ? both.times(2)
              : queries.plus(asked.times(2)).atLeast(both.plus(sums).plus(rows));
      return Backward.keeping(
          SavedTensor.inputs(),
          projections,
          SavedTensor.inTraining("logarithms of sums", rows),
          SavedTensor.inPassing("projections, packed and unpacked", most));
    }
    Size weights = Size.product(rows, keys());
    return Backward.keeping(
        SavedTensor.inputs(),
        projections,
        SavedTensor.inTraining("weights", weights),
        SavedTensor.inTraining("scaled queries", toItself ? queries : Size.of(0)),
        SavedTensor.inPassing(
            "projections, scores and weights", queries.plus(asked).plus(weights.times(2))));
  }

  private static Declaration projection(Size width, boolean bias, Shape input) {
    return new Linear(width, bias, null).on(List.of(input));
  }

  /** PyTorch's tensors: one for all three where their widths agree, one bias for all. */
  private Declaration packed(Declaration declaration, List<Declaration> projections) {
    Declaration with = declaration;
    for (Declaration projection : projections) {
      with = with.including("", projection.with(List.of(), projection.work()));
    }
    Axis embedding = new Axis("embedding", "E", embedding());
    Axis three = new Axis("queries, keys and values", "3*E", Size.product(Size.of(3), embedding()));
    if (sameWidth(key) && sameWidth(value)) {
      with = with.with(Tensor.weight("in_proj_weight", three, List.of(embedding)));
    } else {
      List<String> names = List.of("q_proj_weight", "k_proj_weight", "v_proj_weight");
      for (int i = 0; i < names.size(); i++) {
        with = with.with(projections.get(i).tensors().get(0).renamed(names.get(i)));
      }
    }
    return layer.bias() ? with.with(Tensor.bias("in_proj_bias", three)) : with;
  }

  private boolean sameWidth(Shape other) {
    Size width = other.channels().size();
    Size expected = query.channels().size();
    return width.equals(expected)
        || (width.isKnown() && expected.isKnown() && width.is(expected.value()));
  }

  private static Tensor added(String name, Size width) {
    Axis one = new Axis("one", "", Size.of(1));
    return new Tensor(
        name, Tensor.Kind.BIAS, List.of(one, one, new Axis("embedding", "E", width)), -1);
  }

  private Declaration rotated(Declaration declaration) {
    if (!layer.rotary()) {
      return declaration;
    }
    Declaration queries =
        RotaryEmbedding.work(declaration, Size.product(queryWidth(), query.positions("q")));
    return RotaryEmbedding.work(queries, Size.product(keyWidth(), key.positions("k")));
  }

  private Declaration products(Declaration declaration) {
    return new HeadProducts(sequences(), queries(), seen(), heads(), queryWidth(), valueWidth())
        .add(declaration);
  }

  private Declaration withWeights(Declaration declaration) {
    if (layer.weights() == Attention.Weights.NONE) {
      return declaration;
    }
    List<Axis> axes = new ArrayList<>();
    axes.add(new Axis("keys", "S", keys()));
    axes.addAll(query.spatial().subList(0, query.spatial().size() - 1));
    if (layer.weights() == Attention.Weights.HEADS) {
      axes.add(new Axis("heads", "h", heads()));
    }
    axes.add(new Axis("queries", "L", queries()));
    return declaration.with(declaration.output(), new Shape(axes));
  }

  private Size embedding() {
    return query.channels().size().named("E");
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

  private Size valueWidth() {
    return layer.isPacked() ? embedding() : Size.product(heads(), valueSize());
  }

  private Size outWidth() {
    Size out = layer.out();
    return out == null ? embedding() : out;
  }

  /** How many separate sequences there are: the axes before the last. */
  private Size sequences() {
    List<Size> sizes = new ArrayList<>();
    List<Axis> spatial = query.spatial();
    spatial.subList(0, spatial.size() - 1).forEach(axis -> sizes.add(axis.as("in")));
    return Size.product(sizes);
  }

  private Size queries() {
    return last(query).size().named("L");
  }

  /** How many keys there are, added ones included. */
  private Size keys() {
    Size keys = last(key).size().named("S");
    int added = (layer.addedbias() ? 1 : 0) + (layer.zeroattention() ? 1 : 0);
    return added == 0 ? keys : keys.plus(added);
  }

  /** How many keys each query sees. */
  private Size seen() {
    Size window = layer.window();
    return window == null ? keys() : keys().atMost(window.named("w"));
  }

  private static Axis last(Shape shape) {
    return shape.spatial().get(shape.spatial().size() - 1);
  }

  private List<Requirement> requirements() {
    List<Requirement> all = new ArrayList<>();
    all.add(Requirement.positive("heads", layer.heads()));
    all.addAll(stated());
    if (layer.headsize() == null) {
      all.add(
          new Requirement(
              "the number of query features",
              query.channels().size(),
              Relation.MULTIPLE_OF,
              "heads",
              layer.heads(),
              "use a number of heads that divides the features, or state headsize"));
    }
    Size keyheads = layer.keyheads();
    if (keyheads != null) {
      all.add(Requirement.positive("keyheads", keyheads));
      all.add(
          new Requirement(
              "heads",
              layer.heads(),
              Relation.MULTIPLE_OF,
              "keyheads",
              keyheads,
              "use as many key heads as divide the heads"));
    }
    all.addAll(Inputs.samePositions(key, value));
    all.addAll(sameSequences());
    return all;
  }

  /**
   * That there are as many sequences of keys as of queries.
   *
   * @throws LayerException if they have different numbers of axes
   */
  private List<Requirement> sameSequences() {
    if (query.axes().size() != key.axes().size()) {
      throw new LayerException(
          "queries %s and keys %s differ in their number of axes: give it inputs of the same"
              .formatted(query, key));
    }
    List<Requirement> all = new ArrayList<>();
    for (int i = 0; i < query.spatial().size() - 1; i++) {
      Axis axis = query.spatial().get(i);
      all.add(
          new Requirement(
              "the keys' " + axis.name(),
              key.spatial().get(i).size(),
              Relation.EQUAL,
              "the queries'",
              axis.size(),
              "give it a sequence of keys for each of queries"));
    }
    return all;
  }

  private List<Requirement> stated() {
    List<Requirement> all = new ArrayList<>();
    all.addAll(width("in", layer.in(), "query features", query));
    all.addAll(width("kdim", layer.kdim(), "key features", key));
    all.addAll(width("vdim", layer.vdim(), "value features", value));
    return all;
  }

  private static List<Requirement> width(
      String option, @Nullable Size stated, String subject, Shape shape) {
    return Requirement.stated(option, stated, subject, shape.channels().size());
  }
}
