package io.github.layerbook.notebook.command.change;

import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.memory.DeviceMemory;
import io.github.layerbook.memory.MemoryReport;
import io.github.layerbook.memory.Sharding;
import io.github.layerbook.memory.Training;
import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.command.Given;
import io.github.layerbook.notebook.command.ShardingOptions;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.size.Size;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.view.table.FitTable;
import io.github.layerbook.whatif.fit.DeviceFit;
import io.github.layerbook.whatif.fit.DeviceFit.Candidate;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/**
 * How many devices hold a network, in service or in training.
 *
 * @param report the network with its settings
 * @param training how it is trained
 * @param sharding what is known of how it is spread
 * @param by what grows
 */
record DeviceFitting(Report report, Training training, ShardingOptions sharding, Optional<By> by) {
  /** What grows with the number of devices. */
  enum By {
    /** Devices that share each layer. */
    TENSOR,
    /** Devices that share the layers. */
    PIPELINE,
    /** Devices that have a batch each, and share what ZeRO divides. */
    DATA,
    /** Devices that have a batch each and share the experts. */
    EXPERT
  }

  ResultTable table(String name, long most, boolean trains) {
    return FitTable.ofDevices(name, trains ? trained(most) : served(most));
  }

  private DeviceFit served(long most) {
    Given.refuse(sharding, "is about training: give --optimizer too, or leave it out");
    By way = by.orElse(By.TENSOR);
    if (way == By.DATA || way == By.EXPERT) {
      throw new CellError(
          "--by %s leaves every device the whole network in service: use tensor or pipeline."
              .formatted(way.name().toLowerCase(Locale.ROOT)));
    }
    Size all = report.total(Quantity.SERVING_MEMORY).size().evaluated();
    return DeviceFit.smallest(
        "parameters and the cache of %s, shared by %s"
            .formatted(
                Numbers.count(report.settings().batch(), "sequence"),
                way.name().toLowerCase(Locale.ROOT)),
        most,
        devices ->
            new Candidate(
                devices, all.dividedUpBy(Size.of(devices)).value(), problem(way, devices)));
  }

  private DeviceFit trained(long most) {
    Training how = training.onGpu(true);
    By way = by.orElse(sharding.zero().isPresent() ? By.DATA : By.TENSOR);
    Sharding known = sharding.growing();
    DeviceMemory memory = DeviceMemory.of(MemoryReport.of(report, how), known, sharding.again());
    LongUnaryOperator all = parts -> grown(known, way, parts).all();
    long others = all.applyAsLong(1);
    return DeviceFit.smallest(
        "a step of training with %s, shared by %s%s"
            .formatted(
                how.optimizer(),
                way.name().toLowerCase(Locale.ROOT),
                others == 1 ? "" : ", " + Numbers.count(others) + " devices each"),
        most,
        parts ->
            new Candidate(
                parts,
                memory.on(grown(known, way, parts)).perDevice().value(),
                problem(way, parts)));
  }

  private static Sharding grown(Sharding known, By way, long parts) {
    return new Sharding(
        known.stage(),
        way == By.DATA || way == By.EXPERT ? parts : known.devices(),
        way == By.TENSOR ? parts : known.tensor(),
        way == By.PIPELINE ? parts : known.pipeline(),
        way == By.EXPERT ? parts : known.expert(),
        known.sequence());
  }

  /** Why a network does not divide so; empty if it does. */
  private String problem(By way, long parts) {
    return switch (way) {
      case TENSOR -> undivided("heads", parts);
      case EXPERT -> undivided("experts", parts);
      case PIPELINE ->
          parts <= report.network().nodes().size()
              ? ""
              : "there are %s layers".formatted(Numbers.count(report.network().nodes().size()));
      case DATA -> "";
    };
  }

  /** An option of a layer of which a number is no divisor. */
  private String undivided(String option, long parts) {
    return report.rows().stream()
        .map(row -> row.node().layer())
        .filter(layer -> LayerForm.of(layer).options().contains(option))
        .flatMap(layer -> LayerForm.of(layer).sizes(layer, option).stream())
        .filter(size -> size.value() % parts != 0)
        .findFirst()
        .map(size -> "%s %s do not divide by %s".formatted(size.settled(), option, parts))
        .orElse("");
  }
}
