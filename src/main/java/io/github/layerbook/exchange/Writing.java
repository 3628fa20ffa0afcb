package io.github.layerbook.exchange;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.size.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A layer that is to be said in a dialect, and the shapes of its inputs.
 *
 * @param layer the layer
 * @param values the values of its record's components
 * @param inputs the shapes of its inputs; none if they are not known
 */
public record Writing(Layer layer, Map<String, @Nullable Object> values, List<Shape> inputs) {
  /** Makes the writing of a layer on inputs. */
  public static Writing of(Layer layer, List<Shape> inputs) {
    return new Writing(layer, LayerForm.of(layer).values(layer), inputs);
  }

  /** Returns the value of one of the layer's options. */
  public @Nullable Object get(String option) {
    return values.get(option);
  }

  /** Returns whether one of the layer's options is true. */
  public boolean flag(String option) {
    return Boolean.TRUE.equals(get(option));
  }

  /**
   * Returns an input's channels.
   *
   * @throws NotExpressibleException if the inputs are not known
   */
  public Size channels(int input) {
    if (input >= inputs.size()) {
      throw new NotExpressibleException("the number of input channels is needed: state the input");
    }
    return inputs.get(input).channels().size();
  }

  /** Returns which of the first input's axes the option {@code dim} counts, channels first. */
  public int axis() {
    return inputs.get(0).index((Integer) Objects.requireNonNull(get("dim")));
  }

  /** Returns the extent of that axis. */
  public Size extent() {
    return Size.of(inputs.get(0).axes().get(axis()).size().value());
  }

  /** Returns whether the layer's positions have a number of axes, as far as is known. */
  boolean hasAxes(int axes) {
    if (!inputs.isEmpty()) {
      return inputs.get(0).spatial().size() == axes;
    }
    if (get("axes") instanceof Size stated) {
      return stated.is(axes);
    }
    return get("kernel") instanceof Extents kernel ? kernel.sizes().size() == axes : axes == 2;
  }
}
