package io.github.layerbook.layer.shape;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Window;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.form.OptionValue;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * How values between positions are found when feature maps change their resolution.
 *
 * <p>An output value of a scheme with t taps along each of n axes is found axis by axis: {@code t^n
 * + … + t} multiplications and {@code t^n - 1} additions.
 */
public enum Interpolation {
  /** The nearest value: no arithmetic. */
  NEAREST(1, 0),
  /** The nearest value, with PyTorch's corrected rounding. */
  NEAREST_EXACT(1, 0),
  /** Between 2 neighbours; sequences only. */
  LINEAR(2, 1),
  /** Between 2×2 neighbours; images only. */
  BILINEAR(2, 2),
  /** Between 2×2×2 neighbours; volumes only. */
  TRILINEAR(2, 3),
  /** Cubic, over 4×4 neighbours; images only. */
  BICUBIC(4, 2),
  /** Lanczos with radius 3, over 6×6 neighbours; images only. */
  LANCZOS3(6, 2),
  /** Lanczos with radius 5, over 10×10 neighbours; images only. */
  LANCZOS5(10, 2);

  private final long taps;
  private final int axes;

  Interpolation(long taps, int axes) {
    this.taps = taps;
    this.axes = axes;
  }

  /**
   * Declares feature maps that are interpolated to extents, or by factors.
   *
   * @param each the extent or the factor of each axis, or of all
   * @throws LayerException if the scheme is for another number of spatial axes
   */
  Declaration on(Shape input, Extents each, boolean factors) {
    List<Axis> axes = input.spatial();
    List<Size> outputs = new ArrayList<>();
    List<Scale> steps = new ArrayList<>();
    List<Requirement> requirements = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      Axis axis = axes.get(i);
      Size here = each.along(i, axes.size());
      outputs.add(factors ? Size.product(axis.as("in"), here) : here);
      steps.add(new Scale(factors ? Size.of(1) : axis.size(), here));
      requirements.add(
          Requirement.positive(factors ? "scale" : "the output's " + axis.name(), here));
    }
    return declare(Shape.maps(input.channels().as("in"), outputs), steps).with(requirements);
  }

  /**
   * Declares feature maps that are interpolated.
   *
   * @param steps for each axis how many input positions lie under how many output positions: the
   *     extents, or 1 and a factor
   * @throws LayerException if the scheme is for another number of spatial axes
   */
  private Declaration declare(Shape output, List<Scale> steps) {
    int found = output.spatial().size();
    if (axes != 0 && axes != found) {
      throw new LayerException(
          "mode %s is for %d spatial axes, its output %s has %d: use mode=%s"
              .formatted(
                  OptionValue.print(this),
                  axes,
                  output.evaluated(),
                  found,
                  OptionValue.print(linear(found))));
    }
    Declaration declaration =
        Declaration.of(output).with(Backward.OF_NOTHING).with(fieldOfView(steps));
    if (taps == 1) {
      return declaration;
    }
    long neighbours = 1;
    long multiplications = 0;
    for (int i = 0; i < axes; i++) {
      neighbours *= taps;
      multiplications += neighbours;
    }
    Size values = output.settled().values("out");
    return declaration
        .with(Work.Kind.MULTIPLICATIONS, Size.product(Size.of(multiplications), values))
        .with(Work.Kind.ADDITIONS, Size.product(Size.of(neighbours - 1), values));
  }

  /**
   * How densely an output lies over its input along an axis.
   *
   * @param in so many input positions
   * @param out lie under so many output positions
   */
  record Scale(Size in, Size out) {}

  private FieldOfView fieldOfView(List<Scale> steps) {
    return taps > 2
        ? FieldOfView.UNSTATED
        : FieldOfView.of(steps.stream().map(this::window).toList());
  }

  /**
   * What an output sees: of nearest values {@code floor(p*in/out)}, PyTorch's; of others what lies
   * less than a position from {@code (p + 1/2)*in/out - 1/2}, half-pixel centres.
   */
  private Window window(Scale scale) {
    Size in = scale.in();
    Size out = scale.out();
    Size half = out.times(2);
    return switch (this) {
      case NEAREST -> new Window(out, Size.of(1), in, out.minus(1)).spread(out);
      case NEAREST_EXACT ->
          new Window(half, Size.of(1), in.times(2), half.minus(1)).skip(in).spread(half);
      default ->
          new Window(out.times(4).minus(1), Size.of(1), in.times(2), out.times(3).minus(1))
              .skip(in)
              .spread(half);
    };
  }

  private static Interpolation linear(int axes) {
    return switch (axes) {
      case 1 -> LINEAR;
      case 2 -> BILINEAR;
      case 3 -> TRILINEAR;
      default -> NEAREST;
    };
  }
}
