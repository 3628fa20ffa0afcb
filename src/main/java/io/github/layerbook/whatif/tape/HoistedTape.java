package io.github.layerbook.whatif.tape;

import io.github.layerbook.whatif.tape.Program.Guard;
import io.github.layerbook.whatif.tape.Program.LaneStep;
import io.github.layerbook.whatif.tape.Program.Load;
import io.github.layerbook.whatif.tape.Program.Place;
import io.github.layerbook.whatif.tape.Program.ScalarStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs a program: what depends on inner knobs only is there when the tape is made. */
public final class HoistedTape implements Tape {
  private final Program program;

  /** The arrays that are there for all blocks; empty where each evaluation has its own. */
  private final long[][] arrays;

  private final boolean[] valid;
  private final List<Guard> perBlock = new ArrayList<>();
  private final List<Guard> perLane = new ArrayList<>();

  HoistedTape(Program program) {
    this.program = program;
    int lanes = program.layout().lanes();
    long[] scalars = scalars(program);
    arrays = new long[program.arrays()][0];
    program.tables().forEach(load -> arrays[load.slot()] = program.layout().lanes(load.symbol()));
    for (LaneStep step : program.once()) {
      if (arrays[step.out()].length == 0) {
        arrays[step.out()] = new long[lanes];
      }
      step.run(scalars, arrays, lanes);
    }
    valid = new boolean[lanes];
    Arrays.fill(valid, true);
    for (Guard guard : program.conditions()) {
      if ((guard.mask() & Program.OUTER) == 0) {
        guard.run(scalars, arrays, valid);
      } else {
        (guard.mask() == Program.OUTER ? perBlock : perLane).add(guard);
      }
    }
    releaseUnread();
  }

  /** Lets go of arrays that were only a step towards others. */
  private void releaseUnread() {
    boolean[] read = new boolean[arrays.length];
    for (LaneStep step : program.perLane()) {
      if (step.form() != Program.Form.FILL) {
        read[step.left()] = true;
      }
      if (step.form() == Program.Form.ARRAYS) {
        read[step.right()] = true;
      }
    }
    List<Place> places = new ArrayList<>(program.totals());
    perLane.forEach(guard -> places.addAll(List.of(guard.found(), guard.limit())));
    places.stream().filter(Place::isArray).forEach(place -> read[place.slot()] = true);
    for (int i = 0; i < arrays.length; i++) {
      if (!read[i]) {
        arrays[i] = new long[0];
      }
    }
  }

  private static long[] scalars(Program program) {
    return program.scalars().stream().mapToLong(Long::longValue).toArray();
  }

  @Override
  public Evaluation evaluation() {
    return new Lanes();
  }

  private final class Lanes implements Evaluation {
    private final int lanes = program.layout().lanes();
    private final long[] scalars = scalars(program);
    private final long[][] arrays = HoistedTape.this.arrays.clone();
    private final long[][] totals = new long[program.totals().size()][];
    private final long[][] tables =
        program.loads().stream().map(load -> load.symbol().table()).toArray(long[][]::new);
    private final Load[] loads = program.loads().toArray(Load[]::new);
    private final ScalarStep[] scalarSteps = program.perBlock().toArray(ScalarStep[]::new);
    private final LaneStep[] laneSteps = program.perLane().toArray(LaneStep[]::new);

    Lanes() {
      for (LaneStep step : laneSteps) {
        if (arrays[step.out()].length == 0) {
          arrays[step.out()] = new long[lanes];
        }
      }
      for (int i = 0; i < totals.length; i++) {
        Place place = program.totals().get(i);
        totals[i] = place.isArray() ? arrays[place.slot()] : new long[lanes];
      }
    }

    @Override
    public void run(long block, VariantBlock result) {
      for (int i = 0; i < loads.length; i++) {
        scalars[loads[i].slot()] =
            tables[i][program.layout().position(loads[i].symbol().knob(), block)];
      }
      for (ScalarStep step : scalarSteps) {
        step.run(scalars);
      }
      for (Guard guard : perBlock) {
        if (!guard.holds(scalars)) {
          result.invalidate();
          return;
        }
      }
      for (LaneStep step : laneSteps) {
        step.run(scalars, arrays, lanes);
      }
      System.arraycopy(valid, 0, result.valid(), 0, lanes);
      for (Guard guard : perLane) {
        guard.run(scalars, arrays, result.valid());
      }
      for (int i = 0; i < totals.length; i++) {
        Place place = program.totals().get(i);
        if (!place.isArray()) {
          Arrays.fill(totals[i], scalars[place.slot()]);
        }
        result.put(i, totals[i]);
      }
    }
  }
}
