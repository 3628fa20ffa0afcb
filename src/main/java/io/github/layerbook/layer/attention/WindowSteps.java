package io.github.layerbook.layer.attention;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.SavedTensor;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Steps;
import io.github.layerbook.layer.Steps.Value;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.layer.shape.Chunk;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * The steps of attention within windows, as torchvision's functions run them: {@code
 * shifted_window_attention} of its Swin transformers, which first sorts the image into windows, and
 * the {@code forward} of MaxViT's {@code RelativePositionalMultiHeadAttention}, whose input is
 * sorted already.
 *
 * @param layer the layer with its options
 * @param steps where its steps are added
 * @param input the image's shape
 */
record WindowSteps(WindowAttention layer, Steps steps, Shape input) {
  private static final long HIDDEN = 512;

  void add() {
    Value biases = biases();
    Value sorted = isSwin() ? intoWindows() : steps.add("", sorting(windows()), steps.input());
    if (isCosine() && layer.bias()) {
      Axis three = Axis.channels(Size.product(Size.of(3), channels()));
      Shape copied = new Shape(List.of(three));
      steps.hold(steps.addOfParameters("", Declaration.of(copied, Backward.OF_NOTHING)));
    }
    Value projected =
        steps.add(
            "query, key and value",
            layer.version().in + ".",
            linear(Size.product(Size.of(3), channels())),
            sorted);
    List<Value> parts = parts(projected);
    Value weights = weights(parts.get(0), parts.get(1), biases);
    Value sums = products().sums(steps, parts.get(0), weights, parts.get(2), keepingCopies(1));
    Value ordered = steps.add("", Declaration.of(sums.shape(), Backward.OF_NOTHING), sums);
    steps.hold(projected, weights, biases);
    Value merged = steps.add("output", layer.version().out + ".", linear(channels()), ordered);
    if (isSwin()) {
      steps.hold(sorted);
      intoImage(merged);
    } else {
      steps.add("", sorting(input), merged);
    }
  }

  private boolean isSwin() {
    return layer.version() != WindowAttention.Version.MAXVIT;
  }

  private boolean isCosine() {
    return layer.version() == WindowAttention.Version.SWIN2;
  }

  /** Pads the image, turns it by the shift, and cuts it: three copies. */
  private Value intoWindows() {
    steps.add("", copy(padded()), steps.input());
    if (layer.isShifted()) {
      steps.add("", copy(padded()));
    }
    return steps.add("", copy(windows()));
  }

  /** Puts the image together, turns it back, and takes the padding off. */
  private void intoImage(Value windows) {
    Value image = steps.add("", copy(padded()), windows);
    if (layer.isShifted()) {
      image = steps.add("", copy(padded()));
    }
    if (!image.shape().evaluated().equals(input)) {
      steps.add("", copy(input), image);
    }
  }

  private static Declaration copy(Shape output) {
    return Declaration.of(output, Backward.OF_NOTHING);
  }

  private static Declaration sorting(Shape output) {
    return Declaration.of(output, Backward.OF_VIEW);
  }

  /** Queries, keys and values: those of Swin are each taken out, MaxViT's split. */
  private List<Value> parts(Value projected) {
    if (!isSwin()) {
      return steps.all("", "", new Chunk(3, 1), projected);
    }
    Declaration part = Declaration.of(windows(), Backward.OF_PART);
    return List.of(
        steps.add("", part, projected),
        steps.add("", part, projected),
        steps.add("", part, projected));
  }

  /** Weights of scaled products with biases, and where windows are shifted a mask. */
  private Value weights(Value query, Value key, Value biases) {
    HeadProducts products = products();
    Value scores;
    if (isCosine()) {
      Value cosines = products.scores(steps, unit(query), unit(key), keepingCopies(2));
      Declaration scaling =
          Declaration.of(cosines.shape())
              .with(Work.Kind.MULTIPLICATIONS, cosines.shape().values("in"));
      scores = steps.add("scale", scaling, cosines, scales());
    } else if (isSwin()) {
      Value scaled = products.scaled(steps, query);
      steps.hold(scaled);
      scores = products.scores(steps, scaled, key, keepingCopies(2));
    } else {
      Value scaled = products.scaled(steps, key);
      steps.hold(scaled);
      scores = products.scores(steps, query, scaled, keepingCopies(2));
      steps.hold(scores);
    }
    Declaration sum = Declaration.of(scores.shape(), Backward.OF_SUM);
    scores =
        steps.add(
            "biases", sum.with(Work.Kind.ADDITIONS, scores.shape().values("in")), scores, biases);
    if (isSwin() && layer.isShifted()) {
      Value mask = steps.addOfParameters("", copy(HeadProducts.withoutHeads(scores.shape())));
      steps.hold(mask);
      scores = steps.add("", sum, scores, mask);
    }
    return products.softmax(steps, scores);
  }

  /** Vectors over their lengths in each head ({@code torch.nn.functional.normalize}). */
  private Value unit(Value vectors) {
    Size values = vectors.shape().values("in");
    Shape each = vectors.shape().channels(layer.heads().named("h"));
    Size lengths = each.values("in");
    Value norm =
        steps.add(
            "lengths",
            Declaration.of(each, Backward.keeping(SavedTensor.inputs(), SavedTensor.output()))
                .with(Work.Kind.MULTIPLICATIONS, values)
                .with(Work.Kind.ADDITIONS, values.minus(lengths))
                .with(Work.Kind.EXPONENTIALS, lengths),
            vectors);
    Value atLeast =
        steps.add("lengths", Declaration.of(each).with(Work.Kind.COMPARISONS, lengths), norm);
    return steps.add(
        "unit vectors",
        Declaration.of(vectors.shape()).with(Work.Kind.DIVISIONS, values),
        vectors,
        atLeast);
  }

  /** A learned scale for each head, at most 100. */
  private Value scales() {
    Axis one = new Axis("one", "", Size.of(1));
    Axis heads = heads();
    Shape shape = new Shape(List.of(heads));
    steps.addOfParameters(
        "scales",
        copy(shape)
            .with(Tensor.scale("logit_scale", List.of(heads, one, one)))
            .with(Work.Kind.COMPARISONS, heads.size()));
    return steps.add("scales", new Activation(Activation.Kind.EXPONENTIAL, false));
  }

  /** The number of factors that products copy, as their heads are not contiguous. */
  private Backward keepingCopies(long copies) {
    Size values = Size.product(Size.of(copies), windows().values("in"));
    return Backward.keeping(SavedTensor.always("factors in order", values));
  }

  /** The biases for each pair of places and head, once for all windows. */
  private Value biases() {
    Size places = places();
    Axis pairs = new Axis("pairs of places", "M^4", Size.product(places, places));
    Axis offsets = new Axis("relative positions", "", Size.product(offsets(0), offsets(1)));
    Shape biases = new Shape(List.of(heads(), pairs));
    steps.tensor(Tensor.buffer("relative_position_index", List.of(pairs)).of(Tensor.Element.INDEX));
    if (!isCosine()) {
      Tensor table =
          new Tensor(
              "relative_position_bias_table", Tensor.Kind.BIAS, List.of(offsets, heads()), -1);
      steps.addOfParameters("", copy(biases).with(table));
      return steps.add("", copy(biases));
    }
    Axis one = new Axis("one", "", Size.of(1));
    Shape coordinates = Shape.maps(Size.of(2), List.of(offsets(0), offsets(1)));
    List<Axis> table = new ArrayList<>(coordinates.axes(AxisOrder.HWC));
    table.add(0, one);
    steps.addOfParameters(
        "",
        Declaration.of(coordinates, Backward.OF_VIEW)
            .with(Tensor.buffer("relative_coords_table", table)));
    steps.add("cpb_mlp.0", Linear.of(HIDDEN));
    steps.add(Activation.relu());
    steps.add("cpb_mlp.2", new Linear(heads().size(), false));
    steps.add("", copy(biases));
    steps.add("", copy(biases));
    Value gate = steps.add(new Activation(Activation.Kind.SIGMOID, false));
    return steps.add(
        "biases", copy(biases).with(Work.Kind.MULTIPLICATIONS, biases.values("in")), gate);
  }

  private HeadProducts products() {
    return new HeadProducts(layer.heads().named("h"), places(), channels(), channels());
  }

  private Linear linear(Size out) {
    return new Linear(out, layer.bias());
  }

  private Axis heads() {
    return new Axis("heads", "h", layer.heads().named("h"));
  }

  private Size channels() {
    return input.channels().as("in");
  }

  private Size places() {
    return Size.product(layer.side(0), layer.side(1));
  }

  /** The number of relative positions along an axis: {@code 2*M - 1}. */
  private Size offsets(int axis) {
    return Size.product(Size.of(2), layer.side(axis)).minus(1);
  }

  /** How many windows there are along an axis. */
  private Size along(int axis) {
    return input.spatial().get(axis).as("in").dividedUpBy(layer.side(axis));
  }

  private Shape padded() {
    return Shape.maps(
        channels(),
        List.of(Size.product(along(0), layer.side(0)), Size.product(along(1), layer.side(1))));
  }

  private Shape windows() {
    return new Shape(
        List.of(
            Axis.channels(channels()),
            new Axis("windows", "n", Size.product(along(0), along(1))),
            new Axis("places", "M^2", places())));
  }
}
