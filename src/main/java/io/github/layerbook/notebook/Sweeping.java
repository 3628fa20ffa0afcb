package io.github.layerbook.notebook;

import io.github.layerbook.network.Network;
import io.github.layerbook.notebook.Command.Kind;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.unit.NumberType;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.chart.SweepCharts;
import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.plotly.Chart;
import io.github.layerbook.view.table.SweepTable;
import io.github.layerbook.whatif.edit.Knob;
import io.github.layerbook.whatif.sweep.Estimate;
import io.github.layerbook.whatif.sweep.Sweep;
import io.github.layerbook.whatif.sweep.SweepBuilder;
import io.github.layerbook.whatif.sweep.Total;
import io.github.layerbook.whatif.sweep.Variant;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** The command that sweeps a network over a grid of options. */
final class Sweeping {
  /**
   * The rows between two looks at the clock and at interrupts, and where each is analysed alone.
   */
  private static final long CHUNK = 20_000;

  private static final long ALONE = 32;

  private static final String MEASURE = "--measure";

  private static final Duration LONGEST = Duration.ofMinutes(2);

  /** The charts of a sweep. */
  enum ChartKind {
    LINE,
    HEATMAP,
    PARETO;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private Sweeping() {}

  static Command command() {
    return new Command(
        Kind.LINE,
        "sweep",
        "Finds what every variant of a network costs: a row for each combination of the options'"
            + " values. After an interrupt, %sweep with the network's name alone gives the rows"
            + " that were done.",
        "%sweep lenet conv*.out*=0.5..2:x2 fc1.out=40..120:+40 --batch 1,8",
        Arguments.ofTraining(
            Arguments.network(),
            Arguments.words(
                1, "OPTIONS", "fc1.out=512..8192:+512, conv*.out*=0.25..2:x2, input=128,224"),
            Arguments.values(Arguments.BATCH, "batches: 1,8,32"),
            Arguments.values(Arguments.TYPE, "number types: fp32,fp16"),
            Arguments.file(Arguments.TO, "write all rows to this CSV file, complete or not at all"),
            Arguments.count(Arguments.SAMPLE, "as many rows taken at random"),
            Arguments.trainingMemory(),
            Arguments.inferenceMemory(),
            Arguments.chart(),
            Arguments.values(
                MEASURE,
                "what the chart shows, one or two of "
                    + SweepMeasure.words()
                    + "; else the first that vary")),
        Sweeping::run);
  }

  private static Object run(Call call) {
    Session session = call.session();
    String name = call.word(0);
    Entry entry = session.entry(name);
    if (call.from(1).isEmpty() && !call.has(Arguments.BATCH) && !call.has(Arguments.TYPE)) {
      return session
          .interrupted(name)
          .orElseThrow(
              () ->
                  new CellError(
                      "A sweep needs options with values, such as fc1.out=512..8192:+512."));
    }
    SweepBuilder builder = Sweep.of(entry.network()).settings(entry.settings());
    call.from(1).forEach(builder::knob);
    call.<String>option(Arguments.BATCH).ifPresent(builder::batch);
    call.<String>option(Arguments.TYPE).ifPresent(types -> builder.knob(types(types)));
    Sweep sweep = measured(call, builder, entry.network()).build();
    call.<String>option(MEASURE).ifPresent(words -> SweepMeasure.named(sweep, words));
    if (call.has(Arguments.TO)) {
      requireForTable(call, Arguments.SAMPLE, Arguments.CHART);
      return write(call, sweep, file(call.<String>option(Arguments.TO).orElseThrow()));
    } else if (call.has(Arguments.SAMPLE)) {
      int count = count(call.<String>option(Arguments.SAMPLE).orElseThrow());
      return table(call, sweep, sweep.sample(count, 1));
    } else if (sweep.size() > Sweep.MOST_ROWS) {
      throw new CellError(
          "%s variants are too many for a table, at most %s; %s. Write them with --to FILE.csv, look at some with --sample 1000, or give the options fewer values."
              .formatted(
                  Numbers.count(sweep.size()),
                  Numbers.count(Sweep.MOST_ROWS),
                  sweep.estimate(threads())));
    }
    requireTime(sweep);
    return table(call, sweep, rows(call, sweep));
  }

  /** Refuses to follow the memory of more variants one by one than a reader waits for. */
  private static void requireTime(Sweep sweep) {
    if (isAlone(sweep) && sweep.size() > ALONE) {
      Estimate estimate = sweep.estimate(1);
      if (estimate.time().compareTo(LONGEST) > 0) {
        throw new CellError(
            "Memory is followed step by step for each of %s variants: %s. Look at some with --sample 100, give the options fewer values, or leave memory out."
                .formatted(Numbers.count(sweep.size()), estimate));
      }
    }
  }

  private static boolean isAlone(Sweep sweep) {
    return sweep.totals().stream().anyMatch(Total::alone);
  }

  /** The builder, with the memory that a call asks for beside the usual totals. */
  private static SweepBuilder measured(Call call, SweepBuilder builder, Network network) {
    Collection<Total> memory = MemoryCommands.totals(call, network).values();
    if (!memory.isEmpty()) {
      builder.measures(Quantity.PARAMETERS, Quantity.MULTIPLY_ADDS, Quantity.BYTES);
      memory.forEach(builder::measure);
    }
    return builder;
  }

  private static Knob types(String types) {
    return Knob.types(
        Arrays.stream(types.split(",", -1)).map(NumberType::of).toArray(NumberType[]::new));
  }

  private static int count(String word) {
    if (!word.matches("[1-9][0-9]{0,5}")) {
      throw new CellError("“" + word + "” is no number of rows: use 1 to 999999.");
    }
    return Integer.parseInt(word);
  }

  private static List<Variant> rows(Call call, Sweep sweep) {
    Progress progress = call.session().progress(sweep.size());
    List<Variant> rows = new ArrayList<>();
    long chunk = isAlone(sweep) ? ALONE : CHUNK;
    while (rows.size() < sweep.size()) {
      long to = Math.min(sweep.size(), rows.size() + chunk);
      rows.addAll(sweep.rows(rows.size(), to));
      if (Thread.currentThread().isInterrupted() && rows.size() < sweep.size()) {
        call.session().keepInterrupted(call.word(0), SweepTable.of(sweep, rows));
        progress.end(
            "interrupted after %s of %s variants; %%sweep %s gives them"
                .formatted(Numbers.count(rows.size()), Numbers.count(sweep.size()), call.word(0)));
        throw new CellError(
            "Interrupted after %s of %s variants: Table done = %%sweep %s gives them."
                .formatted(Numbers.count(rows.size()), Numbers.count(sweep.size()), call.word(0)));
      }
      progress.at(rows.size());
    }
    progress.end("");
    return rows;
  }

  private static void requireForTable(Call call, String... options) {
    for (String option : options) {
      if (call.has(option)) {
        throw new CellError(
            option + " is for a table, --to writes all rows to a file: leave one out.");
      }
    }
  }

  private static Path file(String name) {
    try {
      if (!name.isBlank()) {
        return Path.of(name);
      }
    } catch (InvalidPathException noName) {
      // refused below, with an example
    }
    throw new CellError("--to needs the name of a file, such as --to sweep.csv.");
  }

  private static Object write(Call call, Sweep sweep, Path file) {
    Progress progress = call.session().progress(sweep.size());
    try {
      long written = sweep.writeCsv(file, threads(), progress::at);
      progress.end("");
      String all = Numbers.count(written) + " of " + Numbers.count(sweep.size()) + " variants";
      return Display.text(
          written == sweep.size()
              ? all + " written to " + file
              : "Interrupted: " + all + " written to " + file + ".part");
    } catch (IOException e) {
      throw new CellError(String.valueOf(e.getMessage()));
    }
  }

  private static int threads() {
    return Runtime.getRuntime().availableProcessors();
  }

  private static Object table(Call call, Sweep sweep, List<Variant> rows) {
    List<Integer> shown =
        call.<String>option(MEASURE)
            .map(words -> SweepMeasure.named(sweep, words))
            .orElseGet(() -> SweepMeasure.varying(sweep, rows));
    ChartKind kind = call.<ChartKind>option(Arguments.CHART).orElse(usual(call, sweep, shown));
    Chart chart =
        switch (kind) {
          case LINE -> SweepCharts.lines(sweep, rows, shown.get(0));
          case HEATMAP -> SweepCharts.heatMap(sweep, rows, shown.get(0));
          case PARETO -> SweepCharts.pareto(sweep, rows, shown.get(0), shown.get(1));
        };
    return SweepTable.of(sweep, rows, chart);
  }

  /** A front is of use where more of a network costs more, not where only its input is larger. */
  private static ChartKind usual(Call call, Sweep sweep, List<Integer> shown) {
    boolean two = call.<String>option(MEASURE).filter(words -> words.contains(",")).isPresent();
    if (sweep.knobs().size() == 1 && !two) {
      return ChartKind.LINE;
    }
    return two || shown.get(0) == 0 ? ChartKind.PARETO : ChartKind.HEATMAP;
  }
}
