package io.github.layerbook.memory;

import io.github.layerbook.memory.Allocation.Kind;
import io.github.layerbook.memory.MemoryStep.Phase;
import io.github.layerbook.report.Report;

/** Runs a network step by step: forward alone, or a step of training. */
final class Timeline {
  private final Report report;
  private final ExecutionPlan wiring;
  private final ValueBytes bytes;
  private final Ledger ledger = new Ledger();

  private Timeline(Report report, boolean eager, boolean onGpu) {
    this.report = report;
    this.wiring = new ExecutionPlan(report.network(), eager);
    this.bytes = new ValueBytes(report.settings(), onGpu);
    ledger.step(Phase.START, "");
  }

  /** Runs the layers once, as inference does. */
  static Ledger inference(Report report) {
    return new Timeline(report, false, false).infer();
  }

  /** Runs a step of training: forward, backward, and the optimizer's. */
  static Ledger training(Report report, Training training) {
    return new Timeline(report, training.eager(), training.onGpu()).train(training);
  }

  private Ledger infer() {
    ForwardPass forward = new ForwardPass(wiring, bytes, ledger, false);
    forward.run(Phase.FORWARD, 0, wiring.size(), false);
    forward.hold();
    return ledger;
  }

  private Ledger train(Training training) {
    OptimizerMemory optimizer = new OptimizerMemory(report, training);
    optimizer.lasting().forEach((kind, size) -> ledger.takeForGood("", kind, size));
    Segments segments = Segments.of(report.network(), training.checkpoints()).in(wiring);
    ForwardPass forward = new ForwardPass(wiring, bytes, ledger, true);
    for (int i = 0; i < segments.count(); i++) {
      boolean last = i == segments.count() - 1;
      forward.run(Phase.FORWARD, segments.first(i), segments.end(i), last);
    }
    ledger.step(Phase.FORWARD, "loss");
    forward.hold();
    ledger.takeForGood("loss", Kind.ACTIVATION, bytes.ofOne());
    new BackwardPass(wiring, bytes, ledger, training, forward).run(segments);
    ledger.step(Phase.STEP, "");
    ledger.take("", Kind.SCRATCH, optimizer.scratch());
    return ledger;
  }
}
