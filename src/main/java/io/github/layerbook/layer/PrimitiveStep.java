package io.github.layerbook.layer;

import io.github.layerbook.size.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step inside a layer that is no layer by itself, such as an absolute value: all that counts is
 * the memory it takes.
 *
 * @param output the output's shape; null for the first input's
 * @param tensors the parameters that it reads
 * @param backward what training needs; its outputs are stored at inference as in training
 */
public record PrimitiveStep(@Nullable Shape output, List<Tensor> tensors, Backward backward)
    implements Layer {
  /** Copies the list. */
  public PrimitiveStep {
    tensors = List.copyOf(tensors);
  }

  /** Makes a step whose output has the shape of its first input. */
  public static PrimitiveStep of(Backward backward) {
    return new PrimitiveStep(null, List.of(), backward);
  }

  /** Makes a step whose output has another shape than its input. */
  public static PrimitiveStep of(Shape output, Backward backward) {
    return new PrimitiveStep(output, List.of(), backward);
  }

  /** Makes a quotient of two values, whose gradients need as many values twice in passing. */
  public static PrimitiveStep quotient(Size values) {
    return of(Backward.keeping(SavedTensor.inputs(), twice(values)));
  }

  /** What powers and quotients need in passing for their gradients. */
  public static SavedTensor twice(Size values) {
    return SavedTensor.inBackward("factors of gradients", values.times(2), Tensor.Element.VALUE);
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    Declaration declaration =
        Declaration.of(output == null ? inputs.get(0) : output)
            .with(backward.storage())
            .with(backward);
    return declaration.with(tensors, List.of());
  }
}
