package io.github.layerbook.layer.pooling;

import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.SavedTensor;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.size.Size;
import java.util.Collections;
import java.util.List;

/**
 * Pooling over all positions: {@code globalavgpool}, one value per channel (Lin et al. 2014,
 * "Network in network", section 3.2; Keras's global pooling layers).
 *
 * <p>No parameters. Each channel takes one addition or comparison for each of its values but the
 * first, and an average one division. The output is a vector, unless its axes of extent 1 are kept.
 *
 * @param kind average or maximum
 * @param keepdims whether the output is feature maps of extent 1, PyTorch's {@code
 *     AdaptiveAvgPool2d(1)}
 */
public record GlobalPool(Kind kind, @Default("false") boolean keepdims) implements Layer {
  /** What becomes of a channel's values. */
  public enum Kind {
    /** Their mean. */
    @Word(
        value = "globalavgpool gap globalaveragepool globalaveragepooling",
        title = "global average pool")
    AVERAGE,
    /** The largest. */
    @Word(value = "globalmaxpool globalmaxpooling", title = "global max pool")
    MAX
  }

  /** Makes average pooling to a vector. */
  public static GlobalPool average() {
    return new GlobalPool(Kind.AVERAGE, false);
  }

  /** Makes max pooling to a vector. */
  public static GlobalPool max() {
    return new GlobalPool(Kind.MAX, false);
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.maps(inputs, "global pooling");
    Size channels = input.channels().as("in");
    Shape output =
        keepdims
            ? Shape.maps(channels, Collections.nCopies(input.spatial().size(), Size.of(1)))
            : Shape.features(channels);
    Size steps = Size.product(input.positions("in").minus(1), channels);
    return kind == Kind.MAX
        ? Declaration.of(output)
            .with(FieldOfView.WHOLE)
            .with(Work.Kind.COMPARISONS, steps)
            .keeping(
                SavedTensor.inputs(), SavedTensor.always("indices", channels, Tensor.Element.INDEX))
        : Declaration.of(output)
            .with(FieldOfView.WHOLE)
            .with(Work.Kind.ADDITIONS, steps)
            .with(Work.Kind.DIVISIONS, channels)
            .with(Backward.OF_NOTHING);
  }
}
