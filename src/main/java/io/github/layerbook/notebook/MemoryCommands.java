package io.github.layerbook.notebook;

import io.github.layerbook.memory.MemoryReport;
import io.github.layerbook.memory.Optimizer;
import io.github.layerbook.memory.Sharding;
import io.github.layerbook.memory.Training;
import io.github.layerbook.network.Network;
import io.github.layerbook.notebook.Command.Kind;
import io.github.layerbook.report.Report;
import io.github.layerbook.unit.NumberType;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.table.MemoryTable;
import io.github.layerbook.whatif.sweep.Total;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The commands that show where the memory of a run goes. */
final class MemoryCommands {
  private static final List<String> SPREAD =
      List.of(Arguments.ZERO, Arguments.DEVICES, Arguments.TENSOR, Arguments.PIPELINE);
  private static final List<String> OF_TRAINING =
      List.of(
          Arguments.OPTIMIZER,
          Arguments.CHECKPOINT,
          Arguments.MASTER,
          Arguments.FREEZE,
          Arguments.ACCUMULATE);

  private MemoryCommands() {}

  static List<Command> all() {
    return List.of(
        new Command(
            Kind.LINE,
            "memory",
            "Shows where the memory of a step of training goes, or of inference: parameters,"
                + " gradients, optimizer, what each layer saves, and the peak, step by step.",
            "%memory lenet --batch 32 --dtype bf16 --optimizer adam",
            Arguments.ofTraining(
                Arguments.network(),
                Arguments.batch(),
                Arguments.type(),
                Arguments.zero(),
                Arguments.devices(),
                Arguments.tensor(),
                Arguments.pipeline(),
                Arguments.inference()),
            MemoryCommands::memory));
  }

  private static Object memory(Call call) {
    Report report = LookingCommands.report(call);
    if (!call.has(Arguments.INFERENCE)) {
      requireNarrow(call, report.settings().type());
      MemoryReport memory = MemoryReport.of(report, training(call, report.network()));
      return SPREAD.stream().anyMatch(call::has)
          ? MemoryTable.of(memory, sharding(call, report.network()))
          : MemoryTable.of(memory);
    }
    refuse(call, Stream.concat(OF_TRAINING.stream(), SPREAD.stream()), "--inference");
    return MemoryTable.of(MemoryReport.of(report));
  }

  private static void requireNarrow(Call call, NumberType type) {
    if (call.has(Arguments.MASTER) && type.bits() >= NumberType.FP32.bits()) {
      throw new CellError(
          "--master is for weights narrower than fp32, these are in %s: add --dtype bf16, or leave it out."
              .formatted(type));
    }
  }

  private static void refuse(Call call, Stream<String> options, String other) {
    options
        .filter(call::has)
        .findFirst()
        .ifPresent(
            option -> {
              throw new CellError(option + " is about training: leave it out, or " + other + ".");
            });
  }

  /** The totals of memory that a call asks for, by its options. */
  static Map<String, Total> totals(Call call, Network network) {
    Map<String, Total> totals = new LinkedHashMap<>();
    if (call.has(Arguments.INFERENCE_MEMORY)) {
      totals.put(Arguments.INFERENCE_MEMORY, Total.inference());
    }
    if (call.has(Arguments.TRAINING_MEMORY)) {
      totals.put(Arguments.TRAINING_MEMORY, Total.training(training(call, network)));
    } else {
      refuse(call, OF_TRAINING.stream(), "ask for --training-memory");
    }
    return totals;
  }

  private static Sharding sharding(Call call, Network network) {
    if (call.has(Arguments.ZERO) && !call.has(Arguments.DEVICES)) {
      throw new CellError("--zero divides among devices: say how many, such as --devices 8.");
    }
    long pipeline = call.<Long>option(Arguments.PIPELINE).orElse(1L);
    if (pipeline > network.nodes().size()) {
      throw new CellError(
          "%s layers cannot be divided among %s devices: use a smaller --pipeline."
              .formatted(Numbers.count(network.nodes().size()), Numbers.count(pipeline)));
    }
    return new Sharding(
        call.<Integer>option(Arguments.ZERO).orElse(0),
        call.<Long>option(Arguments.DEVICES).orElse(1L),
        call.<Long>option(Arguments.TENSOR).orElse(1L),
        pipeline);
  }

  private static Training training(Call call, Network network) {
    Training training =
        Training.with(call.<Optimizer>option(Arguments.OPTIMIZER).orElse(Optimizer.SGD))
            .master(call.has(Arguments.MASTER))
            .accumulates(call.<Long>option(Arguments.ACCUMULATE).orElse(1L) > 1)
            .frozen(call.<String>option(Arguments.FREEZE).stream().toArray(String[]::new));
    return call.<String>option(Arguments.CHECKPOINT)
        .map(every -> checkpoints(training, every, network))
        .orElse(training);
  }

  private static Training checkpoints(Training training, String every, Network network) {
    if (every.equals("sqrt")) {
      return training.checkpointSqrt(network);
    } else if (!every.matches("[1-9][0-9]{0,8}")) {
      throw new CellError(
          "“%s” is no distance of checkpoints: use a number of blocks from 1 on, or sqrt."
              .formatted(every));
    }
    return training.checkpointEvery(Integer.parseInt(every), network);
  }
}
