package io.github.layerbook.layer.activation;

import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.SavedTensor;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.size.Size;
import java.util.List;

/**
 * Softmax over channels or features: {@code softmax}, exponentials divided by their sum; {@code
 * logsoftmax}, its logarithm; {@code softmin}, the softmax of the negated values (PyTorch's {@code
 * Softmax}, {@code Softmax2d}, {@code LogSoftmax} and {@code Softmin}).
 *
 * <p>No parameters. Per position, n values take n exponentials, n − 1 additions and n divisions;
 * for the logarithm, which is the value less the logarithm of the sum, one exponential more and n
 * additions in place of the divisions; for softmin n multiplications more, by −1.
 *
 * @param kind which of the three it is
 */
public record Softmax(Kind kind) implements Layer {
  /** What is made of the values. */
  public enum Kind {
    /** Exponentials over their sum. */
    @Word("softmax soft-max")
    SOFTMAX,
    /** The logarithm of the softmax. */
    @Word(value = "logsoftmax log-softmax", title = "log softmax")
    LOG,
    /** The softmax of the negated values. */
    @Word("softmin")
    MIN
  }

  /** Makes the plain softmax. */
  public Softmax() {
    this(Kind.SOFTMAX);
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.vectors(inputs, LayerForm.of(this).title());
    Declaration declaration =
        Declaration.of(input).with(FieldOfView.OWN_PLACE).keeping(SavedTensor.output());
    Size values = input.channels().as("in");
    Size positions = input.positions("in");
    Size all = Size.product(values, positions);
    return switch (kind) {
      case SOFTMAX -> work(declaration, values, positions);
      case LOG ->
          sum(declaration, values, positions)
              .with(Work.Kind.EXPONENTIALS, positions)
              .with(Work.Kind.ADDITIONS, all);
      case MIN -> work(declaration.with(Work.Kind.MULTIPLICATIONS, all), values, positions);
    };
  }

  /** Adds the operations of a softmax over a number of values at a number of positions. */
  public static Declaration work(Declaration declaration, Size values, Size positions) {
    return sum(declaration, values, positions)
        .with(Work.Kind.DIVISIONS, Size.product(values, positions));
  }

  /** Adds the operations of the sum of a number of exponentials at a number of positions. */
  private static Declaration sum(Declaration declaration, Size values, Size positions) {
    return declaration
        .with(Work.Kind.EXPONENTIALS, Size.product(values, positions))
        .with(Work.Kind.ADDITIONS, Size.product(values.minus(1), positions));
  }
}
