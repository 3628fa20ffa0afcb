package io.github.layerbook.exchange.rewriting;

import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Window;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Fill;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.shape.Pad;
import java.util.ArrayList;
import java.util.List;

/**
 * Says padding that a framework does not have in numbers: in the layer itself, or before it.
 *
 * <p>How many zeros there are, the layer's declaration tells: where the first window begins, and
 * how far the last one reaches.
 */
public final class Padded {
  private Padded() {}

  /** Returns the layer with the same padding in numbers; none if its sides differ. */
  public static List<Layer> inNumbers(Writing writing) {
    Padding padding = numbers(writing);
    return padding.isSymmetric() && !padding.equals(writing.get("padding"))
        ? List.of(padded(writing.layer(), padding))
        : List.of();
  }

  /**
   * Returns the layer with padding that keeps the extents, where that is what its numbers do; none
   * if they do not.
   */
  public static List<Layer> same(Writing writing) {
    if (!(writing.get("padding") instanceof Padding padding)
        || padding.mode() != Padding.Mode.EXPLICIT
        || isNone(padding)
        || writing.inputs().isEmpty()) {
      return List.of();
    }
    Layer same = padded(writing.layer(), Padding.of(Padding.Mode.SAME));
    Padding needed = numbers(Writing.of(same, writing.inputs()));
    int axes = writing.inputs().get(0).spatial().size();
    for (int axis = 0; axis < axes; axis++) {
      if (needed.before().along(axis, axes).value() != padding.before().along(axis, axes).value()
          || needed.after().along(axis, axes).value()
              != padding.after().along(axis, axes).value()) {
        return List.of();
      }
    }
    return List.of(same);
  }

  /** Returns the padding as a layer, and the layer without; none if there is no padding. */
  public static List<Layer> before(Writing writing) {
    if (writing.get("padding") instanceof Padding padding && isNone(padding)) {
      return List.of();
    }
    Layer plain = padded(writing.layer(), Padding.of(Padding.Mode.VALID));
    Object fill = writing.values().getOrDefault("fill", Fill.ZEROS);
    return List.of(
        new Pad(numbers(writing), fill instanceof Fill f ? f : Fill.ZEROS, Padding.of(0)), plain);
  }

  private static boolean isNone(Padding padding) {
    return padding.mode() == Padding.Mode.VALID
        || (padding.isSymmetric()
            && padding.before().sizes().stream().allMatch(size -> size.is(0)));
  }

  private static Layer padded(Layer layer, Padding padding) {
    return Expansions.with(layer, "padding", padding);
  }

  private static Padding numbers(Writing writing) {
    if (writing.get("padding") instanceof Padding padding
        && padding.mode() == Padding.Mode.EXPLICIT) {
      return padding;
    } else if (writing.inputs().isEmpty()) {
      throw new NotExpressibleException("how far windows reach is needed: state the input");
    }
    return reach(writing);
  }

  /**
   * Returns how far a layer's windows reach beyond its input.
   *
   * @throws NotExpressibleException if it is not known
   */
  public static Padding reach(Writing writing) {
    Declaration declaration = writing.layer().on(writing.inputs());
    List<Window> windows = declaration.fieldOfView().windows();
    Shape input = writing.inputs().get(0);
    if (windows.size() != input.spatial().size()) {
      throw new NotExpressibleException("how far its windows reach is not known");
    }
    List<Long> before = new ArrayList<>();
    List<Long> after = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      Window window = windows.get(i);
      long last = declaration.output().spatial().get(i).size().value() - 1;
      long reach = (window.taps().value() - 1) * window.dilation().value() + 1;
      long end = last * window.step().value() + reach;
      before.add(window.before().value());
      after.add(Math.max(0, end - input.spatial().get(i).size().value() - window.before().value()));
    }
    return new Padding(Padding.Mode.EXPLICIT, extents(before), extents(after));
  }

  private static Extents extents(List<Long> numbers) {
    return Call.extents(numbers, numbers.size());
  }
}
