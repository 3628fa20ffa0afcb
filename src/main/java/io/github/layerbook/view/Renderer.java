package io.github.layerbook.view;

import io.github.layerbook.view.display.Display;
import java.util.Optional;
import java.util.function.Function;

/**
 * How values of a type are shown.
 *
 * @param type the type; its subtypes are shown alike unless they have a renderer of their own
 * @param display shows a value
 */
public record Renderer<T>(Class<T> type, Function<? super T, Display> display) {

  /** Shows a value of the type. */
  public Display show(T value) {
    return display.apply(value);
  }

  /** Whether a value is of the type. */
  public boolean fits(Object value) {
    return type.isInstance(value);
  }

  /** Shows a value if it is of the type. */
  Optional<Display> ifFits(Object value) {
    return fits(value) ? Optional.of(show(type.cast(value))) : Optional.empty();
  }
}
