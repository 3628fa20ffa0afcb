package io.github.layerbook.layer.pooling;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.geometry.Windows;
import io.github.layerbook.size.Relation;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * What all pooling over windows shares: the output's shape and what its windows see.
 *
 * @param windows the geometry
 * @param axes the input's spatial axes
 * @param output the output's shape
 */
record Pooling(Windows windows, List<Axis> axes, Shape output) {
  /** Applies windows to an input, channel by channel. */
  static Pooling of(Windows windows, Shape input, String what) {
    List<Axis> axes = windows.axes(input, what);
    Size channels = input.channels().as("in");
    return new Pooling(windows, axes, Shape.maps(channels, windows.outputs(axes)));
  }

  /** The declaration, with operations of one kind for each output value. */
  Declaration declaration(Work.Kind kind, Size perOutput) {
    List<Requirement> requirements = windows.requirements(axes);
    if (windows.padding().mode() == Padding.Mode.EXPLICIT) {
      requirements.addAll(paddingLimits());
    }
    return Declaration.of(output)
        .with(kind, Size.product(perOutput, outputs()))
        .with(requirements)
        .with(windows.sight(axes));
  }

  /** The number of output values. */
  Size outputs() {
    return output.settled().values("out");
  }

  /** The number of values in a window. */
  Size values() {
    return windows.values(axes);
  }

  /** The number of values in a window besides the first. */
  Size others() {
    return values().minus(1);
  }

  private List<Requirement> paddingLimits() {
    List<Requirement> limits = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      Size half = windows.kernel().along(i, axes.size()).dividedBy(Size.of(2));
      limits.add(atMostHalf(windows.padding().before().along(i, axes.size()), half));
      if (!windows.padding().isSymmetric()) {
        limits.add(atMostHalf(windows.padding().after().along(i, axes.size()), half));
      }
    }
    return limits;
  }

  private static Requirement atMostHalf(Size padding, Size half) {
    return new Requirement(
        "padding",
        padding,
        Relation.AT_MOST,
        "half the kernel,",
        half,
        "use less padding or a larger kernel");
  }
}
