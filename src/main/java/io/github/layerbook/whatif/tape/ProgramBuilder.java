package io.github.layerbook.whatif.tape;

import static io.github.layerbook.whatif.tape.Program.INNER;
import static io.github.layerbook.whatif.tape.Program.OUTER;

import io.github.layerbook.size.Op;
import io.github.layerbook.whatif.tape.Program.Form;
import io.github.layerbook.whatif.tape.Program.Guard;
import io.github.layerbook.whatif.tape.Program.LaneStep;
import io.github.layerbook.whatif.tape.Program.Load;
import io.github.layerbook.whatif.tape.Program.Place;
import io.github.layerbook.whatif.tape.Program.ScalarStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects a program's steps and gives their results places; each step goes where it is done as
 * seldom as its operands allow.
 */
public final class ProgramBuilder {
  private final Layout layout;
  private final List<Long> scalars = new ArrayList<>();
  private int arrays;
  private final List<Load> loads = new ArrayList<>();
  private final List<Load> tables = new ArrayList<>();
  private final List<LaneStep> once = new ArrayList<>();
  private final List<ScalarStep> perBlock = new ArrayList<>();
  private final List<LaneStep> perLane = new ArrayList<>();
  private final Map<Long, Place> constants = new HashMap<>();

  ProgramBuilder(Layout layout) {
    this.layout = layout;
  }

  Program program(List<Guard> guards, List<Place> totals) {
    return new Program(
        layout,
        List.copyOf(scalars),
        arrays,
        loads,
        tables,
        once,
        perBlock,
        perLane,
        guards,
        totals);
  }

  Place constant(long value) {
    return constants.computeIfAbsent(value, v -> scalar(0, v));
  }

  /** The values of a knob: an array of an inner one, a scalar of an outer one. */
  Place symbol(Symbol symbol) {
    boolean inner = layout.isInner(symbol);
    Place place = inner ? new Place(INNER, arrays++) : scalar(OUTER, 0);
    (inner ? tables : loads).add(new Load(symbol, place.slot()));
    return place;
  }

  Place apply(Op op, Place left, Place right) {
    int mask = left.mask() | right.mask();
    if (!left.isArray() && !right.isArray()) {
      Place out = scalar(mask, 0);
      perBlock.add(new ScalarStep(op, out.slot(), left.slot(), right.slot()));
      return out;
    }
    List<LaneStep> steps = steps(mask);
    Place out = new Place(mask, arrays++);
    if (!left.isArray()) {
      steps.add(new LaneStep(Form.FILL, op, out.slot(), left.slot(), 0));
      steps.add(new LaneStep(Form.ARRAYS, op, out.slot(), out.slot(), right.slot()));
    } else {
      Form form = right.isArray() ? Form.ARRAYS : Form.SCALED;
      steps.add(new LaneStep(form, op, out.slot(), left.slot(), right.slot()));
    }
    return out;
  }

  /** A sum over inner knobs that begins with a scalar; products are added to it. */
  Place innerSum(Place start) {
    Place sum = new Place(INNER, arrays++);
    once.add(new LaneStep(Form.FILL, Op.ADD, sum.slot(), start.slot(), 0));
    return sum;
  }

  /** A sum over both kinds of knobs that begins with two places; products are added to it. */
  Place mixedSum(Place base, Place offset) {
    Place sum = new Place(INNER | OUTER, arrays++);
    if (base.isArray()) {
      perLane.add(new LaneStep(Form.SCALED, Op.ADD, sum.slot(), base.slot(), offset.slot()));
    } else {
      perLane.add(new LaneStep(Form.FILL, Op.ADD, sum.slot(), offset.slot(), 0));
    }
    return sum;
  }

  /** Adds array * right to a sum; right is a scalar or an array. */
  void addProduct(Place sum, Place array, Place right) {
    if (right.isArray()) {
      Place product = apply(Op.MULTIPLY, array, right);
      steps(sum.mask())
          .add(new LaneStep(Form.ARRAYS, Op.ADD, sum.slot(), sum.slot(), product.slot()));
    } else {
      steps(sum.mask())
          .add(new LaneStep(Form.ADD_PRODUCT, Op.MULTIPLY, sum.slot(), array.slot(), right.slot()));
    }
  }

  private List<LaneStep> steps(int mask) {
    return mask == INNER ? once : perLane;
  }

  private Place scalar(int mask, long value) {
    scalars.add(value);
    return new Place(mask, scalars.size() - 1);
  }
}
