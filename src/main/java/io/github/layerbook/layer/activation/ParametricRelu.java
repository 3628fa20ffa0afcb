package io.github.layerbook.layer.activation;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.SavedTensor;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parametric ReLU: {@code prelu}, each value, or a learned multiple of it where it is below 0 (He
 * et al. 2015, "Delving deep into rectifiers", equation 1).
 *
 * <p>One parameter by default, as PyTorch's {@code PReLU()}. With {@code shared=positions} one per
 * channel (PyTorch's {@code num_parameters}), with {@code shared=none} one per value (Keras's
 * {@code PReLU()}), with {@code shared=1x2} one per value along all axes but these, counted from 1
 * as the shape is written (Keras's {@code shared_axes}; the tensor keeps those axes with extent 1).
 *
 * @param shared which values share a parameter: {@code all}, {@code positions}, {@code none}, or
 *     axes by number
 * @param in number of input channels, if it is stated
 */
@Word(value = "prelu parametricrelu", title = "PReLU")
public record ParametricRelu(@Default("all") String shared, @Default("") @Nullable Size in)
    implements Layer {
  /** Checks which axes are shared. */
  public ParametricRelu {
    if (!shared.matches("all|positions|none|[1-9](x[1-9])*")) {
      throw new OptionException(
          shared, "\"" + shared + "\" is not all, positions, none or axes by number such as 1x2");
    }
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.vectors(inputs, "PReLU");
    Size values = input.values("in");
    return Declaration.of(input)
        .with(FieldOfView.OWN_PLACE)
        .with(Tensor.scale("weight", axes(input)))
        .with(Work.Kind.COMPARISONS, values)
        .with(Work.Kind.MULTIPLICATIONS, values)
        .keeping(SavedTensor.inputs(), SavedTensor.inBackward("products", values))
        .with(Requirement.stated("in", in, "input channels", input.channels().size()));
  }

  private List<Axis> axes(Shape input) {
    return switch (shared) {
      case "all" -> List.of(new Axis("shared", "", Size.of(1)));
      case "positions" -> List.of(input.channels());
      case "none" -> input.axes(AxisOrder.HWC);
      default -> allBut(input.axes(AxisOrder.HWC));
    };
  }

  private List<Axis> allBut(List<Axis> axes) {
    List<Axis> kept = new ArrayList<>(axes);
    for (String number : Arrays.asList(shared.split("x", -1))) {
      int index = Integer.parseInt(number) - 1;
      if (index >= axes.size()) {
        throw new LayerException(
            "PReLU shares axis %s, its input has %d: use 1 to %d"
                .formatted(number, axes.size(), axes.size()));
      }
      kept.set(index, axes.get(index).sized(Size.of(1)));
    }
    return kept;
  }
}
