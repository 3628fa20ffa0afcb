package io.github.layerbook.notebook.command.look;

import io.github.layerbook.memory.DeviceMemory;
import io.github.layerbook.memory.MemoryReport;
import io.github.layerbook.memory.Recomputation;
import io.github.layerbook.memory.Training;
import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.Session;
import io.github.layerbook.notebook.command.Command;
import io.github.layerbook.notebook.command.Counting;
import io.github.layerbook.notebook.command.Given;
import io.github.layerbook.notebook.command.Magic;
import io.github.layerbook.notebook.command.NetworkArgument;
import io.github.layerbook.notebook.command.ShardingOptions;
import io.github.layerbook.notebook.command.Takes;
import io.github.layerbook.notebook.command.TrainingOptions;
import io.github.layerbook.report.Report;
import io.github.layerbook.unit.NumberType;
import io.github.layerbook.view.table.MemoryTable;

/** Shows where the memory of a run goes. */
@Magic(
    name = "memory",
    purpose = Magic.Purpose.LOOK,
    line = "Shows where the memory of a step of training goes, or of inference.",
    more = "Parameters, gradients, optimizer, what each layer saves, and the peak, step by step.",
    example = "%memory lenet --batch 32 --dtype bf16 --optimizer adam")
public record MemoryCommand(
    NetworkArgument network,
    Counting counting,
    TrainingOptions training,
    ShardingOptions sharding,
    @Takes("--inference: a forward pass only, without training") boolean inference)
    implements Command {

  @Override
  public Object run(Session session) {
    Report report = counting.report(session.entry(network.name()));
    if (inference) {
      training.refuse("--inference");
      Given.refuse(sharding, TrainingOptions.ABOUT + "--inference");
      return MemoryTable.of(MemoryReport.of(report));
    }
    requireNarrow(report.settings().type());
    Training how = training.of(session, report.network());
    if (Given.first(sharding).isEmpty()) {
      return MemoryTable.of(MemoryReport.of(report, how));
    }
    MemoryReport onGpu = MemoryReport.of(report, how.onGpu(true));
    return MemoryTable.of(DeviceMemory.of(onGpu, sharding.of(report.network()), recomputed(how)));
  }

  private Recomputation recomputed(Training how) {
    if (how.checkpoints() > 0 && sharding.again() != Recomputation.NONE) {
      throw new CellError(
          "--checkpoint and --recompute both say what is computed again: leave one out.");
    }
    return sharding.again();
  }

  private void requireNarrow(NumberType type) {
    if (training.master() && type.bits() >= NumberType.FP32.bits()) {
      throw new CellError(
          "--master is for weights narrower than fp32, these are in %s: add --dtype bf16, or leave it out."
              .formatted(type));
    }
  }
}
