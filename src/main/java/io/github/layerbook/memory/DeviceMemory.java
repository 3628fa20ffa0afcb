package io.github.layerbook.memory;

import io.github.layerbook.layer.Declaration.Storage;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.memory.MemoryFigure.Part;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Row;
import io.github.layerbook.report.Settings;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What each of several devices has in memory in a step of training.
 *
 * <p>Of what is saved for the backward pass, tensor parallelism divides what stands between a
 * matrix divided by columns and one divided by rows (see {@link Sharding}); the rest each device
 * has whole, unless sequence parallelism divides it too. A layer of GPT-3 saves {@code
 * s*b*h*(34 + 5*a*s/h)} bytes in 16 bits, {@code s*b*h*(10 + 24/t + 5*a*s/(h*t))} of them on each of
 * t devices, and {@code s*b*h/t*(34 + 5*a*s/h)} with sequence parallelism (Korthikanti et al. 2022,
 * equations 1, 2 and 4); PyTorch's layer norms keep two statistics in fp32 for each position
 * besides. Of a pipeline the first stage is meant: it has a part of the layers, and as many batches
 * on their way as there are stages, which is as much as one device has without it.
 *
 * @param memory the step of training in one piece
 * @param sharding how it is spread
 * @param recomputation what is computed again and not saved
 */
public record DeviceMemory(
    MemoryReport memory, Sharding sharding, Recomputation recomputation) {
  private static final Pattern BLOCK = Pattern.compile("(?:[^.]+\\.)*?[0-9]+(?=\\.|$)");
  private static final List<Part> STATE =
      List.of(Part.PARAMETERS, Part.BUFFERS, Part.GRADIENTS, Part.OPTIMIZER, Part.MASTER);

  /** Checks that it is training, of a network that can be computed again. */
  public DeviceMemory {
    if (memory.training().isEmpty()) {
      throw new IllegalArgumentException("a forward pass alone is not spread over devices");
    }
    if (recomputation == Recomputation.FULL
        && memory.report().rows().stream().allMatch(row -> block(row.node().block()).isEmpty())) {
      throw new IllegalArgumentException(
          memory.report().network().name()
              + " has no numbered blocks to compute again: use checkpoints between its blocks");
    }
  }

  /** Returns what each device has, part by part. */
  public List<DeviceFigure> figures() {
    List<DeviceFigure> figures = new ArrayList<>();
    for (MemoryFigure figure : memory.figures()) {
      if (STATE.contains(figure.part())) {
        figures.addAll(state(figure));
      }
    }
    Saved saved = sorted();
    figures.addAll(saved.figures());
    saved.again().ifPresent(figures::add);
    return figures;
  }

  /** Returns the bytes of one device, all parts together. */
  public Size perDevice() {
    return Size.sum(figures().stream().map(figure -> figure.share().settled()).toList());
  }

  /** Returns the bytes of one device that are saved for the backward pass. */
  public Size savedPerDevice() {
    return Size.sum(sorted().figures().stream().map(figure -> figure.share().settled()).toList());
  }

  /** Parameters and what belongs to them, experts apart where they are divided otherwise. */
  private List<DeviceFigure> state(MemoryFigure figure) {
    String title = figure.part().title();
    long divisor = sharding.divisor(figure.part());
    long ofExperts = sharding.divisorOfExperts(figure.part());
    Size experts = divisor == ofExperts ? Size.of(0) : experts(figure);
    if (experts.is(0)) {
      return List.of(DeviceFigure.of(title, figure.bytes(), divisor));
    }
    Size others = Size.of(figure.bytes().value() - experts.value());
    return List.of(
        DeviceFigure.of(title + " without experts", others, divisor),
        DeviceFigure.of(title + " of experts", experts, ofExperts));
  }

  /** What of a figure belongs to experts: their bytes as they are stored, else their share. */
  private Size experts(MemoryFigure figure) {
    Report report = memory.report();
    long all = 0;
    long ofExperts = 0;
    for (Row row : report.rows()) {
      Settings settings = report.settings();
      for (Tensor tensor : row.applied().tensors()) {
        boolean counts =
            figure.part() == Part.PARAMETERS ? tensor.isParameter() : tensor.isTrained();
        if (counts && (figure.part() == Part.PARAMETERS || !row.isFrozen())) {
          long bytes =
              figure.part() == Part.PARAMETERS
                  ? row.weights().of(row.node(), tensor).bytes(tensor.count()).value()
                  : settings.bytes(tensor.count(), tensor.element()).value();
          all += bytes;
          ofExperts += tensor.chosen() == null ? 0 : bytes;
        }
      }
    }
    return all == 0 || ofExperts == 0
        ? Size.of(0)
        : Size.of(Math.round((double) figure.bytes().value() / all * ofExperts));
  }

  /** What the forward pass leaves, in the groups in which it is divided. */
  private Saved sorted() {
    Training how = memory.training().orElseThrow();
    ExecutionPlan plan = new ExecutionPlan(memory.report().network(), how.eager());
    Saved saved = new Saved(plan, new TensorSplit(plan), how);
    memory.savedLives().forEach(saved::add);
    return saved;
  }

  /** The path of the numbered block that a path leads into, {@code layers.0}; empty for none. */
  private static String block(String path) {
    Matcher matcher = BLOCK.matcher(path);
    return matcher.lookingAt() ? matcher.group() : "";
  }

  /** What is saved, sorted while it is gone through. */
  private final class Saved {
    private final ExecutionPlan plan;
    private final TensorSplit split;
    private final ValueBytes bytes;
    private final Set<Integer> read = new TreeSet<>();
    private final List<Size> whole = new ArrayList<>();
    private final List<Size> parts = new ArrayList<>();
    private final List<Size> scores = new ArrayList<>();
    private final Map<String, List<DeviceFigure>> again = new HashMap<>();

    Saved(ExecutionPlan plan, TensorSplit split, Training how) {
      this.plan = plan;
      this.split = split;
      this.bytes = new ValueBytes(memory.report().settings(), how.onGpu());
      if (recomputation == Recomputation.FULL) {
        keepInputs();
      }
    }

    /** What blocks read from outside is kept, whether or not a layer saves it. */
    private void keepInputs() {
      for (int step = 0; step < plan.size(); step++) {
        String block = blockOf(step);
        for (int input : plan.inputs(step)) {
          if (!block.isEmpty() && !blockOf(input).equals(block)) {
            read.add(root(input));
          }
        }
      }
      for (int step : read) {
        boolean isInput = plan.inputs(step).length == 0;
        if (!isInput || !plan.isOnce(step)) {
          sort(step, bytes.of(plan.outputs(step, true), plan.isOnce(step)));
        }
      }
    }

    private String blockOf(int step) {
      return block(plan.layers().get(step).node().block());
    }

    /** The step in whose memory another one's output is. */
    private int root(int step) {
      int root = step;
      while (plan.inputs(root).length > 0
          && plan.layers().get(root).declaration().backward().storage()
              != Storage.NEW) {
        root = plan.inputs(root)[0];
      }
      return root;
    }

    /** Steps of the forward pass come one after the other, behind one of the start. */
    private void add(Allocation life) {
      int step = life.from() - 1;
      boolean inScores = split.scores(step);
      boolean dropped =
          switch (recomputation) {
            case NONE -> false;
            case SELECTIVE -> inScores;
            case FULL -> !blockOf(step).isEmpty();
          };
      boolean isOutput = life.kind() != Allocation.Kind.EXTRA;
      if (isOutput && read.contains(step)) {
        return;
      } else if (dropped) {
        String unit =
            inScores && recomputation == Recomputation.SELECTIVE
                ? plan.layers().get(step).node().path()
                : blockOf(step);
        long divisor = split.split(step) || sharding.sequence() ? sharding.tensor() : 1;
        again
            .computeIfAbsent(unit, any -> new ArrayList<>())
            .add(DeviceFigure.of("", life.bytes(), divisor));
      } else {
        sort(step, life.bytes());
      }
    }

    private void sort(int step, Size size) {
      (split.scores(step) ? scores : split.split(step) ? parts : whole).add(size);
    }

    private List<DeviceFigure> figures() {
      long tensor = sharding.tensor();
      List<DeviceFigure> figures = new ArrayList<>();
      add(figures, "saved whole", whole, sharding.sequence() ? tensor : 1);
      add(figures, "saved in heads and hidden features", parts, tensor);
      add(figures, "saved of attention's scores", scores, tensor);
      return figures;
    }

    /** The most that is computed again at once. */
    private Optional<DeviceFigure> again() {
      return again.values().stream()
          .map(Saved::together)
          .max(Comparator.comparing(figure -> figure.share().value()));
    }

    private static void add(
        List<DeviceFigure> figures, String title, List<Size> sizes, long divisor) {
      if (!sizes.isEmpty()) {
        Size sum = Size.sum(sizes.stream().map(Size::settled).toList());
        figures.add(DeviceFigure.of(title, sum, divisor));
      }
    }

    /** What is computed again at once, of which parts are divided differently. */
    private static DeviceFigure together(List<DeviceFigure> figures) {
      long whole = figures.stream().mapToLong(figure -> figure.whole().value()).sum();
      Map<Long, Long> byDivisor = new HashMap<>();
      figures.forEach(f -> byDivisor.merge(f.divisor(), f.whole().value(), Long::sum));
      long share =
          byDivisor.entrySet().stream()
              .mapToLong(each -> (each.getValue() + each.getKey() - 1) / each.getKey())
              .sum();
      return new DeviceFigure(
          "computed again, one layer at a time", Size.of(whole), 0, Size.of(share));
    }
  }
}
