package io.github.layerbook.layer.merge;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Broadcast;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * Concatenation of two or more inputs: {@code concat}, along their channels unless stated (Keras's
 * {@code Concatenate}, PyTorch's {@code cat}).
 *
 * <p>The dimension's extent is the sum of the inputs'; all others are equal. No parameters, no
 * work.
 *
 * @param dim along which dimension, counted channels first from 1; negative ones from the end
 */
@Word("concat concatenate cat")
public record Concatenate(@Default("1") int dim) implements Layer {
  /** Makes the concatenation of channels. */
  public Concatenate() {
    this(1);
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    if (inputs.isEmpty()) {
      throw new LayerException("concat takes two or more inputs, not none: name them");
    }
    Shape first = inputs.get(0);
    int along = first.index(dim);
    List<Size> sizes = new ArrayList<>(inputs.size());
    List<Requirement> requirements = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Broadcast.checkRanks(first, inputs.get(i), "concat", i + 1);
      sizes.add(inputs.get(i).axes().get(along).size());
      if (i > 0) {
        requireOthers(first, inputs.get(i), along, i + 1, requirements);
      }
    }
    return Declaration.of(first.sized(along, Size.sum(sizes)))
        .with(requirements)
        .with(along == 0 ? FieldOfView.OWN_PLACE : FieldOfView.UNSTATED)
        .with(Backward.OF_CONCATENATION);
  }

  /** Requires of an input that its other extents are the first's. */
  private static void requireOthers(
      Shape first, Shape other, int along, int number, List<Requirement> requirements) {
    List<Axis> axes = first.axes();
    List<Axis> others = other.axes();
    for (int axis = 0; axis < axes.size(); axis++) {
      Axis mine = axes.get(axis);
      Size theirs = others.get(axis).size();
      if (axis != along && mine.size() != theirs && !mine.size().equals(theirs)) {
        requirements.add(Broadcast.equal(mine, theirs, number));
      }
    }
  }
}
