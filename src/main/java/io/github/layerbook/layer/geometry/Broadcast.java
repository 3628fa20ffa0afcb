package io.github.layerbook.layer.geometry;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.size.Relation;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * Inputs that are combined value by value: of one shape, or with extents of 1 that are repeated
 * along the others' (NumPy's broadcasting among shapes of one rank).
 *
 * @param shape the common shape
 * @param requirements that every other extent is the same, or may turn out to be 1
 */
public record Broadcast(Shape shape, List<Requirement> requirements) {
  /** Combines the shapes of two or more inputs. */
  public static Broadcast of(List<Shape> inputs, String what) {
    if (inputs.size() < 2) {
      throw new LayerException(
          what + " takes two or more inputs, not " + inputs.size() + ": name them");
    }
    Shape common = inputs.get(0);
    List<Requirement> requirements = new ArrayList<>();
    for (int i = 1; i < inputs.size(); i++) {
      common = common(common, inputs.get(i), what, i + 1, requirements);
    }
    return new Broadcast(common, List.copyOf(requirements));
  }

  private static Shape common(
      Shape first, Shape other, String what, int number, List<Requirement> requirements) {
    checkRanks(first, other, what, number);
    Shape common = first;
    for (int axis = 0; axis < first.axes().size(); axis++) {
      Size mine = first.axes().get(axis).size();
      Size theirs = other.axes().get(axis).size();
      if (mine.is(1)) {
        common = common.sized(axis, theirs);
      } else if (!theirs.is(1) && !theirs.isSame(mine)) {
        requirements.add(related(Relation.EQUAL_OR_ONE, first.axes().get(axis), theirs, number));
        if (!mine.isKnown() || !theirs.isKnown()) {
          common = common.sized(axis, mine.atLeast(theirs));
        }
      }
    }
    return common;
  }

  /** Checks that an input has as many axes as the first. */
  public static void checkRanks(Shape first, Shape other, String what, int number) {
    if (first.axes().size() != other.axes().size()) {
      throw new LayerException(
          "%s needs inputs of as many axes, input 1 is %s and input %d is %s: reshape or pool one"
              .formatted(what, first, number, other),
          number - 1);
    }
  }

  /** Makes the requirement that an input has the same extent as the first. */
  public static Requirement equal(Axis first, Size other, int number) {
    return related(Relation.EQUAL, first, other, number);
  }

  private static Requirement related(Relation relation, Axis first, Size other, int number) {
    return Requirement.that("input " + number + "'s " + first.name(), other)
        .is(relation, "input 1's", first.size(), "give the inputs the same " + first.name());
  }
}
