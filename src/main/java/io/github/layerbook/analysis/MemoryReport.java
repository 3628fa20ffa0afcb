package io.github.layerbook.analysis;

import io.github.layerbook.analysis.MemoryStep.Phase;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the memory of a run goes, step by step: of inference, or of one step of training once the
 * optimizer has its state.
 *
 * <p>What is counted is what PyTorch allocates for tensors in eager mode on a CPU: the batch, the
 * outputs that are new, what layers keep for their backward pass, gradients, the optimizer's state
 * and what it needs while it changes one tensor after the other. Parameters and buffers are there
 * all the time and are counted apart; what kernels need inside is not seen. The loss is the sum of
 * the outputs, one value. Agrees to the byte with measured runs of torchvision's plain, residual
 * and mobile networks but for DenseNet and Inception v3 at inference (15 % and 19 % below: Python's
 * variables outlive their last use there) and three phases by 1 % and less.
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
 * @param lives all memory that is taken and freed
 */
public record MemoryReport(
    Report report, Optional<Training> training, List<MemoryStep> steps, List<Life> lives) {
  /** Copies the lists. */
  public MemoryReport {
    steps = List.copyOf(steps);
    lives = List.copyOf(lives);
  }

  /** Follows the memory of inference. */
  public static MemoryReport of(Report report) {
    return of(report, Optional.empty());
  }

  /** Follows the memory of a step of training. */
  public static MemoryReport of(Report report, Training training) {
    return of(report, Optional.of(training));
  }

  private static MemoryReport of(Report report, Optional<Training> training) {
    Timeline timeline = new Timeline(report, training);
    return new MemoryReport(report, training, timeline.steps(), timeline.lives());
  }

  /** Returns the memory that is there at a step, as a sum. */
  public Size at(int step) {
    return sum(lives.stream().filter(life -> life.covers(step)).toList());
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
    Size most = Size.of(0);
    for (int i = 0; i < steps.size(); i++) {
      if (phases.contains(steps.get(i).phase())) {
        Size here = at(i);
        most = most.is(0) ? here : larger(most, here);
      }
    }
    return most;
  }

  private static Size larger(Size left, Size right) {
    if (left.isKnown() && right.isKnown()) {
      return left.value() >= right.value() ? left : right;
    }
    return left.atLeast(right);
  }

  /** Returns the first step at which the most memory is there; sizes must be known. */
  public int peakStep() {
    long most = peak().value();
    int step = 0;
    while (at(step).value() != most) {
      step++;
    }
    return step;
  }

  /** Returns the most memory at any step without the batch of inputs. */
  public Size peakWithoutInput() {
    return peak()
        .minus(sum(lives.stream().filter(life -> life.kind() == Life.Kind.INPUT).toList()));
  }

  /** Returns what is there when the backward pass begins: what the forward pass has saved. */
  public Size saved() {
    int loss = 0;
    while (loss < steps.size() && !steps.get(loss).layer().equals("loss")) {
      loss++;
    }
    int at = loss;
    return sum(
        lives.stream()
            .filter(life -> life.from() < at && life.until() > at)
            .filter(
                life ->
                    switch (life.kind()) {
                      case INPUT, ACTIVATION, EXTRA -> true;
                      default -> false;
                    })
            .toList());
  }

  /** Returns the bytes of a kind at a step. */
  public Size at(int step, Life.Kind kind) {
    return sum(lives.stream().filter(life -> life.covers(step) && life.kind() == kind).toList());
  }

  /** Returns the bytes of the parameters, which are there all the time. */
  public Size parameters() {
    return report.parameterBytes().size();
  }

  /** Returns the bytes of the buffers, which are there all the time; counters take 8 bytes. */
  public Size buffers() {
    List<Size> sizes = new ArrayList<>();
    for (Row row : report.rows()) {
      for (Tensor tensor : row.applied().tensors()) {
        if (tensor.kind() == Tensor.Kind.BUFFER) {
          sizes.add(
              tensor.axes().isEmpty()
                  ? Size.of(8)
                  : report.settings().type().bytes(tensor.count()));
        }
      }
    }
    return Size.sum(sizes);
  }

  /** Returns the most memory at any step, parameters and buffers included. */
  public Size total() {
    return parameters().plus(buffers()).plus(peak());
  }

  private static Size sum(List<Life> lives) {
    return Size.sum(
        lives.stream().map(life -> life.bytes().settled()).filter(size -> !size.is(0)).toList());
  }
}
