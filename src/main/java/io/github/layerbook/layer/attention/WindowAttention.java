package io.github.layerbook.layer.attention;

import io.github.layerbook.layer.Composite;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Steps;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.size.Size;
import java.util.List;
import java.util.Map;

/**
 * Attention within windows of an image: {@code windowattention 7x7-3 shift=3}, with a learned bias
 * for each relative position.
 *
 * <p>Feature maps are padded to whole windows, and each window attends to itself. {@code
 * version=swin} is Swin's (Liu et al. 2021, section 3.2: a table of biases), {@code version=swin2}
 * Swin v2's (Liu et al. 2022, section 3.3: cosine similarity with a learned scale per head, biases
 * by a small network of 512 hidden units over log-spaced coordinates), with the tensors of
 * torchvision's {@code ShiftedWindowAttention} and {@code ShiftedWindowAttentionV2}; {@code
 * version=maxvit} has the names of torchvision's {@code RelativePositionalMultiHeadAttention} (Tu
 * et al. 2022). Shifting the windows changes no count, and neither does {@code grid=true} (Tu et
 * al. 2022, section 3.2), where the places that attend to each other are as far apart as there are
 * windows along an axis, so that together they span the image.
 *
 * @param window height and width of a window
 * @param heads number of heads
 * @param shift by how much the windows are shifted down and right
 * @param version how relative positions enter
 * @param bias whether the projections have biases
 * @param grid whether a window's places are spread evenly over the image
 */
@Word(value = "windowattention shiftedwindowattention", title = "window attention")
public record WindowAttention(
    Extents window,
    Size heads,
    @Default("0") Extents shift,
    @Default("swin") Version version,
    @Default("true") boolean bias,
    @Default("false") boolean grid)
    implements Composite {
  /** How relative positions enter. */
  public enum Version {
    /** A table of biases. */
    SWIN("qkv", "proj"),
    /** Biases by a small network. */
    SWIN2("qkv", "proj"),
    /** A table of biases, under MaxViT's names. */
    MAXVIT("to_qkv", "merge");

    /** The name of the projection to queries, keys and values. */
    final String in;

    /** The name of the projection of their sums. */
    final String out;

    Version(String in, String out) {
      this.in = in;
      this.out = out;
    }
  }

  @Override
  public Map<String, String> symbols() {
    return Map.of(
        "h", "heads",
        "h_in", "heads",
        "M_h", "height of a window",
        "M_w", "width of a window",
        "M^2_in", "places of a window",
        "n_in", "windows",
        "L", "queries of a window",
        "L_in", "queries of a window",
        "S_in", "keys of a window");
  }

  @Override
  public void compose(Steps steps) {
    Shape input = Inputs.one(steps.shapes(), "window attention");
    if (input.spatial().size() != 2) {
      throw new LayerException(
          "window attention needs an image's feature maps such as 56x56x96, its input has shape "
              + input);
    }
    steps.require(requirements(input));
    new WindowSteps(this, steps, input).add();
  }

  boolean isShifted() {
    return !shift.sizes().stream().allMatch(size -> size.is(0));
  }

  /** The window's extent along an axis. */
  Size side(int axis) {
    return window.along(axis, 2).named("M", axis == 0 ? "h" : "w");
  }

  private List<Requirement> requirements(Shape input) {
    return List.of(
        Requirement.positive("window height", window.along(0, 2)),
        Requirement.positive("window width", window.along(1, 2)),
        Requirement.positive("heads", heads),
        Requirement.that("input channels", input.channels().size())
            .multipleOf("heads", heads, "use a number of heads that divides the channels"));
  }
}
