package io.github.layerbook.notebook.command.change;

import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.Sweeps;
import io.github.layerbook.notebook.command.Columns;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.EachQuantity;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.NetworkArgument;
import io.github.layerbook.notebook.command.Takes;
import io.github.layerbook.notebook.command.TrainingOptions;
import io.github.layerbook.notebook.offer.FilePaths;
import io.github.layerbook.notebook.offer.Offers;
import io.github.layerbook.notebook.offer.OptionAddresses;
import io.github.layerbook.notebook.outcome.Entry;
import io.github.layerbook.report.Quantities;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.WeightFormat;
import io.github.layerbook.unit.NumberType;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.whatif.edit.Knob;
import io.github.layerbook.whatif.edit.Ranks;
import io.github.layerbook.whatif.fit.Budget;
import io.github.layerbook.whatif.sweep.Sweep;
import io.github.layerbook.whatif.sweep.SweepBuilder;
import io.github.layerbook.whatif.sweep.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what every variant of a network costs. */
@Magic(
    name = "sweep",
    purpose = Magic.Purpose.CHANGE,
    line = "Finds what every variant costs: a row for each combination of the options' values.",
    more =
        "A size that the network's file leaves open is an option too: sequence=128..4096:x2."
            + " After an interrupt, %sweep with the network's name alone gives the rows that were done.",
    example = "%sweep lenet conv*.out*=0.5..2:x2 fc1.out=40..120:+40 --batch 1,8")
public record SweepCommand(
    NetworkArgument network,
    @Takes("OPTIONS: fc1.out=512..8192:+512, conv*.out*=0.25..2:x2, input=128,224")
        @Offers(OptionAddresses.class)
        List<String> options,
    @Takes("--batch VALUES: batch sizes: 1,8,32") Optional<String> batches,
    @Takes("--dtype VALUES: number formats: fp32,fp16") List<NumberType> types,
    @Takes("--weights VALUES: formats of the parameters: fp16,q4_k_m") List<WeightFormat> weights,
    @Takes("--cache VALUES: number formats of the KV cache: fp16,fp8") List<NumberType> caches,
    @Takes("--context VALUES: lengths of each sequence in tokens: 1024..131072:x2")
        Optional<String> contexts,
    @Takes("--to FILE: write all rows to this CSV file, all of them or none")
        @Offers(FilePaths.class)
        Optional<String> to,
    @Takes("--sample N: only this many rows, taken at random") Optional<String> sample,
    Columns columns,
    @EachQuantity(
            optional = true,
            description =
                "one more column; with an amount, such as 50M or 8GiB, a budget in the chart too:")
        Map<Quantity, String> more,
    TrainingOptions training,
    SweepView view)
    implements Command {

  @Override
  public Object run(Session session) {
    Entry entry = session.entry(network.name());
    if (options.isEmpty() && !variesSettings()) {
      return unfinished(session, entry);
    }
    Sweep sweep = sweep(session, entry);
    List<Budget> kept = budgets(sweep);
    SweepProgress run = new SweepProgress(session, network.name(), entry, sweep);
    if (to.isPresent()) {
      requireNone("--sample", sample.isPresent());
      requireNone("--chart", view.chart().isPresent());
      return session.sweeps().run(network.name(), () -> run.write(to.get()));
    }
    List<Variant> rows =
        session
            .sweeps()
            .run(
                network.name(),
                () -> sample.isPresent() ? run.sample(rows(sample.get())) : run.rows());
    return view.table(session, sweep, rows, kept);
  }

  /** The budgets, of the quantities as the sweep finds them, such as memory in training. */
  private List<Budget> budgets(Sweep sweep) {
    return more.entrySet().stream()
        .filter(each -> !each.getValue().isEmpty())
        .map(each -> Budget.of(found(sweep, each.getKey()), each.getValue()))
        .toList();
  }

  private static Quantity found(Sweep sweep, Quantity asked) {
    return sweep.quantities().stream()
        .filter(quantity -> quantity.word().equals(asked.word()))
        .findFirst()
        .orElse(asked);
  }

  private ResultTable unfinished(Session session, Entry entry) {
    Sweeps.Unfinished unfinished =
        session.sweeps().interrupted(network.name(), entry).orElseThrow(SweepCommand::noOptions);
    view.requireMeasures(session, unfinished.sweep());
    return view.table(session, unfinished.sweep(), unfinished.rows(), budgets(unfinished.sweep()));
  }

  private static int rows(String count) {
    if (!count.matches("[1-9][0-9]{0,5}")) {
      throw new CellError("“" + count + "” is not a number of rows: use 1 to 999999.");
    }
    return Integer.parseInt(count);
  }

  /** The sweep of the usual quantities or those that are asked for, and the others beside them. */
  private Sweep sweep(Session session, Entry entry) {
    SweepBuilder builder = Sweep.of(entry.network()).settings(entry.settings());
    Ranks.joined(options).forEach(builder::knob);
    contexts.ifPresent(values -> builder.knob("context=" + values));
    batches.ifPresent(builder::batch);
    if (!types.isEmpty()) {
      builder.knob(Knob.types(types.toArray(NumberType[]::new)));
    }
    if (!weights.isEmpty()) {
      builder.knob(Knob.weights(weights.stream().map(WeightFormat::name).toArray(String[]::new)));
    }
    if (!caches.isEmpty()) {
      builder.knob(Knob.cache(caches.toArray(NumberType[]::new)));
    }
    List<Quantity> found = new ArrayList<>(columns.in(session).orElse(Quantities.USUAL));
    Stream.concat(more.keySet().stream(), view.named(session).stream())
        .filter(quantity -> !found.contains(quantity))
        .forEach(found::add);
    builder.measures(training.in(session, found, entry.network()));
    return builder.build();
  }

  private boolean variesSettings() {
    return contexts.isPresent()
        || batches.isPresent()
        || !types.isEmpty()
        || !weights.isEmpty()
        || !caches.isEmpty();
  }

  private static CellError noOptions() {
    return new CellError("A sweep needs options with values, such as fc1.out=512..8192:+512.");
  }

  private static void requireNone(String option, boolean given) {
    if (given) {
      throw new CellError(
          option + " is for a table, --to writes all rows to a file: leave one out.");
    }
  }
}
