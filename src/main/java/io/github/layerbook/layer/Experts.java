package io.github.layerbook.layer;

import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * Experts that are layers: each of these stands there once for every expert, and runs at each
 * position for the few that it takes.
 *
 * <p>A layer's tensors become banks, with an entry for each expert before their own axes; what it
 * gives has an axis more, that of the chosen experts; its work and what it keeps are as many times
 * as much.
 *
 * @param all how many experts there are, {@code E}
 * @param each how many a position takes, {@code k}
 */
public record Experts(Size all, Size each) {
  private static final String CHOSEN = "chosen experts";

  /** Returns the shape of what all chosen experts give, given that of one. */
  public Shape given(Shape one) {
    List<Axis> axes = new ArrayList<>(one.axes());
    axes.add(new Axis(CHOSEN, "k", each.named("k")));
    return new Shape(axes);
  }

  /** Returns the shape of what one expert gives; any other shape as it is. */
  public static Shape taken(Shape given) {
    int last = given.axes().size() - 1;
    return last >= 0 && given.axes().get(last).name().equals(CHOSEN)
        ? new Shape(given.axes().subList(0, last))
        : given;
  }

  /**
   * Returns what a layer declares as a part of each expert.
   *
   * @param layer what it declares on its own, on a sequence of all positions
   * @param input a sequence that the experts read
   * @throws LayerException if it sees other positions than its own, or changes how many there are
   */
  public Declaration of(Declaration layer, Shape input) {
    Experts named = new Experts(all.named("E"), each.named("k"));
    if (!seesItsPlace(layer) || !layer.cache().isEmpty()) {
      throw new LayerException(
          "an expert sees one position at a time, and this layer sees others: use layers such as"
              + " linear, feedforward, activations and norms");
    } else if (layer.outputs().stream().anyMatch(out -> !isAsLong(out, input))) {
      throw new LayerException(
          "an expert gives a vector for each position that it reads: leave out what changes how"
              + " many there are");
    }
    return named.banked(layer);
  }

  private static boolean seesItsPlace(Declaration layer) {
    List<Part> parts = layer.composition().parts();
    return parts.isEmpty()
        ? layer.fieldOfView().kind() == FieldOfView.Kind.OWN_PLACE
        : parts.stream().allMatch(part -> seesItsPlace(part.declaration()));
  }

  private static boolean isAsLong(Shape output, Shape input) {
    List<Axis> here = output.spatial();
    List<Axis> before = input.spatial();
    return here.size() == before.size()
        && (here.isEmpty() || here.get(0).size().isSame(before.get(0).size()));
  }

  private Declaration banked(Declaration layer) {
    Declaration banks =
        layer
            .with(
                layer.tensors().stream().map(this::bank).toList(),
                layer.work().stream().map(this::times).toList())
            .with(layer.outputs().stream().map(this::given).toArray(Shape[]::new))
            .with(kept(layer.backward()));
    List<Part> parts = new ArrayList<>();
    for (Part part : layer.composition().parts()) {
      parts.add(new Part(part.name(), part.prefix(), banked(part.declaration()), part.reads()));
    }
    return banks.with(layer.composition().of(parts));
  }

  private Tensor bank(Tensor tensor) {
    List<Axis> axes = new ArrayList<>(List.of(Axis.experts(all)));
    axes.addAll(tensor.axes());
    return new Tensor(
        tensor.name(), tensor.kind(), axes, -1, tensor.element(), each, tensor.tuning());
  }

  private Work times(Work work) {
    return new Work(work.kind(), Size.product(each, work.count()), work.part());
  }

  private Backward kept(Backward backward) {
    List<SavedTensor> kept = new ArrayList<>();
    for (SavedTensor saved : backward.kept()) {
      kept.add(
          saved.values().is(0)
              ? saved
              : new SavedTensor(
                  saved.role(),
                  saved.name(),
                  Size.product(each, saved.values()),
                  saved.element(),
                  saved.perExample()));
    }
    return new Backward(backward.storage(), kept, backward.gradients(), backward.stated());
  }
}
