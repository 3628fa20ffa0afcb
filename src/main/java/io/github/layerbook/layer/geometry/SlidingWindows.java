package io.github.layerbook.layer.geometry;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@link Windows} on one input: all that they say of a layer.
 *
 * <p>Sizes are expressions over the input's extents, with the field's symbols: {@code H_in}, {@code
 * K_h}, {@code S}, {@code P}. Lengths are those of {@link WindowAxis}.
 *
 * @param input feature maps
 * @param axes the windows along each of its spatial axes
 */
public record SlidingWindows(Shape input, List<WindowAxis> axes) {
  /** Copies the list. */
  public SlidingWindows {
    axes = List.copyOf(axes);
  }

  /** Returns the number of input channels, {@code C_in}. */
  public Size channels() {
    return input.channels().as("in");
  }

  /** Returns how many windows there are along each axis. */
  public List<Size> lengths() {
    return each(WindowAxis::length);
  }

  /** Returns the axes of a kernel, {@code K_h} and {@code K_w}. */
  public List<Axis> kernelAxes() {
    return each(WindowAxis::kernelAxis);
  }

  /** Returns the number of positions in a window, {@code K_h*K_w}. */
  public Size values() {
    return Size.product(each(WindowAxis::kernel));
  }

  /** Returns what must hold for the windows to exist and to fit into their padded input. */
  public List<Requirement> requirements() {
    List<Requirement> all = new ArrayList<>(4 * axes.size());
    for (WindowAxis axis : axes) {
      axis.addRequirements(all);
    }
    return all;
  }

  /**
   * Returns what PyTorch's pools require besides: padding of a stated amount is at most half the
   * kernel.
   */
  public List<Requirement> poolRequirements() {
    return all(WindowAxis::atMostHalf);
  }

  /** Returns what a fill requires of padding of a stated amount. */
  public List<Requirement> fillRequirements(Fill fill) {
    return fill == Fill.ZEROS ? List.of() : all(axis -> axis.limits(fill));
  }

  /** Returns the zeros that both sides of each axis have, of uneven padding the fewer. */
  public Padding evenPadding() {
    List<Size> both = each(axis -> axis.zerosBefore().atMost(axis.zerosAfter()).evaluated());
    return Padding.of(both, both);
  }

  /** Returns the zeros that are left once padding of a stated amount is taken off. */
  public Padding paddingBeyond(Padding taken) {
    return Padding.of(
        beyond(taken.before(), WindowAxis::zerosBefore),
        beyond(taken.after(), WindowAxis::zerosAfter));
  }

  private List<Size> beyond(Extents taken, Function<WindowAxis, Size> zeros) {
    List<Size> left = new ArrayList<>(axes.size());
    for (int i = 0; i < axes.size(); i++) {
      left.add(zeros.apply(axes.get(i)).minus(taken.along(i, axes.size())).evaluated());
    }
    return left;
  }

  /** Returns what of the input an output sees. */
  public FieldOfView fieldOfView() {
    return FieldOfView.of(each(WindowAxis::window));
  }

  /** Returns a layer with one output for each window, what it requires and what it sees. */
  public Declaration declare(Size channels) {
    return Declaration.of(Shape.maps(channels, lengths())).with(requirements()).with(fieldOfView());
  }

  /**
   * Returns the same windows the other way around: each input value places one in the output.
   *
   * @param extra the values added at the output's end, PyTorch's {@code output_padding}; null if
   *     none are stated
   */
  public TransposedWindows transposed(@Nullable Extents extra) {
    return new TransposedWindows(this, extra);
  }

  private <T> List<T> each(Function<WindowAxis, T> function) {
    List<T> all = new ArrayList<>(axes.size());
    for (WindowAxis axis : axes) {
      all.add(function.apply(axis));
    }
    return all;
  }

  private List<Requirement> all(Function<WindowAxis, List<Requirement>> function) {
    List<Requirement> all = new ArrayList<>();
    for (WindowAxis axis : axes) {
      all.addAll(function.apply(axis));
    }
    return all;
  }
}
