package io.github.layerbook.exchange.pytorch.code;

import io.github.layerbook.exchange.fitting.UsualSizes;
import io.github.layerbook.exchange.python.value.Instance;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/** The sizes of inputs that are usual, in the order in which they are tried. */
final class Conventions {
  private static final long LARGEST = 320;

  private final Map<Instance, String> tree;

  Conventions(Map<Instance, String> tree) {
    this.tree = tree;
  }

  /**
   * Inputs of one kind.
   *
   * @param sizes their extents
   * @param scales whether the sizes differ only in what no layer states
   */
  record Family(List<List<Long>> sizes, boolean scales) {
    /** Returns some other sizes. */
    List<List<Long>> others(List<Long> than) {
      return sizes.stream().filter(each -> !each.equals(than)).limit(2).toList();
    }
  }

  /** Returns the kinds of inputs that the first layers could take. */
  List<Family> families() {
    List<Family> all = new ArrayList<>();
    for (long channels : channels("2d", "in_channels")) {
      List<Long> sides = UsualSizes.sides(channels, UsualSizes.SIDES, isGenerator());
      all.add(new Family(UsualSizes.images(channels, sides), true));
    }
    for (long channels : channels("1d", "in_channels")) {
      all.add(sequences(length -> List.of(channels, length)));
    }
    for (long channels : channels("3d", "in_channels")) {
      all.add(
          new Family(
              List.of(16L, 32L, 8L, 64L).stream()
                  .map(
                      depth ->
                          List.of(
                              channels,
                              depth,
                              depth == 16 ? 112L : depth,
                              depth == 16 ? 112L : depth))
                  .toList(),
              true));
    }
    if (leaves("Embedding").findAny().isPresent()) {
      all.add(sequences(List::of));
    }
    for (String size : List.of("input_size", "d_model", "embed_dim")) {
      for (long features : numbers(size)) {
        all.add(sequences(length -> List.of(length, features)));
      }
    }
    for (long features : numbers("in_features")) {
      all.add(new Family(List.of(List.of(features)), false));
      all.add(sequences(length -> List.of(length, features)));
    }
    for (long channels : channels("2d", "in_channels")) {
      List<Long> sides = LongStream.rangeClosed(1, LARGEST).boxed().toList();
      all.add(new Family(UsualSizes.images(channels, sides), true));
    }
    return all;
  }

  /** Whether the first layer with channels makes larger maps. */
  private boolean isGenerator() {
    return tree.keySet().stream()
        .filter(module -> Leaves.isLeaf(module) && module.type().name().startsWith("Conv"))
        .findFirst()
        .filter(module -> module.type().name().startsWith("ConvTranspose"))
        .isPresent();
  }

  private static Family sequences(LongFunction<List<Long>> extents) {
    return new Family(UsualSizes.sequences(extents), true);
  }

  /** Three channels, or one, are an image's; else those of the first convolution. */
  private List<Long> channels(String ending, String field) {
    Set<Long> all = new LinkedHashSet<>();
    tree.keySet().stream()
        .filter(module -> Leaves.isLeaf(module) && module.type().name().endsWith(ending))
        .forEach(module -> add(module, field, all));
    List<Long> ordered = new ArrayList<>(all);
    ordered.removeIf(
        channels -> channels != 3 && channels != 1 && !channels.equals(all.iterator().next()));
    return ordered;
  }

  private Set<Long> numbers(String field) {
    Set<Long> all = new LinkedHashSet<>();
    tree.keySet().stream().filter(Leaves::isLeaf).forEach(module -> add(module, field, all));
    return all.size() > 4 ? new LinkedHashSet<>(new ArrayList<>(all).subList(0, 4)) : all;
  }

  private static void add(Instance module, String field, Set<Long> all) {
    if (module.fields().get(field) instanceof Long number && number > 0) {
      all.add(number);
    }
  }

  private java.util.stream.Stream<Instance> leaves(String type) {
    return tree.keySet().stream()
        .filter(module -> Leaves.isLeaf(module) && module.type().name().equals(type));
  }

  /** Returns whether the first layer takes channels first over a length. */
  static boolean startsWithMaps(Map<Instance, String> tree) {
    return tree.keySet().stream()
        .filter(Leaves::isLeaf)
        .findFirst()
        .filter(module -> module.type().name().endsWith("1d"))
        .isPresent();
  }
}
