package io.github.layerbook.layer.merge;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.SavedTensor;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Broadcast;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * The product of two inputs as matrices of their last two dimensions: {@code matmul} (PyTorch's
 * {@code matmul} and {@code @}), as attention that is written out has it.
 *
 * <p>Dimensions count channels first. Inputs {@code …×n×k} and {@code …×k×m}, whose dimensions
 * before are the same, give {@code …×n×m}; each output value takes k multiply-adds. No parameters.
 */
@Word(value = "matmul bmm", title = "matrix product")
public record MatrixProduct() implements Layer {
  @Override
  public Declaration on(List<Shape> inputs) {
    Inputs.checkTwo(inputs, "matmul");
    List<Axis> left = inputs.get(0).axes();
    List<Axis> right = inputs.get(1).axes();
    int rank = left.size();
    if (rank < 2 || right.size() != rank) {
      throw new LayerException(
          "matmul needs inputs of as many dimensions, two or more, not %s and %s"
              .formatted(
                  inputs.get(0).toString(AxisOrder.CHW), inputs.get(1).toString(AxisOrder.CHW)));
    }
    List<Size> sizes = new ArrayList<>();
    List<Requirement> requirements = new ArrayList<>();
    for (int i = 0; i < rank - 1; i++) {
      sizes.add(left.get(i).size());
      if (i < rank - 2) {
        requirements.add(Broadcast.equal(left.get(i), right.get(i).size(), 2));
      }
    }
    Axis summed = left.get(rank - 1);
    requirements.add(
        Requirement.that("the second input's last dimension but one", right.get(rank - 2).size())
            .equalTo("the first's last,", summed.size(), "transpose one of them"));
    sizes.add(right.get(rank - 1).size());
    List<Size> factors = new ArrayList<>(sizes);
    factors.add(summed.size());
    return Declaration.of(Shape.of(sizes, AxisOrder.CHW))
        .with(Work.Kind.MULTIPLY_ADDS, Size.product(factors))
        .with(requirements)
        .keeping(SavedTensor.inputs());
  }
}
