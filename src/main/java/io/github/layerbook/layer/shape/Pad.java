package io.github.layerbook.layer.shape;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.SavedTensor;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Window;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Fill;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * Padding as a layer of its own: {@code pad 1}, {@code pad 0:1x0:1 fill=reflect}.
 *
 * <p>No parameters, no work. PyTorch's {@code ZeroPad2d}, {@code ReflectionPad2d}, {@code
 * ReplicationPad2d}, {@code CircularPad2d} and their kin, and Keras's {@code ZeroPadding2D}. What
 * PyTorch writes as negative padding is cropping.
 *
 * @param amount values added on both sides of each axis
 * @param fill what is added
 * @param crop values taken off both sides of each axis
 */
@Word("pad padding zeropad zeropadding")
public record Pad(Padding amount, @Default("zeros") Fill fill, @Default("0") Padding crop)
    implements Layer {
  /** Checks that the amounts are numbers. */
  public Pad {
    checkExplicit(amount);
    checkExplicit(crop);
  }

  static void checkExplicit(Padding amount) {
    if (amount.mode() != Padding.Mode.EXPLICIT) {
      throw new LayerException(amount + " is not a number of values: write 1, 1x2 or 0:1x0:1");
    }
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.maps(inputs, "padding");
    List<Axis> axes = input.spatial();
    List<Size> outputs = new ArrayList<>();
    List<Requirement> requirements = new ArrayList<>();
    List<Window> seen = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      Size longer = plus(axes.get(i).as("in"), total(amount, i, axes.size(), "P"));
      Size less = total(crop, i, axes.size(), "crop");
      seen.add(
          new Window(Size.of(1), Size.of(1), Size.of(1), amount.before().along(i, axes.size()))
              .skip(crop.before().along(i, axes.size())));
      outputs.add(less.is(0) ? longer : longer.minus(less));
      requirements.addAll(
          fill.limits(
              axes.get(i),
              amount.before().along(i, axes.size()),
              amount.after().along(i, axes.size())));
      requirements.add(leavesSome(axes.get(i), less, longer));
    }
    return Declaration.of(Shape.maps(input.channels().as("in"), outputs))
        .with(requirements)
        .with(FieldOfView.of(seen))
        .with(
            backward(input.values("in"), Shape.maps(input.channels().as("in"), outputs).values()));
  }

  /** PyTorch copies each border of circular padding separately, forward and backward. */
  private Backward backward(Size values, Size padded) {
    return switch (fill) {
      case ZEROS -> Backward.OF_NOTHING;
      case REFLECT, REPLICATE -> Backward.OF_INPUTS;
      case CIRCULAR ->
          Backward.keeping(
              SavedTensor.inBackward(
                  "copies for each border", Size.product(Size.of(2), padded).minus(values)));
    };
  }

  private static Size plus(Size in, Size more) {
    return more.is(0) ? in : in.plus(more);
  }

  private static Size total(Padding padding, int i, int axes, String symbol) {
    Size before = padding.before().along(i, axes);
    Size after = padding.after().along(i, axes);
    return before.equals(after)
        ? Size.product(Size.of(2), before.named(symbol))
        : before.plus(after);
  }

  private static Requirement leavesSome(Axis axis, Size less, Size longer) {
    return Requirement.that("cropping", less)
        .atMost("what leaves one of its " + axis.name() + ",", longer.minus(1), "crop less");
  }
}
