package io.github.layerbook.whatif.tape;

import io.github.layerbook.size.Op;
import io.github.layerbook.size.Relation;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Instructions over numbered scalars and arrays of lanes.
 *
 * @param layout how the combinations are cut into blocks
 * @param scalars the scalars to begin with: constants, and room for the others
 * @param arrays how many arrays there are
 * @param loads which scalars the outer symbols are in
 * @param tables which arrays the inner symbols are in
 * @param once what is done once: it reads constants and inner symbols only
 * @param perBlock what is done on scalars for each block
 * @param perLane what is done on arrays for each block
 * @param conditions what must hold
 * @param totals where the totals are
 */
record Program(
    Layout layout,
    List<Long> scalars,
    int arrays,
    List<Load> loads,
    List<Load> tables,
    List<LaneStep> once,
    List<ScalarStep> perBlock,
    List<LaneStep> perLane,
    List<Guard> conditions,
    List<Place> totals)
    implements Code {
  /**
   * Where a value is, and which knobs it depends on.
   *
   * @param mask {@link #INNER} and {@link #OUTER} added up; 0 for a constant
   * @param slot the number of its array if it depends on inner knobs, else of its scalar
   */
  record Place(int mask, int slot) implements Serializable {
    boolean isArray() {
      return (mask & INNER) != 0;
    }
  }

  static final int INNER = 1;
  static final int OUTER = 2;

  @Override
  public Tape tape() {
    return new HoistedTape(this);
  }

  /** A symbol and the slot it is loaded into. */
  record Load(Symbol symbol, int slot) implements Serializable {}

  /** An operation on scalars. */
  record ScalarStep(Op op, int out, int left, int right) implements Serializable {
    void run(long[] scalars) {
      scalars[out] = op.wrapped(scalars[left], scalars[right]);
    }
  }

  /** What a step on arrays reads and writes. */
  enum Form {
    /** out = array op array. */
    ARRAYS,
    /** out = array op scalar. */
    SCALED,
    /** out = scalar. */
    FILL,
    /** out = out + array * scalar. */
    ADD_PRODUCT
  }

  /** An operation on the lanes of arrays. */
  record LaneStep(Form form, Op op, int out, int left, int right) implements Serializable {
    void run(long[] scalars, long[][] arrays, int lanes) {
      switch (form) {
        case ARRAYS -> op.apply(arrays[left], arrays[right], arrays[out], lanes);
        case SCALED -> op.apply(arrays[left], scalars[right], arrays[out], lanes);
        case FILL -> Arrays.fill(arrays[out], scalars[left]);
        case ADD_PRODUCT -> Op.addProduct(arrays[out], arrays[left], scalars[right], lanes);
      }
    }
  }

  /** A condition on two values. */
  record Guard(Relation relation, Place found, Place limit) implements Serializable {
    int mask() {
      return found.mask() | limit.mask();
    }

    /** Makes lanes invalid for which the condition does not hold. */
    void run(long[] scalars, long[][] arrays, boolean[] valid) {
      for (int lane = 0; lane < valid.length; lane++) {
        valid[lane] &=
            relation.holds(at(found, scalars, arrays, lane), at(limit, scalars, arrays, lane));
      }
    }

    /** Returns whether a condition on scalars holds. */
    boolean holds(long[] scalars) {
      return relation.holds(scalars[found.slot()], scalars[limit.slot()]);
    }

    private static long at(Place place, long[] scalars, long[][] arrays, int lane) {
      return place.isArray() ? arrays[place.slot()][lane] : scalars[place.slot()];
    }
  }
}
