package io.github.layerbook.layer.attention;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Backward;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.form.Default;
import io.github.layerbook.layer.form.Word;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Inputs;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.size.Relation;
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
@Word(
    value = {"windowattention", "shiftedwindowattention"},
    title = "window attention")
public record WindowAttention(
    Extents window,
    Size heads,
    @Default("0") Extents shift,
    @Default("swin") Version version,
    @Default("true") boolean bias,
    @Default("false") boolean grid)
    implements Layer {
  private static final long HIDDEN = 512;

  /** How relative positions enter. */
  public enum Version {
    /** A table of biases. */
    SWIN("qkv.", "proj."),
    /** Biases by a small network. */
    SWIN2("qkv.", "proj."),
    /** A table of biases, under MaxViT's names. */
    MAXVIT("to_qkv.", "merge.");

    private final String in;
    private final String out;

    Version(String in, String out) {
      this.in = in;
      this.out = out;
    }
  }

  @Override
  public Map<String, String> symbols() {
    return Map.of("h", "heads", "M_h", "height of a window", "M_w", "width of a window");
  }

  @Override
  public Declaration on(List<Shape> inputs) {
    Shape input = Inputs.one(inputs, "window attention");
    if (input.spatial().size() != 2) {
      throw new LayerException(
          "window attention needs an image's feature maps such as 56x56x96, its input has shape "
              + input);
    }
    Size channels = input.channels().as("in");
    Shape padded = Shape.maps(channels, List.of(padded(input, 0), padded(input, 1)));
    Declaration declaration =
        Declaration.of(input)
            .including(version.in, linear(Size.product(Size.of(3), channels), padded));
    Size places = Size.product(side(0), side(1));
    declaration =
        new HeadProducts(windows(input), places, places, heads.named("h"), channels, channels)
            .add(declaration)
            .including(version.out, linear(channels, padded));
    return relativePositions(declaration, Size.product(windows(input), places), places)
        .with(requirements(input))
        .with(memory(padded, windows(input), places));
  }

  private Backward memory(Shape padded, Size windows, Size places) {
    WindowMemory memory =
        new WindowMemory(padded.values("in"), windows, heads.named("h"), places, isShifted());
    Size biases = bias ? Size.product(Size.of(3), padded.channels().as("in")) : Size.of(0);
    return switch (version) {
      case SWIN -> memory.scaled();
      case SWIN2 -> memory.cosine(Size.product(offsets(0), offsets(1)), Size.of(HIDDEN), biases);
      case MAXVIT -> memory.ofWindows();
    };
  }

  private boolean isShifted() {
    return !shift.sizes().stream().allMatch(size -> size.is(0));
  }

  private Declaration linear(Size out, Shape input) {
    return new Linear(out, bias, null).on(List.of(input));
  }

  /** The window's extent along an axis. */
  private Size side(int axis) {
    return window.along(axis, 2).named("M", axis == 0 ? "h" : "w");
  }

  /** How many windows there are along an axis. */
  private Size along(Shape input, int axis) {
    return input.spatial().get(axis).as("in").dividedUpBy(side(axis));
  }

  private Size padded(Shape input, int axis) {
    return Size.product(along(input, axis), side(axis));
  }

  private Size windows(Shape input) {
    return Size.product(along(input, 0), along(input, 1));
  }

  /** The number of relative positions along an axis: {@code 2*M - 1}. */
  private Size offsets(int axis) {
    return Size.product(Size.of(2), side(axis)).minus(1);
  }

  private Declaration relativePositions(Declaration declaration, Size rows, Size places) {
    Axis headAxis = new Axis("heads", "h", heads.named("h"));
    Axis pairs = new Axis("pairs of places", "M^4", Size.product(places, places));
    Declaration biased =
        declaration
            .with(Work.Kind.ADDITIONS, Size.product(List.of(rows, places, headAxis.size())))
            .with(
                Tensor.buffer("relative_position_index", List.of(pairs)).of(Tensor.Element.INDEX));
    Size offsets = Size.product(offsets(0), offsets(1));
    if (version != Version.SWIN2) {
      Axis table = new Axis("relative positions", "", offsets);
      return biased.with(
          new Tensor(
              "relative_position_bias_table", Tensor.Kind.BIAS, List.of(table, headAxis), -1));
    }
    Axis one = new Axis("one", "", Size.of(1));
    Shape coordinates = Shape.maps(Size.of(2), List.of(offsets(0), offsets(1)));
    Shape hidden = coordinates.channels(Size.of(HIDDEN));
    return biased
        .with(Tensor.scale("logit_scale", List.of(headAxis, one, one)))
        .with(Tensor.buffer("relative_coords_table", withOne(one, coordinates)))
        .including("cpb_mlp.0.", Linear.of(HIDDEN).on(List.of(coordinates)))
        .including("cpb_mlp.2.", new Linear(headAxis.size(), false, null).on(List.of(hidden)));
  }

  private static List<Axis> withOne(Axis one, Shape shape) {
    List<Axis> axes = new java.util.ArrayList<>(shape.axes(AxisOrder.HWC));
    axes.add(0, one);
    return axes;
  }

  private List<Requirement> requirements(Shape input) {
    return List.of(
        Requirement.positive("window height", window.along(0, 2)),
        Requirement.positive("window width", window.along(1, 2)),
        Requirement.positive("heads", heads),
        new Requirement(
            "input channels",
            input.channels().size(),
            Relation.MULTIPLE_OF,
            "heads",
            heads,
            "use a number of heads that divides the channels"));
  }
}
