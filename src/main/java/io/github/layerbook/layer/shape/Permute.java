package io.github.layerbook.layer.shape;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.size.Size;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Permutation of dimensions: {@code permute 2x1}, output dimension i being the input's that stands
 * i-th in the list (Keras's {@code Permute}; PyTorch's {@code permute} without its batch, 0).
 *
 * <p>No parameters, no work, no memory of its own.
 *
 * @param dims each dimension once, counted from 1
 * @param order whether they are counted channels first, as in PyTorch, or channels last
 */
@Word("permute transpose")
public record Permute(List<Size> dims, @Default("chw") AxisOrder order) implements Layer {
  /** Copies the dimensions. */
  public Permute {
    dims = List.copyOf(dims);
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    List<Axis> axes = Inputs.one(inputs, "permute").axes(order);
    List<Long> wanted = dims.stream().map(Size::value).toList();
    List<Long> all = LongStream.rangeClosed(1, axes.size()).boxed().toList();
    if (!wanted.stream().sorted().toList().equals(all)) {
      throw new LayerException(
          "permute %s is not an order of the dimensions 1 to %d of its input %s: name each once"
              .formatted(text(), axes.size(), inputs.get(0).toString(order)));
    }
    List<Size> sizes = wanted.stream().map(i -> axes.get(i.intValue() - 1).as("in")).toList();
    return Declaration.of(Shape.of(sizes, order)).with(Declaration.Storage.VIEW);
  }

  private String text() {
    return dims.stream().map(Size::toString).collect(Collectors.joining("x"));
  }
}
