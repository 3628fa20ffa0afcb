package io.github.layerbook.memory;

import io.github.layerbook.layer.Tensor;
import io.github.layerbook.memory.MemoryFigure.Part;
import io.github.layerbook.memory.MemoryStep.Phase;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Row;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where the memory of a run goes, step by step: of inference, or of one step of training once the
 * optimizer has its state.
 *
 * <p>What is counted is what PyTorch allocates for tensors in eager mode on a CPU: the batch, the
 * outputs that are new, what layers keep for their backward pass, gradients, the optimizer's state
 * and what it needs while it changes one tensor after the other. Parameters and buffers are there
 * all the time and are counted apart; kernels' scratch memory is not modelled. The loss is the sum
 * of the outputs, one value. A block holds what it reads from outside until it has run, as the
 * caller of a PyTorch module does, so that the peak depends on how a network is cut into blocks;
 * the zoo's networks are cut as torchvision's functions are.
 *
 * <p>Agrees to the byte with measured runs of torchvision's classification networks and of other
 * networks, typical, drawn at random, and of single layers, in 756 of 880 cases: at inference, in
 * what is saved for backward, and in the forward pass, the backward pass and the step of training.
 * Layers that are several steps in one, such as attention, are followed through these. What
 * differs:
 *
 * <ul>
 *   <li>The backward pass of recurrent layers is one step, not one for each of the sequence. Their
 *       forward pass is PyTorch's own loop, which it takes on a CPU for GRU and RNN, and for LSTM
 *       where oneDNN is off.
 *   <li>Attention is measured without PyTorch's fast path, in which what it needs is not seen.
 *   <li>In which order axes are in memory is not followed. A layer may copy its input, and keep the
 *       copy, or the gradient of its weights into another order: a linear layer right behind
 *       attention on several examples, a strided convolution right behind a layer norm over
 *       channels (at most 0.32 % of the peak of ConvNeXt's backward pass).
 *   <li>Where gradients of several layers meet, the order in which they come can be another.
 *   <li>A gradient that is a part of another one, as a class token's of a single example, holds all
 *       of that in PyTorch.
 * </ul>
 *
 * <pre>{@code
 * Network net = Network.named("net").input(8, 8, 3).convolution(3, 4).relu().build();
 * MemoryReport.of(Report.of(net)).peak().value()                                  // 1344
 * MemoryReport.of(Report.of(net), Training.with(Optimizer.SGD)).saved().value()   // 1344
 * }</pre>
 *
 * @param report what the network costs, with batch and number type
 * @param training how it is trained; empty at inference
 * @param steps what happens, in order
 * @param allocations all memory that is taken and freed
 */
public record MemoryReport(
    Report report,
    Optional<Training> training,
    List<MemoryStep> steps,
    List<Allocation> allocations) {
  /** Copies the lists. */
  public MemoryReport {
    steps = List.copyOf(steps);
    allocations = List.copyOf(allocations);
  }

  /** Follows the memory of inference. */
  public static MemoryReport of(Report report) {
    return of(report, Optional.empty(), Timeline.inference(report));
  }

  /**
   * Follows the memory of a step of training; layers that the report's settings freeze are not
   * trained, nor those that the training freezes.
   *
   * @throws io.github.layerbook.layer.form.OptionException if a frozen layer's name is no layer's
   */
  public static MemoryReport of(Report report, Training training) {
    Training here = training.in(report.network()).freezing(report.settings().frozen());
    return of(report, Optional.of(here), Timeline.training(report, here));
  }

  private static MemoryReport of(Report report, Optional<Training> training, Ledger ledger) {
    return new MemoryReport(report, training, ledger.steps(), ledger.allocations());
  }

  /** Returns the memory that is there at a step, as a sum. */
  public Size at(int step) {
    return sum(allocationsAt(step));
  }

  /** Returns the most memory that is there at any step, besides parameters and buffers. */
  public Size peak() {
    return peak(List.of(Phase.values()));
  }

  /** Returns the most memory that is there in a phase, besides parameters and buffers. */
  public Size peak(Phase phase) {
    return peak(List.of(phase));
  }

  private Size peak(List<Phase> phases) {
    if (isKnown()) {
      int step = highest(phases);
      return step < 0 ? Size.of(0) : at(step);
    }
    Size most = Size.of(0);
    for (int i = 0; i < steps.size(); i++) {
      if (phases.contains(steps.get(i).phase())) {
        Size here = at(i);
        most = most.is(0) ? here : most.atLeast(here);
      }
    }
    return most;
  }

  /** The first step of some phases at which the most memory is there; -1 if there is none. */
  private int highest(List<Phase> phases) {
    long[] live = live(List.of(Allocation.Kind.values()));
    int highest = -1;
    for (int i = 0; i < live.length; i++) {
      if (phases.contains(steps.get(i).phase()) && (highest < 0 || live[i] > live[highest])) {
        highest = i;
      }
    }
    return highest;
  }

  private boolean isKnown() {
    return allocations.stream().allMatch(allocation -> allocation.bytes().isKnown());
  }

  /** Returns the bytes of some kinds at each step; sizes must be known. */
  public long[] live(List<Allocation.Kind> kinds) {
    long[] live = new long[steps.size() + 1];
    for (Allocation allocation : allocations) {
      if (kinds.contains(allocation.kind())) {
        live[allocation.from()] += allocation.bytes().value();
        live[allocation.until() + 1] -= allocation.bytes().value();
      }
    }
    Arrays.parallelPrefix(live, Long::sum);
    return Arrays.copyOf(live, steps.size());
  }

  /** Returns the first step at which the most memory is there; sizes must be known. */
  public int peakStep() {
    return highest(List.of(Phase.values()));
  }

  /** Returns the most memory at any step without the batch of inputs. */
  public Size peakWithoutInput() {
    return peak()
        .minus(sum(allocations.stream().filter(a -> a.kind() == Allocation.Kind.INPUT).toList()));
  }

  /** Returns what is there when the backward pass begins: what the forward pass has saved. */
  public Size saved() {
    return sum(savedAllocations());
  }

  /** Returns the pieces of memory that {@link #saved()} sums up, in the order of execution. */
  public List<Allocation> savedAllocations() {
    int loss = 0;
    while (loss < steps.size() && !steps.get(loss).layer().equals("loss")) {
      loss++;
    }
    int at = loss;
    return allocations.stream()
        .filter(
            allocation -> allocation.saved() && allocation.from() < at && allocation.until() > at)
        .toList();
  }

  /** Returns the pieces of memory that are there at a step, in the order of execution. */
  public List<Allocation> allocationsAt(int step) {
    return allocations.stream().filter(allocation -> allocation.covers(step)).toList();
  }

  /** Returns where the memory goes, each figure with its definition and derivation. */
  public List<MemoryFigure> figures() {
    List<MemoryFigure> figures = new ArrayList<>();
    figures.add(new MemoryFigure(Part.PARAMETERS, "weights and biases", parameters()));
    figures.add(new MemoryFigure(Part.BUFFERS, "statistics that are not trained", buffers()));
    if (training.isPresent()) {
      figures.addAll(trainingFigures(training.orElseThrow()));
    } else {
      figures.add(
          new MemoryFigure(
              Part.OUTPUTS,
              "what the lecture counts: nothing is ever freed",
              report.total(Quantity.BYTES).size()));
    }
    figures.add(new MemoryFigure(Part.PEAK, "the most at any step beside parameters", peak()));
    figures.add(
        new MemoryFigure(
            Part.PEAK_WITHOUT_INPUT, "the same without the batch", peakWithoutInput()));
    figures.add(new MemoryFigure(Part.TOTAL, "parameters, buffers and peak", total()));
    return figures;
  }

  private List<MemoryFigure> trainingFigures(Training how) {
    int end = steps.size() - 1;
    List<MemoryFigure> figures = new ArrayList<>();
    figures.add(
        new MemoryFigure(
            Part.GRADIENTS,
            how.accumulates() ? "summed over several batches" : "one for each trained parameter",
            at(end, Allocation.Kind.PARAMETER_GRADIENT)));
    figures.add(
        new MemoryFigure(
            Part.OPTIMIZER,
            "what " + how.optimizer() + " remembers",
            at(end, Allocation.Kind.OPTIMIZER)));
    if (how.master()) {
      figures.add(
          new MemoryFigure(
              Part.MASTER, "a copy of the weights in fp32", at(end, Allocation.Kind.MASTER)));
    }
    figures.add(new MemoryFigure(Part.SAVED, "there when the backward pass begins", saved()));
    return figures;
  }

  /** Returns the bytes of a kind at a step. */
  public Size at(int step, Allocation.Kind kind) {
    return sum(allocationsAt(step).stream().filter(each -> each.kind() == kind).toList());
  }

  /** Returns the bytes of the parameters, which are there all the time. */
  public Size parameters() {
    return report.total(Quantity.WEIGHT_MEMORY).size();
  }

  /** Returns the bytes of the buffers, which are there all the time. */
  public Size buffers() {
    List<Size> sizes = new ArrayList<>();
    for (Row row : report.rows()) {
      for (Tensor tensor : row.applied().tensors()) {
        if (!tensor.isParameter()) {
          sizes.add(report.settings().bytes(tensor.count(), tensor.element()));
        }
      }
    }
    return Size.sum(sizes);
  }

  /** Returns the most memory at any step, parameters and buffers included. */
  public Size total() {
    return parameters().plus(buffers()).plus(peak());
  }

  /** The sum of some pieces; one alone keeps how it is made up. */
  private static Size sum(List<Allocation> allocations) {
    List<Size> sizes =
        allocations.stream().map(Allocation::bytes).filter(size -> !size.is(0)).toList();
    return sizes.size() == 1 ? sizes.get(0) : Size.sum(sizes.stream().map(Size::settled).toList());
  }
}
