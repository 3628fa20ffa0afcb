package io.github.layerbook.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds layers that merge branches: runs of layers that begin at one place and end in the merge.
 */
final class Branching {
  private final List<Node> nodes;
  private final Map<String, Integer> index;
  private final Map<String, List<Branches>> byStart = new HashMap<>();

  Branching(List<Node> nodes) {
    this.nodes = nodes;
    this.index = new HashMap<>(nodes.size() * 2);
    for (int i = 0; i < nodes.size(); i++) {
      index.put(nodes.get(i).path(), i);
    }
    for (int i = 0; i < nodes.size(); i++) {
      if (nodes.get(i).reads().size() > 1) {
        note(i);
      }
    }
  }

  /**
   * The branches of a merge.
   *
   * @param merge the merge's position
   * @param ends the position of each branch's last layer, in the order of the merge's inputs; -1
   *     for a branch without layers
   */
  record Branches(int merge, List<Integer> ends) {
    /** Returns the position of the first branch's last layer. */
    int firstEnd() {
      return ends.stream().filter(end -> end >= 0).findFirst().orElse(merge);
    }
  }

  /**
   * Returns the merge that is furthest from its branches' beginning.
   *
   * @param from the position of the first layer of the first branch
   * @param to the position before which the merge must stand
   * @param block the block in which the merge must stand
   * @param start the path of the layer that the branches read
   */
  @Nullable Branches at(int from, int to, BlockPath block, String start) {
    if (!reads(from, start)) {
      return null;
    }
    List<Branches> candidates = byStart.getOrDefault(start, List.of());
    for (int i = candidates.size() - 1; i >= 0; i--) {
      Branches branches = candidates.get(i);
      boolean fits = branches.merge() < to && branches.firstEnd() >= from;
      if (fits && nodes.get(branches.merge()).blockPath().equals(block)) {
        return branches;
      }
    }
    return null;
  }

  private void note(int merge) {
    List<Integer> ends = new ArrayList<>();
    for (OutputAddress read : nodes.get(merge).reads()) {
      ends.add(read.output() > 0 ? merge : index.getOrDefault(read.layer(), merge));
    }
    int first = ends.stream().mapToInt(end -> end).min().orElse(merge);
    note(nodes.get(first).path(), merge, ends.stream().map(e -> e == first ? -1 : e).toList());
    List<OutputAddress> second = nodes.get(Math.min(first + 1, merge)).reads();
    if (second.size() == 1 && second.get(0).output() == 0) {
      note(second.get(0).layer(), merge, ends);
    }
  }

  /** Whether a layer reads the first output of one other, and nothing else. */
  private boolean reads(int place, String layer) {
    List<OutputAddress> reads = nodes.get(place).reads();
    return reads.size() == 1 && reads.get(0).output() == 0 && reads.get(0).layer().equals(layer);
  }

  /** Notes branches that begin at a place, if each but the first does and the last ends here. */
  private void note(String start, int merge, List<Integer> ends) {
    int last = -1;
    for (int end : ends) {
      if (end >= 0) {
        boolean follows = last < 0 || reads(last + 1, start);
        if (end <= last || end >= merge || !follows) {
          return;
        }
        last = end;
      }
    }
    if (last == merge - 1) {
      byStart.computeIfAbsent(start, key -> new ArrayList<>()).add(new Branches(merge, ends));
    }
  }
}
