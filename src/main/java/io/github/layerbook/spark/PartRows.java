package io.github.layerbook.spark;

import io.github.layerbook.whatif.edit.Knob;
import io.github.layerbook.whatif.sweep.BlockEvaluator;
import io.github.layerbook.whatif.sweep.Sweep;
import io.github.layerbook.whatif.sweep.SweepPart;
import io.github.layerbook.whatif.tape.VariantBlock;
import java.util.Iterator;
import java.util.function.Function;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** Makes rows of indices, on an executor. */
final class PartRows implements MapPartitionsFunction<Long, Row> {
  private static final long serialVersionUID = 1L;

  private final SweepPart part;

  /** Each knob's values as its column has them. */
  private final Object[][] values;

  private final int totals;

  private PartRows(SweepPart part, Object[][] values, int totals) {
    this.part = part;
    this.values = values;
    this.totals = totals;
  }

  static PartRows of(Sweep sweep, SweepPart part) {
    Object[][] values = sweep.knobs().stream().map(PartRows::values).toArray(Object[][]::new);
    return new PartRows(part, values, sweep.quantities().size());
  }

  private static Object[] values(Knob knob) {
    Function<String, Object> read =
        knob.hasWholeNumbers()
            ? Long::valueOf
            : knob.hasDecimalNumbers() ? Double::valueOf : value -> value;
    return knob.values().stream().map(read).toArray();
  }

  @Override
  public Iterator<Row> call(Iterator<Long> indices) {
    BlockEvaluator blocks = part.blocks();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return indices.hasNext();
      }

      @Override
      public Row next() {
        long index = indices.next();
        return row(index, blocks.at(index));
      }
    };
  }

  private Row row(long index, VariantBlock block) {
    @Nullable Object[] cells = new @Nullable Object[values.length + totals + 1];
    int[] positions = part.positions(index);
    for (int knob = 0; knob < values.length; knob++) {
      cells[knob] = values[knob][positions[knob]];
    }
    int variant = (int) (index - block.first());
    boolean valid = block.isValid(variant);
    for (int total = 0; valid && total < totals; total++) {
      cells[values.length + total] = part.number(block, total, variant);
    }
    cells[values.length + totals] = valid;
    return RowFactory.create(cells);
  }
}
