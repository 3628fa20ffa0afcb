package io.github.layerbook.layer.activation;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Composite;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Steps;
import io.github.layerbook.layer.Steps.Value;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.size.Size;

/**
 * Gated linear unit: {@code glu}, the first half of the channels, each times an activation of its
 * partner in the second half (Dauphin et al. 2017, section 2).
 *
 * <p>No parameters; the output has half the channels. PyTorch's {@code GLU} gates by the sigmoid;
 * {@code gate=silu} is SwiGLU's and {@code gate=gelu} GEGLU's gate (Shazeer 2020, equation 6).
 *
 * @param gate the activation of the second half
 * @param dim the dimension that is halved, counted channels first from 1; negative ones from the
 *     end, as in PyTorch's {@code GLU()}, whose {@code dim=-1} halves an image's width
 */
@Word(value = "glu gatedlinearunit", title = "GLU")
public record GatedLinearUnit(@Default("sigmoid") Activation.Kind gate, @Default("1") int dim)
    implements Composite {
  /** Makes a unit that halves the channels. */
  public GatedLinearUnit(Activation.Kind gate) {
    this(gate, 1);
  }

  @Override
  public void compose(Steps steps) {
    Shape input = Inputs.vectors(steps.shapes(), "a gated linear unit");
    int index = input.index(dim);
    Axis halved = input.axes().get(index);
    steps.require(
        Requirement.that("input " + halved.name(), halved.size())
            .multipleOf("", Size.of(2), "give it an even number"));
    Declaration half =
        Declaration.of(input.sized(index, halved.as("in").dividedBy(Size.of(2))), Backward.OF_PART)
            .with(FieldOfView.OWN_PLACE);
    Value first = steps.add("half", half, steps.input());
    Value second = steps.add("half", half, steps.input());
    Value weights = steps.add(new Activation(gate, false), second);
    steps.add(Merge.of(Merge.Kind.MULTIPLY), first, weights);
    if (gate == Activation.Kind.SIGMOID) {
      // PyTorch's aten::glu computes the gate again for its gradient.
      steps.fuse(Backward.OF_INPUTS);
    }
  }
}
