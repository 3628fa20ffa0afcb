package io.github.layerbook.memory;

import io.github.layerbook.layer.Tensor;
import io.github.layerbook.memory.MemoryFigure.Part;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Row;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What each of several devices has in memory in a step of training.
 *
 * <p>Of what is saved for the backward pass, tensor parallelism divides what stands between a
 * matrix divided by columns and one divided by rows (see {@link Sharding}); the rest each device
 * has whole, unless sequence parallelism divides it too. A layer of GPT-3 saves {@code s*b*h*(34 +
 * 5*a*s/h)} bytes in 16 bits, {@code s*b*h*(10 + 24/t + 5*a*s/(h*t))} of them on each of t devices,
 * and {@code s*b*h/t*(34 + 5*a*s/h)} with sequence parallelism (Korthikanti et al. 2022, equations
 * 1, 2 and 4); PyTorch's layer norms keep two statistics in fp32 for each position besides. Of a
 * pipeline the first stage is meant: it has a part of the layers, and as many batches on their way
 * as there are stages, which is as much as one device has without it.
 *
 * @param memory the step of training in one piece
 * @param sharding how it is spread
 * @param recomputation what is computed again and not saved
 * @param parts the parts of the memory, each divided in one way
 */
public record DeviceMemory(
    MemoryReport memory, Sharding sharding, Recomputation recomputation, List<Divided> parts) {
  private static final List<Part> STATE =
      List.of(Part.PARAMETERS, Part.BUFFERS, Part.GRADIENTS, Part.OPTIMIZER, Part.MASTER);

  /** Copies the list. */
  public DeviceMemory {
    parts = List.copyOf(parts);
  }

  /**
   * Spreads a step of training.
   *
   * @throws IllegalArgumentException if it is inference, or all of each block is to be computed
   *     again and no block has a number
   */
  public static DeviceMemory of(
      MemoryReport memory, Sharding sharding, Recomputation recomputation) {
    if (memory.training().isEmpty()) {
      throw new IllegalArgumentException("a forward pass alone is not spread over devices");
    }
    List<Divided> parts = new ArrayList<>();
    for (MemoryFigure figure : memory.figures()) {
      if (STATE.contains(figure.part())) {
        parts.addAll(state(memory.report(), figure));
      }
    }
    parts.addAll(SavedParts.of(memory, recomputation));
    return new DeviceMemory(memory, sharding, recomputation, parts);
  }

  /**
   * A part of the memory.
   *
   * @param title what it is
   * @param saved whether the forward pass has left it for the backward pass
   * @param bytes its bytes in one piece
   * @param divisor among how many devices it is divided
   */
  public record Divided(String title, boolean saved, Size bytes, ToLongFunction<Sharding> divisor) {
    DeviceFigure on(Sharding sharding) {
      long among = divisor.applyAsLong(sharding);
      return new DeviceFigure(title, bytes, among, Sharding.share(bytes, among));
    }
  }

  /** Returns the same spread otherwise. */
  public DeviceMemory on(Sharding other) {
    return new DeviceMemory(memory, other, recomputation, parts);
  }

  /** Returns what each device has, part by part. */
  public List<DeviceFigure> figures() {
    return parts.stream().map(part -> part.on(sharding)).toList();
  }

  /** Returns the bytes of one device, all parts together. */
  public Size perDevice() {
    return sum(parts);
  }

  /** Returns the bytes of one device that are saved for the backward pass. */
  public Size savedPerDevice() {
    return sum(parts.stream().filter(Divided::saved).toList());
  }

  private Size sum(List<Divided> some) {
    return Size.sum(some.stream().map(part -> part.on(sharding).share().settled()).toList());
  }

  /** Parameters and what belongs to them, experts apart, which are divided otherwise. */
  private static List<Divided> state(Report report, MemoryFigure figure) {
    Part part = figure.part();
    String title = part.title();
    Size experts = experts(report, figure);
    if (experts.is(0)) {
      return List.of(new Divided(title, false, figure.bytes(), on -> on.divisor(part)));
    }
    Size others = Size.of(figure.bytes().value() - experts.value());
    return List.of(
        new Divided(title + " without experts", false, others, on -> on.divisor(part)),
        new Divided(title + " of experts", false, experts, on -> on.divisorOfExperts(part)));
  }

  /** What of a figure belongs to experts: their bytes as they are stored, else their share. */
  private static Size experts(Report report, MemoryFigure figure) {
    boolean stored = figure.part() == Part.PARAMETERS;
    long all = 0;
    long ofExperts = 0;
    for (Row row : report.rows()) {
      for (Tensor tensor : row.applied().tensors()) {
        if (stored ? tensor.isParameter() : tensor.isTrained() && !row.isFrozen()) {
          Size values = tensor.count();
          long bytes =
              stored
                  ? row.weights().of(row.node(), tensor).bytes(values).value()
                  : report.settings().bytes(values, tensor.element()).value();
          all += bytes;
          ofExperts += tensor.chosen() == null ? 0 : bytes;
        }
      }
    }
    return all == 0 || ofExperts == 0 || figure.part() == Part.BUFFERS
        ? Size.of(0)
        : Size.of(Math.round((double) figure.bytes().value() / all * ofExperts));
  }
}
