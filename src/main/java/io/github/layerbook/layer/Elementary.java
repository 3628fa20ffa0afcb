package io.github.layerbook.layer;

import io.github.layerbook.size.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step inside a layer that is no layer by itself, such as an absolute value: all that counts is
 * the memory it takes.
 *
 * @param output the output's shape; null for the first input's
 * @param backward what training needs
 */
record Elementary(@Nullable Shape output, Backward backward) implements Layer {
  /** Makes a step whose output has the shape of its first input. */
  static Elementary of(Backward backward) {
    return new Elementary(null, backward);
  }

  /** Makes a quotient of two values, whose gradients need as many values twice in passing. */
  static Elementary quotient(Size values) {
    Kept shares = Kept.inBackward("shares", values.times(2), Kept.Element.VALUE);
    return of(Backward.keeping(Kept.inputs(), shares));
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    return Declaration.of(output == null ? inputs.get(0) : output).with(backward);
  }
}
