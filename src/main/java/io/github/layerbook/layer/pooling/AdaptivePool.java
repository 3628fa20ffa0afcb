package io.github.layerbook.layer.pooling;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.SavedTensor;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Window;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.layer.geometry.OpenExtents;
import io.github.layerbook.size.Size;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Pooling to a given size: {@code adaptiveavgpool 7x7}, over windows that divide the input as
 * evenly as it goes (PyTorch's and Keras's adaptive pooling layers).
 *
 * <p>No parameters. Window i of n covers {@code floor(i*in/n)} to {@code ceil((i+1)*in/n)}, so
 * along an axis the windows see {@code in + n - gcd(in, n)} values together; while an extent is
 * open, {@code in + n - 1} are counted, the most there can be. Each value that a window sees
 * besides its first takes one addition or comparison, each output of an average one division.
 *
 * @param kind average or maximum
 * @param size the output's extent per axis; {@code ?} keeps the input's
 */
public record AdaptivePool(Kind kind, OpenExtents size) implements Layer {
  /** What becomes of a window's values. */
  public enum Kind {
    /** Their mean. */
    @Word(
        value = "adaptiveavgpool adaptiveaveragepool adaptiveaveragepooling",
        title = "adaptive average pool")
    AVERAGE,
    /** The largest. */
    @Word(value = "adaptivemaxpool adaptivemaxpooling", title = "adaptive max pool")
    MAX
  }

  /** Makes average pooling to a size, one for all axes or one per axis. */
  public static AdaptivePool average(long... size) {
    return new AdaptivePool(Kind.AVERAGE, OpenExtents.of(size));
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.maps(inputs, "adaptive pooling");
    List<Axis> axes = input.spatial();
    List<Size> extents = new ArrayList<>();
    List<Size> seen = new ArrayList<>();
    List<Requirement> requirements = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      Size extent = size.along(i, axes.size()).orElse(axes.get(i).size());
      extents.add(extent);
      seen.add(seen(axes.get(i).as("in"), extent));
      requirements.add(Requirement.positive("the output's " + axes.get(i).name(), extent));
    }
    seen.add(input.channels().as("in"));
    Shape output = Shape.maps(input.channels().as("in"), extents);
    Size values = output.values("out");
    Declaration declaration =
        Declaration.of(output).with(requirements).with(fieldOfView(axes, extents));
    Size steps = Size.product(seen).minus(values);
    return kind == Kind.MAX
        ? declaration
            .with(Work.Kind.COMPARISONS, steps)
            .keeping(
                SavedTensor.inputs(), SavedTensor.always("indices", values, Tensor.Element.INDEX))
        : declaration
            .with(Work.Kind.ADDITIONS, steps)
            .with(Work.Kind.DIVISIONS, values)
            .with(isMean(extents) ? Backward.OF_NOTHING : Backward.OF_INPUTS);
  }

  /** Whether each channel's output is one value, its mean, whose gradient needs no values. */
  private static boolean isMean(List<Size> extents) {
    return extents.stream().allMatch(extent -> extent.is(1));
  }

  /** Windows of one size where the input's extents are multiples of the output's. */
  private static FieldOfView fieldOfView(List<Axis> axes, List<Size> extents) {
    if (isMean(extents)) {
      return FieldOfView.WHOLE;
    }
    List<Window> windows = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      windows.add(window(axes.get(i).size(), extents.get(i).unnamed()));
    }
    return FieldOfView.of(windows);
  }

  private static Window window(Size in, Size out) {
    if (in.isKnown() && out.isKnown() && !out.is(0) && in.value() % out.value() == 0) {
      long side = in.value() / out.value();
      return Window.of(side, side, 0);
    }
    return new Window(in.plus(out).minus(1), Size.of(1), in, out.minus(1)).spread(out);
  }

  /** How many values the windows along an axis see together. */
  private static Size seen(Size in, Size out) {
    Size shared = Size.of(1);
    if (in.isKnown() && out.isKnown()) {
      BigInteger divisor = BigInteger.valueOf(in.value()).gcd(BigInteger.valueOf(out.value()));
      shared = Size.of(divisor.longValueExact());
    }
    return shared.equals(out.unnamed()) ? in : in.plus(out).minus(shared);
  }
}
