package io.github.layerbook.layer.attention;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Cached;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Steps;
import io.github.layerbook.layer.Steps.Value;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.layer.linear.TransposedLinear;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.normalization.LayerNormalization;
import io.github.layerbook.layer.normalization.RootMeanSquareNormalization;
import io.github.layerbook.size.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The steps of grouped attention.
 *
 * @param layer the layer with its options
 * @param steps where its steps are added
 * @param names the projections' names
 * @param query the sequence that asks
 * @param key the sequence that is asked
 * @param heads the heads of both
 */
record GroupedSteps(
    GroupedAttention layer, Steps steps, List<String> names, Value query, Value key, Heads heads) {
  static GroupedSteps of(GroupedAttention layer, Steps steps) {
    List<Value> inputs = steps.inputs();
    if (inputs.isEmpty() || inputs.size() > 2) {
      throw new LayerException(
          "grouped attention takes one input or two (query, key), not " + inputs.size());
    }
    inputs.forEach(input -> Inputs.checkSequence(input.shape(), "grouped attention"));
    List<String> names = List.of(layer.names().split("\\+", -1));
    if (names.size() > 4) {
      throw new LayerException(
          "names=%s has %d names: give it those of queries, keys, values and output"
              .formatted(layer.names(), names.size()));
    }
    Value query = inputs.get(0);
    Size width = query.shape().channels().size();
    return new GroupedSteps(
        layer,
        steps,
        names,
        query,
        inputs.get(inputs.size() - 1),
        new Heads(layer.heads(), layer.keyheads(), layer.headsize(), width));
  }

  void add() {
    steps.require(requirements());
    List<Value> projected = isFused() ? fused() : apart();
    Value queries = positioned("q", heads.asking(), projected.get(0));
    Value keys = positioned("k", heads.asked(), projected.get(1));
    addOfParameters();
    Size all = key.shape().spatial().get(0).size().named("S");
    Size window = layer.window();
    HeadProducts products =
        new HeadProducts(
            heads.asking(),
            window == null ? all : all.atMost(window.named("w")),
            heads.ofQueries(),
            heads.ofQueries(),
            layer.dropout());
    Size kept = window == null ? all : all.atMost(window.named("w").minus(1));
    if (layer.causal() || steps.inputs().size() > 1) {
      steps.cache(Cached.of("keys", heads.ofKeys(), kept));
      steps.cache(Cached.of("values", heads.ofKeys(), kept));
    }
    Value sums = steps.add("", "", products, queries, keys, projected.get(2));
    if (layer.gated()) {
      Value gate = steps.add(new Activation(Activation.Kind.SIGMOID, false), projected.get(3));
      sums = steps.add("gate", "", Merge.of(Merge.Kind.MULTIPLY), sums, gate);
    }
    if (names.size() % 2 == 0) {
      String last = names.get(names.size() - 1);
      project("output", last, heads.width(), layer.bias().ofOutput(), sums);
    }
  }

  private boolean isFused() {
    return names.size() <= 2;
  }

  private Value project(String term, String name, Size out, boolean bias, Value input) {
    Layer projection = layer.transposed() ? new TransposedLinear(out, bias) : new Linear(out, bias);
    return steps.add(term, name + ".", projection, input);
  }

  private List<Value> apart() {
    Size width = layer.gated() ? Size.product(Size.of(2), heads.ofQueries()) : heads.ofQueries();
    Value queries = project("query", names.get(0), width, layer.bias().ofQueries(), query);
    Value keys = project("key", names.get(1), heads.ofKeys(), layer.bias().ofKeys(), key);
    Value values = project("value", names.get(2), heads.ofKeys(), layer.bias().ofQueries(), key);
    return layer.gated()
        ? List.of(
            steps.part(queries, heads.ofQueries()),
            keys,
            values,
            steps.part(queries, heads.ofQueries()))
        : List.of(queries, keys, values);
  }

  /** Queries, keys and values in one product, of which each is a part. */
  private List<Value> fused() {
    Size all = heads.ofQueries().plus(Size.product(Size.of(2), heads.ofKeys()));
    Value projected =
        project("query, key and value", names.get(0), all, layer.bias().ofQueries(), query);
    return List.of(
        steps.part(projected, heads.ofQueries()),
        steps.part(projected, heads.ofKeys()),
        steps.part(projected, heads.ofKeys()));
  }

  /** Queries or keys normalised and turned by their position. */
  private Value positioned(String which, Size heads, Value vectors) {
    Value normalized = normalized(which, heads, vectors);
    Size rotary = layer.rotary();
    return rotary == null
        ? normalized
        : steps.add(new RotaryEmbedding(Size.product(heads, rotary)), normalized);
  }

  private Value normalized(String which, Size heads, Value vectors) {
    return switch (layer.norm()) {
      case NONE -> vectors;
      case ALL -> steps.add(which + "_norm", RootMeanSquareNormalization.of(), vectors);
      case RMS -> eachHead(which + "_norm", RootMeanSquareNormalization.of(), heads, vectors);
      case LAYER -> eachHead(which + "_layernorm", LayerNormalization.of(), heads, vectors);
      case EACH -> eachHead(which + "_layernorm", this::normsOfHeads, heads, vectors);
      case OWN -> eachHead(which + "_norm", this::normOfHeads, heads, vectors);
      case UNIT -> {
        Layer unit = new RootMeanSquareNormalization(List.of(), AxisOrder.HWC, false);
        yield eachHead(which + "_norm", unit, heads, vectors);
      }
    };
  }

  /** A scale for each feature of each head. */
  private Declaration normOfHeads(List<Shape> inputs) {
    List<Axis> axes = inputs.get(0).axes();
    return unscaled(inputs)
        .with(Tensor.scale("weight", List.of(axes.get(2), axes.get(0))))
        .with(Work.Kind.MULTIPLICATIONS, inputs.get(0).values("in"));
  }

  /** A layer for each head, with scales of its own. */
  private Declaration normsOfHeads(List<Shape> inputs) {
    List<Axis> axes = inputs.get(0).axes();
    Size heads = axes.get(2).size();
    if (!heads.isKnown()) {
      throw new LayerException("norm=each names a layer for each head: state how many there are");
    }
    Declaration norms =
        unscaled(inputs).with(Work.Kind.MULTIPLICATIONS, inputs.get(0).values("in"));
    for (long i = 0; i < heads.value(); i++) {
      norms = norms.with(Tensor.scale("norms." + i + ".weight", List.of(axes.get(0))));
    }
    return norms;
  }

  private static Declaration unscaled(List<Shape> inputs) {
    return new LayerNormalization(List.of(), AxisOrder.HWC, false, false).on(inputs);
  }

  private Value eachHead(String name, Layer norm, Size number, Value vectors) {
    Size length = vectors.shape().spatial().get(0).size();
    Shape apart =
        new Shape(
            List.of(
                Axis.channels(heads.size()), Axis.length(length), new Axis("heads", "h", number)));
    return steps.view(steps.add(name, norm, steps.view(vectors, apart)), vectors.shape());
  }

  /** What is made of parameters alone and takes part in the scores. */
  private void addOfParameters() {
    Size queries = query.shape().spatial().get(0).size().named("L");
    Axis axis = new Axis("heads", "h", heads.asking());
    if (layer.sinks()) {
      Size each = Size.product(queries, heads.asking());
      steps.addOfParameters(
          "sinks",
          Declaration.of(Shape.features(heads.asking()), Backward.OF_VIEW)
              .with(Tensor.bias("sinks", axis))
              .with(Work.Kind.EXPONENTIALS, each)
              .with(Work.Kind.ADDITIONS, each));
    }
    Size buckets = layer.buckets();
    if (buckets != null) {
      Size keys = key.shape().spatial().get(0).size().named("S");
      Axis distances = new Axis("classes of distance", "B", buckets.named("B"));
      steps.addOfParameters(
          "relative_attention_bias",
          Declaration.of(Shape.maps(keys, List.of(heads.asking(), queries)), Backward.OF_NOTHING)
              .with(
                  new Tensor(
                      "relative_attention_bias.weight",
                      Tensor.Kind.BIAS,
                      List.of(distances, axis),
                      -1))
              .with(Work.Kind.ADDITIONS, Size.product(List.of(queries, keys, heads.asking()))));
    }
  }

  private List<Requirement> requirements() {
    List<Requirement> all = heads.requirements("features");
    addPositive(all, "headsize", layer.headsize());
    addPositive(all, "window", layer.window());
    if (isFused() && (steps.inputs().size() > 1 || layer.gated())) {
      throw new LayerException(
          "names=%s projects queries, keys and values at once: name each for two inputs or a gate"
              .formatted(layer.names()));
    }
    return all;
  }

  private static void addPositive(List<Requirement> all, String name, @Nullable Size size) {
    if (size != null) {
      all.add(Requirement.positive(name, size));
    }
  }
}
