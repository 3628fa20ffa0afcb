package io.github.layerbook.memory;

import io.github.layerbook.layer.Declaration.Storage;
import io.github.layerbook.memory.DeviceMemory.Divided;
import io.github.layerbook.network.BlockPath;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the forward pass leaves for the backward pass, sorted by how devices divide it. */
final class SavedParts {
  private final ExecutionPlan plan;
  private final TensorSplit split;
  private final Recomputation recomputation;
  private final Set<Integer> read = new TreeSet<>();
  private final Map<Group, List<Size>> saved = new LinkedHashMap<>();

  /** What is computed again, by the block or layer that is at once. */
  private final Map<String, Map<Group, List<Size>>> again = new LinkedHashMap<>();

  /** How values are divided. */
  private enum Group {
    WHOLE("whole"),
    PARTS("in heads and hidden features"),
    SCORES("of attention's scores");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    long divisor(Sharding sharding) {
      return this == WHOLE && !sharding.sequence() ? 1 : sharding.tensor();
    }
  }

  private SavedParts(ExecutionPlan plan, Recomputation recomputation) {
    this.plan = plan;
    this.split = new TensorSplit(plan);
    this.recomputation = recomputation;
  }

  static List<Divided> of(MemoryReport memory, Recomputation recomputation) {
    Training how = memory.training().orElseThrow();
    ExecutionPlan plan = new ExecutionPlan(memory.report().network(), how.eager());
    SavedParts parts = new SavedParts(plan, recomputation);
    if (recomputation == Recomputation.FULL) {
      parts.keepInputs(new ValueBytes(memory.report().settings(), how.onGpu()));
    }
    memory.savedAllocations().forEach(parts::add);
    return parts.all();
  }

  /** What blocks read from outside is kept, whether or not a layer saves it. */
  private void keepInputs(ValueBytes bytes) {
    boolean isCut = false;
    for (int step = 0; step < plan.size(); step++) {
      BlockPath block = blockOf(step);
      isCut |= !block.isNone();
      for (int input : plan.inputs(step)) {
        if (!block.isNone() && !blockOf(input).equals(block)) {
          read.add(root(input));
        }
      }
    }
    if (!isCut) {
      throw new IllegalArgumentException(
          "there are no numbered blocks, such as layers.0, to compute again: use checkpoints");
    }
    for (int step : read) {
      if (!plan.isOnce(step)) {
        sort(saved, step, bytes.of(plan.outputs(step, true), false));
      }
    }
  }

  /** The path of the numbered block that a step is in, {@code layers.0}; empty for none. */
  private BlockPath blockOf(int step) {
    return plan.layers().get(step).node().blockPath().numbered();
  }

  /** The step in whose memory another one's output is. */
  private int root(int step) {
    int root = step;
    while (plan.inputs(root).length > 0
        && plan.layers().get(root).declaration().backward().storage() != Storage.NEW) {
      root = plan.inputs(root)[0];
    }
    return root;
  }

  /** Adds what a step has left; steps of the forward pass follow each other behind the start. */
  private void add(Allocation allocation) {
    int step = allocation.from() - 1;
    if (allocation.kind() != Allocation.Kind.EXTRA && read.contains(step)) {
      return;
    }
    String unit =
        switch (recomputation) {
          case NONE -> "";
          case SELECTIVE -> split.scores(step) ? plan.layers().get(step).node().path() : "";
          case FULL -> blockOf(step).toString();
        };
    sort(
        unit.isEmpty() ? saved : again.computeIfAbsent(unit, any -> new LinkedHashMap<>()),
        step,
        allocation.bytes());
  }

  private void sort(Map<Group, List<Size>> groups, int step, Size size) {
    Group group = split.scores(step) ? Group.SCORES : split.split(step) ? Group.PARTS : Group.WHOLE;
    groups.computeIfAbsent(group, any -> new ArrayList<>()).add(size);
  }

  private List<Divided> all() {
    List<Divided> all = new ArrayList<>(divided("saved ", true, saved));
    again.values().stream()
        .max(Comparator.comparing(SavedParts::bytes))
        .ifPresent(most -> all.addAll(divided("computed again by layer, ", false, most)));
    return all;
  }

  private static long bytes(Map<Group, List<Size>> groups) {
    return groups.values().stream().flatMap(List::stream).mapToLong(Size::value).sum();
  }

  private static List<Divided> divided(String title, boolean saved, Map<Group, List<Size>> groups) {
    List<Divided> all = new ArrayList<>();
    for (Group group : Group.values()) {
      List<Size> sizes = groups.getOrDefault(group, List.of());
      if (!sizes.isEmpty()) {
        Size sum = Size.sum(sizes.stream().map(Size::settled).toList());
        all.add(new Divided(title + group.title, saved, sum, group::divisor));
      }
    }
    return all;
  }
}
