package io.github.layerbook.layer.attention;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.SavedTensor;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Steps;
import io.github.layerbook.layer.Steps.Value;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * PyTorch's projections of queries, keys and values ({@code
 * torch.nn.functional._in_projection_packed}): one tensor for all three where their widths agree,
 * so that those of one input are one product, which is sorted in a copy; one bias for all.
 *
 * @param steps where they are added
 * @param query the sequences that ask
 * @param key the sequences that are asked
 * @param value the sequences that answer
 * @param bias whether there is a bias
 * @param alone whether they are made one by one all the same, as those that are turned
 */
record PackedProjections(
    Steps steps, Value query, Value key, Value value, Size embedding, boolean bias, boolean alone) {
  /** Adds the tensors and products, and returns queries, keys and values. */
  List<Value> add() {
    boolean oneTensor = sameWidth(key) && sameWidth(value);
    if (oneTensor) {
      steps.tensor(weight("in_proj_weight", three(), query));
    } else {
      steps.tensor(weight("q_proj_weight", Axis.channels(embedding), query));
      steps.tensor(weight("k_proj_weight", Axis.channels(embedding), key));
      steps.tensor(weight("v_proj_weight", Axis.channels(embedding), value));
    }
    if (bias) {
      steps.tensor(Tensor.bias("in_proj_bias", three()));
    }
    if (!oneTensor || !key.equals(value) || alone) {
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
    return new Axis("queries, keys and values", "3*E", Size.product(Size.of(3), embedding));
  }

  private static Tensor weight(String name, Axis outputs, Value input) {
    Axis features = new Axis("input features", "C_in", input.shape().channels().as("in"));
    return Tensor.weight(name, outputs, List.of(features));
  }

  /** Projects an input to one, two or all of queries, keys and values in one product. */
  private List<Value> projected(List<String> names, Value input, String which) {
    Shape in = input.shape();
    Size width = Size.product(Size.of(names.size()), embedding);
    Axis outputs = new Axis("output features", "C_out", names.size() == 1 ? embedding : width);
    Backward backward =
        alone ? Backward.OF_MATRIX : Backward.keeping(SavedTensor.inputsInOrder(in.values("in")));
    Declaration product =
        Declaration.of(in.channels(outputs.size()), backward)
            .with(FieldOfView.OWN_PLACE)
            .with(weight(which + "_proj_weight", outputs, input));
    Size features = in.channels().as("in");
    for (String name : names) {
      product =
          product.with(
              Work.Kind.MULTIPLY_ADDS,
              Size.product(List.of(features, embedding, in.positions("in"))),
              name);
    }
    if (bias) {
      product = product.with(Tensor.bias("in_proj_bias", outputs));
      for (String name : names) {
        product =
            product.with(Work.Kind.ADDITIONS, Size.product(embedding, in.positions("in")), name);
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
        Declaration.of(all.shape().channels(embedding), Backward.OF_PART)
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
}
