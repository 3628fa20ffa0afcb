package io.github.layerbook.layer.geometry;

import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Window;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Windows that each input value places in the output, as in a transposed convolution.
 *
 * <p>The output's extent is {@code (in - 1)*stride + reach + extra - padding}, as PyTorch's {@code
 * ConvTranspose2d} has it. Under {@code same} and {@code valid} padding and without stated extra it
 * is Keras's: {@code in*stride}, and at least a stride for each input value (Dumoulin and Visin, "A
 * guide to convolution arithmetic for deep learning", section 4).
 *
 * @param windows the windows on the input
 * @param extra the values added at the output's end, one for each axis or one for all; null if none
 *     are stated
 */
public record TransposedWindows(SlidingWindows windows, @Nullable Extents extra) {
  /** Checks the padding. */
  public TransposedWindows {
    for (WindowAxis axis : windows.axes()) {
      switch (axis.padding()) {
        case EXPLICIT, SAME, VALID -> {}
        case PRESERVE, CAUSAL, FULL ->
            throw new LayerException(
                "transposed windows have padding of a number, same or valid, not "
                    + Padding.of(axis.padding()));
      }
    }
  }

  /** Returns the output's extent along each axis. */
  public List<Size> lengths() {
    List<Size> lengths = new ArrayList<>();
    for (int i = 0; i < windows.axes().size(); i++) {
      lengths.add(length(i));
    }
    return lengths;
  }

  private Size length(int i) {
    WindowAxis axis = windows.axes().get(i);
    Size reach = axis.reach();
    return switch (axis.padding()) {
      case SAME ->
          extra == null
              ? Size.product(axis.axis().as("in"), axis.stride())
              : placed(axis, reach.minus(reach.dividedBy(Size.of(2)).times(2))).plus(extra(i));
      case VALID ->
          extra == null
              ? placed(axis, reach.atLeast(axis.stride()))
              : placed(axis, reach).plus(extra(i));
      default -> spread(i).minus(axis.zeros());
    };
  }

  /** The length with explicit padding before it is taken off. */
  private Size spread(int i) {
    Size placed = placed(windows.axes().get(i), windows.axes().get(i).reach());
    Size more = extra(i);
    return more.is(0) ? placed : placed.plus(more.named("P", "out"));
  }

  private static Size placed(WindowAxis axis, Size reach) {
    return Size.product(axis.axis().as("in").minus(1), axis.stride()).plus(reach);
  }

  private Size extra(int i) {
    return extra == null ? Size.of(0) : extra.along(i, windows.axes().size());
  }

  /** Returns what must hold for the windows to exist. */
  public List<Requirement> requirements() {
    List<Requirement> all = new ArrayList<>();
    for (int i = 0; i < windows.axes().size(); i++) {
      WindowAxis axis = windows.axes().get(i);
      axis.addPositive(all);
      if (extra != null) {
        all.add(belowStep(i));
      }
      if (axis.padding() == Padding.Mode.EXPLICIT) {
        all.add(
            Requirement.that("padding", axis.zeros())
                .atMost(
                    "what leaves one output value,",
                    spread(i).minus(1),
                    "use less padding or a larger kernel or input"));
      }
    }
    return all;
  }

  /** PyTorch allows extra values below the stride or the dilation, Keras below the stride. */
  private Requirement belowStep(int i) {
    WindowAxis axis = windows.axes().get(i);
    Size step = axis.stride().unnamed();
    boolean keras = axis.padding() != Padding.Mode.EXPLICIT;
    return Requirement.that("output padding", extra(i))
        .atMost(
            keras ? "one less than the stride," : "one less than stride or dilation,",
            (keras ? step : step.atLeast(axis.dilation().unnamed())).minus(1),
            "use less output padding or a larger stride");
  }

  /** Returns what of the input an output sees: places of its window, a stride apart. */
  public FieldOfView fieldOfView() {
    List<Window> seen = new ArrayList<>();
    for (int i = 0; i < windows.axes().size(); i++) {
      WindowAxis axis = windows.axes().get(i);
      seen.add(
          new Window(
                  axis.kernel().unnamed(),
                  axis.dilation().unnamed(),
                  Size.of(1),
                  axis.reach().minus(1))
              .skip(cut(i))
              .spread(axis.stride().unnamed()));
    }
    return FieldOfView.of(seen);
  }

  /** The values taken off at the output's start; of an odd number under same, the smaller part. */
  private Size cut(int i) {
    WindowAxis axis = windows.axes().get(i);
    return switch (axis.padding()) {
      case SAME -> {
        Size length = length(i);
        yield placed(axis, axis.reach()).atLeast(length).minus(length).dividedBy(Size.of(2));
      }
      case EXPLICIT -> axis.before().unnamed();
      default -> Size.of(0);
    };
  }

  /** Returns a layer whose output they make, what it requires and what it sees. */
  public Declaration declare(Size channels) {
    return Declaration.of(Shape.maps(channels, lengths())).with(requirements()).with(fieldOfView());
  }
}
