package io.github.layerbook.layer.merge;

import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.SavedTensor;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Steps;
import io.github.layerbook.layer.Steps.Value;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Broadcast;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.size.Size;
import java.util.List;
import java.util.Locale;

/**
 * A merge of two or more inputs value by value: {@code add}, {@code multiply}, {@code maximum}.
 *
 * <p>The inputs have one shape, or extents of 1 that are repeated (a channel's weight over all
 * positions). No parameters; one operation per output value and input but the first, for an average
 * also one division per output value. Keras's merging layers of these names; in PyTorch they are
 * operators.
 *
 * @param kind what becomes of the values
 * @param inplace whether the output overwrites the first input, PyTorch's {@code x += y}
 */
public record Merge(Kind kind, @Default("false") boolean inplace) implements Layer {
  /** What becomes of the values at one place. */
  public enum Kind {
    /** Their sum. */
    @Word("add sum residual")
    ADD(Work.Kind.ADDITIONS),
    /** The first less the others. */
    @Word("subtract")
    SUBTRACT(Work.Kind.ADDITIONS),
    /** Their product. */
    @Word("multiply mul")
    MULTIPLY(Work.Kind.MULTIPLICATIONS),
    /** Their mean. */
    @Word("average")
    AVERAGE(Work.Kind.ADDITIONS),
    /** The largest. */
    @Word("maximum")
    MAXIMUM(Work.Kind.COMPARISONS),
    /** The smallest. */
    @Word("minimum")
    MINIMUM(Work.Kind.COMPARISONS);

    private final Work.Kind work;

    Kind(Work.Kind work) {
      this.work = work;
    }
  }

  /** Makes a merge that allocates its output. */
  public static Merge of(Kind kind) {
    return new Merge(kind, false);
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    if (kind == Kind.SUBTRACT) {
      Inputs.checkTwo(inputs, word());
    }
    if (inputs.size() > 2 || kind == Kind.AVERAGE) {
      return inPairs(inputs);
    }
    Broadcast broadcast = Broadcast.of(inputs, word());
    Size values = broadcast.shape().values("out");
    SavedTensor repeated = repeated(inputs, values);
    return Declaration.of(broadcast.shape())
        .with(FieldOfView.OWN_PLACE)
        .with(kind.work, values)
        .with(broadcast.requirements())
        .with(
            switch (kind) {
              case ADD, AVERAGE -> Backward.OF_SUM;
              case SUBTRACT -> Backward.OF_DIFFERENCE;
              case MULTIPLY -> Backward.keeping(SavedTensor.otherInputs(), repeated);
              case MAXIMUM, MINIMUM ->
                  Backward.keeping(
                      SavedTensor.inputs(),
                      repeated,
                      shares(2, Tensor.Element.VALUE, values),
                      shares(2, Tensor.Element.BYTE, values));
            })
        .with(inplace ? Declaration.Storage.IN_PLACE : Declaration.Storage.NEW);
  }

  private String word() {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** Gradients of the output's size, before they are summed up to those of smaller inputs. */
  private SavedTensor repeated(List<Shape> inputs, Size values) {
    List<Size> smaller =
        inputs.stream().filter(input -> isSmaller(input, values)).map(Shape::values).toList();
    Size full = Size.product(Size.of(smaller.size()), values);
    return SavedTensor.inBackward(
        "gradients before sums", kind == Kind.MULTIPLY ? full : full.minus(Size.sum(smaller)));
  }

  private static boolean isSmaller(Shape input, Size values) {
    Size own = input.values();
    return own.isKnown() && values.isKnown() && own.value() < values.value();
  }

  /** Where one input is larger, and what each gets of the gradient where they are equal. */
  private static SavedTensor shares(long number, Tensor.Element element, Size values) {
    return SavedTensor.inBackward("shares", Size.product(Size.of(number), values), element);
  }

  /** Two inputs at a time, as PyTorch's operators take them. */
  private Declaration inPairs(List<Shape> inputs) {
    boolean averages = kind == Kind.AVERAGE;
    Broadcast broadcast = Broadcast.of(inputs, word());
    Merge two = new Merge(averages ? Kind.ADD : kind, inplace);
    return Steps.of(
        inputs,
        steps -> {
          steps.require(broadcast.requirements());
          Value last = steps.input();
          for (Value next : steps.inputs().subList(1, inputs.size())) {
            last = steps.add(two, last, next);
          }
          if (averages) {
            Declaration mean = Declaration.of(last.shape(), Backward.OF_NOTHING);
            steps.add(
                "mean",
                mean.with(FieldOfView.OWN_PLACE)
                    .with(Work.Kind.DIVISIONS, last.shape().values("out")));
          }
        });
  }

  /** Declares the step that divides one value by another. */
  public static Declaration quotient(Shape output) {
    Size values = output.values("out");
    return Declaration.of(
            output, Backward.keeping(SavedTensor.inputs(), SavedTensor.factors(values)))
        .with(FieldOfView.OWN_PLACE)
        .with(Work.Kind.DIVISIONS, values);
  }
}
