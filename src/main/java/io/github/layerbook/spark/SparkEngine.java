package io.github.layerbook.spark;

import io.github.layerbook.report.Quantity;
import io.github.layerbook.whatif.edit.Knob;
import io.github.layerbook.whatif.sweep.Sweep;
import io.github.layerbook.whatif.sweep.SweepEngine;
import io.github.layerbook.whatif.sweep.SweepPart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Evaluates sweeps on Apache Spark: {@code sweep.on(SparkEngine.of(session))} is a dataset of the
 * rows that the sweep gives without Spark, in the grid's order.
 *
 * <p>Columns: one for each knob, under its name, {@code bigint} where all its values are whole
 * numbers, {@code double} where they are decimals, else {@code string}; a {@code bigint} for each
 * quantity under its heading, of ratios a {@code double}, null where there is no such network; and
 * the boolean {@code valid}. In Spark's expressions a name with a dot stands between backquotes:
 * {@code `fc1.out`}.
 *
 * <p>Nothing is evaluated before the dataset is asked for rows. Its partitions are ranges of
 * indices. What Spark sends to its executors is the sweep compiled to instructions on numbers, some
 * kilobytes for each network; they need Layerbook's jar but none of the user's classes.
 */
public final class SparkEngine implements SweepEngine<Dataset<Row>> {
  /** So many variants are worth a task: some hundredths of a second. */
  private static final long IN_PARTITION = 100_000;

  /** More tasks than these would burden Spark's scheduler: larger grids have larger ones. */
  private static final long MOST_PARTITIONS = 10_000;

  private final SparkSession session;

  private SparkEngine(SparkSession session) {
    this.session = session;
  }

  /** Makes the engine of a session, which stays the caller's to stop. */
  public static SparkEngine of(SparkSession session) {
    return new SparkEngine(session);
  }

  @Override
  public Dataset<Row> rows(Sweep sweep) {
    return sweep.parts().stream()
        .map(part -> rows(sweep, part))
        .reduce(Dataset::union)
        .orElseThrow();
  }

  private Dataset<Row> rows(Sweep sweep, SweepPart part) {
    long partitions = (part.to() - part.from()) / IN_PARTITION + 1;
    return session
        .range(part.from(), part.to(), 1, (int) Math.min(partitions, MOST_PARTITIONS))
        .mapPartitions(PartRows.of(sweep, part), Encoders.row(columns(sweep)));
  }

  private static StructType columns(Sweep sweep) {
    StructType columns = new StructType();
    for (Knob knob : sweep.knobs()) {
      columns = columns.add(knob.name(), type(knob), false);
    }
    for (Quantity quantity : sweep.quantities()) {
      DataType type = quantity.isRatio() ? DataTypes.DoubleType : DataTypes.LongType;
      columns = columns.add(quantity.heading(), type, true);
    }
    return columns.add("valid", DataTypes.BooleanType, false);
  }

  private static DataType type(Knob knob) {
    return knob.hasWholeNumbers()
        ? DataTypes.LongType
        : knob.hasDecimalNumbers() ? DataTypes.DoubleType : DataTypes.StringType;
  }
}
