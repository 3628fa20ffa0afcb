package io.github.layerbook.layer.normalization;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.SavedTensor;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.form.OptionValue;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * What all normalisations share: values fall into sets, each set is brought to mean 0 and variance
 * 1, and then each value may be scaled and shifted.
 *
 * @param input the input
 * @param sets how many sets there are
 * @param perSet how many values each holds
 * @param affine the axes along which scale and shift differ, in PyTorch's order
 */
public record Normalization(Shape input, Size sets, Size perSet, List<Axis> affine) {
  /** Normalisation of each channel over its positions. */
  static Normalization ofChannels(Shape input) {
    return new Normalization(
        input, input.channels().as("in"), input.positions("in"), List.of(input.channels()));
  }

  /** Normalisation of channels in groups, each with its positions. */
  static Normalization ofGroups(Shape input, Size groups) {
    Size channels = input.channels().as("in").dividedBy(groups.named("G"));
    Size perGroup = input.hasChannels() ? Size.product(channels, input.positions("in")) : channels;
    return new Normalization(input, groups.named("G"), perGroup, List.of(input.channels()));
  }

  /**
   * Normalisation over the last axes of a shape as it is written in an order; over the channels
   * where no extents are stated.
   *
   * @throws LayerException if more extents are stated than the input has
   */
  static Normalization overLast(Shape input, List<Size> extents, AxisOrder order) {
    List<Axis> axes = extents.isEmpty() ? input.axes(AxisOrder.HWC) : input.axes(order);
    int count = Math.max(1, extents.size());
    if (count > axes.size()) {
      throw new LayerException(
          "shape %s has %d extents, the input %s only %d: state its last extents"
              .formatted(OptionValue.print(extents), count, input, axes.size()));
    }
    int from = axes.size() - count;
    List<Axis> last = axes.subList(from, axes.size());
    return new Normalization(input, product(axes.subList(0, from)), product(last), last);
  }

  /** That the axes normalised over have the stated extents. */
  List<Requirement> stated(List<Size> extents) {
    List<Requirement> all = new ArrayList<>();
    for (int i = 0; i < extents.size(); i++) {
      Axis axis = affine.get(i);
      all.addAll(Requirement.stated("shape", extents.get(i), "input " + axis.name(), axis.size()));
    }
    return all;
  }

  /** The declaration with mean and variance found from the input's values. */
  public Declaration measured() {
    Declaration squares =
        means(Declaration.of(input))
            .with(Work.Kind.ADDITIONS, values())
            .with(Work.Kind.MULTIPLICATIONS, values());
    return roots(means(squares))
        .with(Work.Kind.DIVISIONS, values())
        .keeping(
            SavedTensor.inputs(),
            SavedTensor.always(
                "mean and deviation", Size.product(Size.of(2), sets), Tensor.Element.STATISTIC));
  }

  /** The declaration with mean and variance kept as buffers, as after training. */
  Declaration remembered() {
    return Declaration.of(input).with(List.of(), normalizing());
  }

  /** The same with the buffers themselves, and PyTorch's count of batches. */
  Declaration remembering(boolean counter) {
    Tensor mean = Tensor.buffer("running_mean", affine);
    Tensor variance = Tensor.buffer("running_var", affine);
    Tensor batches = Tensor.buffer("num_batches_tracked", List.of()).of(Tensor.Element.INDEX);
    return Declaration.of(input)
        .with(counter ? List.of(mean, variance, batches) : List.of(mean, variance), normalizing());
  }

  private List<Work> normalizing() {
    Size values = values();
    return List.of(
        new Work(Work.Kind.ADDITIONS, values),
        new Work(Work.Kind.ADDITIONS, sets),
        new Work(Work.Kind.EXPONENTIALS, sets),
        new Work(Work.Kind.DIVISIONS, values));
  }

  /** Adds the mean of each set. */
  Declaration means(Declaration declaration) {
    return declaration
        .with(Work.Kind.ADDITIONS, Size.product(sets, perSet.minus(1)))
        .with(Work.Kind.DIVISIONS, sets);
  }

  /** Adds the root of one value for each set, to which a small number is added before. */
  Declaration roots(Declaration declaration) {
    return declaration.with(Work.Kind.ADDITIONS, sets).with(Work.Kind.EXPONENTIALS, sets);
  }

  /** The shape of one value for each set: the axes normalised over have an extent of 1. */
  Shape ofEach() {
    Shape each = input;
    for (int i = 0; i < input.axes().size(); i++) {
      each = affine.contains(input.axes().get(i)) ? each.sized(i, Size.of(1)) : each;
    }
    return each;
  }

  /** Adds the learned scale and shift. */
  Declaration withAffine(Declaration declaration, boolean scale, boolean shift) {
    List<Tensor> tensors = new ArrayList<>(declaration.tensors());
    List<Work> work = new ArrayList<>(declaration.work());
    Size values = values();
    if (scale) {
      tensors.add(Tensor.scale("weight", affine));
      work.add(new Work(Work.Kind.MULTIPLICATIONS, values));
    }
    if (shift) {
      tensors.add(new Tensor("bias", Tensor.Kind.BIAS, affine, -1));
      work.add(new Work(Work.Kind.ADDITIONS, values));
    }
    return declaration.with(tensors, work);
  }

  /** What an output sees: its own position where only channels are normalised over. */
  FieldOfView fieldOfView() {
    return affine.equals(List.of(input.channels())) ? FieldOfView.OWN_PLACE : FieldOfView.WHOLE;
  }

  private Size values() {
    return input.values("in");
  }

  private static Size product(List<Axis> axes) {
    return Size.product(axes.stream().map(axis -> axis.as("in")).toList());
  }
}
