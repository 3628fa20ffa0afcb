package io.github.layerbook.notebook.command.change;

import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.memory.PeakMemory;
import io.github.layerbook.memory.Training;
import io.github.layerbook.network.Network;
import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Counting;
import io.github.layerbook.notebook.command.EachQuantity;
import io.github.layerbook.notebook.command.Given;
import io.github.layerbook.notebook.command.Keep;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.NetworkArgument;
import io.github.layerbook.notebook.command.ShardingOptions;
import io.github.layerbook.notebook.command.Takes;
import io.github.layerbook.notebook.command.TrainingOptions;
import io.github.layerbook.notebook.offer.NameOffers;
import io.github.layerbook.notebook.offer.Offers;
import io.github.layerbook.notebook.offer.OptionAddresses;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.view.chart.Charts;
import io.github.layerbook.view.table.FitTable;
import io.github.layerbook.whatif.fit.Budget;
import io.github.layerbook.whatif.fit.Fit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds the largest value of options that keeps a budget. */
@Magic(
    name = "fit",
    purpose = Magic.Purpose.CHANGE,
    line = "Finds the largest value of options that keeps a budget, and proves it.",
    more =
        "The next value up does not keep it. Options of different sizes are scaled together; :8"
            + " asks for multiples of 8. batch is the number of examples; devices the smallest"
            + " number of them that share the network.",
    example = {
      "%fit lenet conv*.out --parameters 50K",
      "%fit lenet devices --training-memory 300KiB --optimizer adam --zero 3"
    })
public record FitCommand(
    NetworkArgument network,
    @Takes("OPTIONS: " + FitCommand.OPTIONS) @Offers(OptionAddresses.class) List<String> options,
    @EachQuantity(description = "at most so much, such as 50M or 8GiB, of")
        Map<Quantity, String> budgets,
    TrainingOptions training,
    ShardingOptions sharding,
    @Takes("--on DEVICE: for devices: which device, whose memory is then the budget")
        @Offers(NameOffers.Devices.class)
        Optional<String> on,
    @Takes(
            "--by tensor|pipeline|data|expert: for devices: the kind of"
                + " parallelism that grows with their number")
        Optional<DeviceFitting.By> by,
    @Takes("--smallest: the smallest value that keeps the budget instead of the largest")
        boolean smallest,
    Counting counting,
    @Takes(
            "--plot: a chart instead of the table: how much of the budget values"
                + " around the answer take")
        boolean plot,
    Keep keep)
    implements Command {
  static final String OPTIONS = "fc1.out, conv*.out, conv*.out:8, input, batch or devices";

  private static final String DEVICES = "devices";

  @Override
  public Object run(Session session) {
    Report before = counting.report(network.name(), session.entry(network.name()));
    if (options.equals(List.of(DEVICES))) {
      return devices(session, before);
    }
    Given.refuse(
        sharding, "is about the number of devices: write %fit NAME devices, or leave it out");
    if (on.isPresent() || by.isPresent()) {
      throw new CellError(
          "--on and --by are about the number of devices: write devices as what is to be found.");
    }
    List<Budget> kept = budgets(session, before.network());
    keep.requireFree(session);
    requireOptions();
    String changed = String.join(",", options);
    Fit fit = smallest ? Fit.smallest(before, changed, kept) : Fit.largest(before, changed, kept);
    Object shown = plot ? Charts.fit(fit) : FitTable.of(fit);
    keep.keep(session, fit.report());
    return shown;
  }

  /** The fewest devices that hold the network, each with what --on or a budget says. */
  private Object devices(Session session, Report before) {
    boolean trains =
        budgets.containsKey(PeakMemory.TRAINING)
            || Given.first(training).isPresent()
            || Given.first(sharding).isPresent();
    if (budgets.size() + (on.isPresent() ? 1 : 0) != 1) {
      throw new CellError(
          "The number of devices needs what one of them holds: --on h100, --memory 24GiB, or of"
              + " training --training-memory 80GB.");
    }
    long most =
        on.isPresent()
            ? session.devices().of(on.get()).memory()
            : Budget.of(budgets.keySet().iterator().next(), budgets.values().iterator().next())
                .most()
                .longValue();
    if (on.isEmpty() && !budgets.keySet().iterator().next().unit().isBytes()) {
      throw new CellError(
          "The number of devices needs the bytes that one of them holds, such as --memory 24GiB.");
    }
    Training how = training.of(session, before.network());
    return new DeviceFitting(before, how, sharding, by).table(network.name(), most, trains);
  }

  private List<Budget> budgets(Session session, Network network) {
    if (budgets.isEmpty()) {
      throw new OptionException(
          "", "a fit needs a budget, such as --parameters 50M, --macs 4G or --memory 8GiB");
    }
    List<Quantity> quantities = training.in(session, meant(network), network);
    List<String> most = List.copyOf(budgets.values());
    return IntStream.range(0, most.size())
        .mapToObj(i -> Budget.of(quantities.get(i), most.get(i)))
        .toList();
  }

  /** What is limited: the memory of a model that generates is that of its parameters and cache. */
  private List<Quantity> meant(Network network) {
    boolean generates =
        network.applied().stream().anyMatch(layer -> !layer.declaration().cache().isEmpty());
    return budgets.keySet().stream()
        .map(each -> generates && each.equals(Quantity.BYTES) ? Quantity.SERVING_MEMORY : each)
        .toList();
  }

  private void requireOptions() {
    if (options.isEmpty()) {
      throw new CellError("%fit needs the options that it may change: " + OPTIONS + ".");
    }
    for (String word : options) {
      if (word.matches("[KMGTkmgt]?i?[Bb]?")) {
        throw new CellError("“" + word + "” is a unit: write it at its number, such as 8GiB.");
      }
    }
  }
}
