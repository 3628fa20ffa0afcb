package io.github.layerbook.layer.geometry;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks on the inputs that a layer is applied to. */
public final class Inputs {
  private Inputs() {}

  /** Returns the only input of a layer that takes one. */
  public static Shape one(List<Shape> inputs, String what) {
    if (inputs.size() != 1) {
      throw new LayerException(
          inputs.isEmpty()
              ? what + " has no input: start with a line such as input 224x224x3"
              : what + " takes one input, not " + inputs.size());
    }
    return inputs.get(0);
  }

  /** Checks that a layer gets two inputs. */
  public static void checkTwo(List<Shape> inputs, String what) {
    if (inputs.size() != 2) {
      throw new LayerException(what + " takes two inputs, not " + inputs.size() + ": name them");
    }
  }

  /** Returns the only input, checked to be feature maps over a number of spatial axes. */
  public static Shape maps(List<Shape> inputs, String what, int axes) {
    Shape input = one(inputs, what);
    if (input.axes().size() != axes + 1) {
      throw new LayerException(
          "%s needs feature maps over %d spatial axes, its input is %s"
              .formatted(what, axes, input));
    }
    return input;
  }

  /** Checks that an input has the number of spatial axes that an option states, if it does. */
  public static void checkSpatial(Shape input, @Nullable Size axes, String what) {
    if (axes != null && axes.isKnown() && !axes.is(input.spatial().size())) {
      throw new LayerException(
          "%s with axes=%s needs feature maps over %s spatial axes, its input is %s: %s"
              .formatted(what, axes, axes, input, "reshape it, or leave axes out"));
    }
  }

  /** Returns the only input, checked to be feature maps over any spatial axes. */
  public static Shape maps(List<Shape> inputs, String what) {
    Shape input = one(inputs, what);
    if (!input.hasChannels()) {
      throw new LayerException(
          what
              + " needs feature maps, its input is a vector of shape "
              + input
              + ": place it before flatten and fully connected layers");
    }
    return input;
  }

  /** Returns the only input, checked to have channels or features: to be more than one value. */
  public static Shape vectors(List<Shape> inputs, String what) {
    Shape input = one(inputs, what);
    checkVectors(input, what);
    return input;
  }

  /** Returns the only input, checked to be a sequence of vectors. */
  public static Shape sequence(List<Shape> inputs, String what) {
    Shape input = one(inputs, what);
    checkSequence(input, what);
    return input;
  }

  /** Checks that an input is a sequence of vectors. */
  public static void checkSequence(Shape input, String what) {
    if (input.spatial().size() != 1) {
      throw new LayerException(
          "%s needs a sequence of vectors such as 197x768, its input has shape %s: %s"
              .formatted(what, input, "give it one axis of positions"));
    }
  }

  /** Checks that an input has channels or features. */
  static void checkVectors(Shape input, String what) {
    if (input.axes().isEmpty()) {
      throw new LayerException(
          what + " needs channels or features, its input is a single value: give it a vector");
    }
  }

  /**
   * The requirements that two inputs have the same extents along all axes of positions.
   *
   * @throws LayerException if they have different numbers of axes
   */
  public static List<Requirement> samePositions(Shape first, Shape second) {
    if (first.axes().size() != second.axes().size()) {
      throw new LayerException(
          "inputs %s and %s differ in their number of axes: give it inputs of the same positions"
              .formatted(first, second));
    }
    List<Requirement> all = new ArrayList<>();
    for (int i = 0; i < first.spatial().size(); i++) {
      Axis axis = first.spatial().get(i);
      all.add(
          Requirement.that("the first input's " + axis.name(), axis.size())
              .equalTo(
                  "the second input's",
                  second.spatial().get(i).size(),
                  "give it inputs of the same positions"));
    }
    return all;
  }
}
