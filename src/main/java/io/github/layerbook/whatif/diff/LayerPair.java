package io.github.layerbook.whatif.diff;

import io.github.layerbook.inventory.InventoryLayer;
import io.github.layerbook.inventory.StoredTensor;
import io.github.layerbook.network.BlockPath;
import io.github.layerbook.unit.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A layer of two inventories.
 *
 * @param before as it is in the earlier; empty if only the later has it
 * @param after as it is in the later; empty if only the earlier has it
 */
public record LayerPair(Optional<InventoryLayer> before, Optional<InventoryLayer> after) {
  /** Refuses a pair of nothing. */
  public LayerPair {
    if (before.isEmpty() && after.isEmpty()) {
      throw new IllegalArgumentException("a pair needs a layer on one side at least");
    }
  }

  /** How alike two layers are; 0 for layers that are not one another. */
  static int likeness(InventoryLayer left, InventoryLayer right) {
    boolean holds = left.parameters() > 0;
    if (holds != right.parameters() > 0) {
      return 0;
    }
    int name = left.path().equals(right.path()) ? 3 : last(left).equals(last(right)) ? 1 : 0;
    int output = isStated(left, right) && sameOutput(left, right) ? 2 : 0;
    int type = kind(left).equals(kind(right)) ? 1 : 0;
    return holds
        ? name + output + type + (left.parameters() == right.parameters() ? 4 : 0)
        : name + type == 0 ? 0 : name + type + output;
  }

  private static String last(InventoryLayer layer) {
    return BlockPath.of(layer.path()).name();
  }

  /** What a class is, whoever names it: Conv2D, Conv2d and conv. */
  private static String kind(InventoryLayer layer) {
    String type = layer.type().toLowerCase(Locale.ROOT);
    return type.matches("dense|linear|fc")
        ? "linear"
        : type.contains("pool")
            ? "pool"
            : type.contains("norm") ? "norm" : type.substring(0, Math.min(4, type.length()));
  }

  /** Whether two layers' outputs are the same, as far as both are known. */
  static boolean sameOutputIfStated(InventoryLayer left, InventoryLayer right) {
    return !isStated(left, right) || sameOutput(left, right);
  }

  private static boolean isStated(InventoryLayer left, InventoryLayer right) {
    return left.output().isPresent() && right.output().isPresent();
  }

  /** The same extents, whether channels stand first or last. */
  private static boolean sameOutput(InventoryLayer left, InventoryLayer right) {
    return sorted(left).equals(sorted(right));
  }

  private static List<Long> sorted(InventoryLayer layer) {
    return layer.output().orElse(List.of()).stream().filter(e -> e != 1).sorted().toList();
  }

  /** Returns the name of the layer, the later one first. */
  public String name() {
    return after.or(() -> before).map(InventoryLayer::path).orElse("");
  }

  /** Returns whether nothing known differs but the names. */
  public boolean isSame() {
    return difference().isEmpty();
  }

  /** Returns what differs, in words; empty where nothing does. */
  public String difference() {
    if (before.isEmpty() || after.isEmpty()) {
      long parameters = before.or(() -> after).map(InventoryLayer::parameters).orElse(0L);
      return parameters == 0 ? "" : "only here: " + Numbers.count(parameters, "parameter");
    }
    List<String> words = new ArrayList<>();
    if (isStated(before.get(), after.get()) && !sameOutput(before.get(), after.get())) {
      words.add("output %s and %s".formatted(output(before.get()), output(after.get())));
    }
    if (before.get().parameters() != after.get().parameters()) {
      words.add(
          "%s and %s parameters: %s"
              .formatted(
                  Numbers.count(before.get().parameters()),
                  Numbers.count(after.get().parameters()),
                  why(before.get(), after.get())));
    }
    return String.join("; ", words);
  }

  /** The tensors of both, or that one counts running statistics, too. */
  private static String why(InventoryLayer left, InventoryLayer right) {
    long more = left.parameters() - right.parameters();
    if (more == statistics(right) || -more == statistics(left)) {
      return "%s with the %s values of running statistics"
          .formatted(more > 0 ? "the first" : "the second", Numbers.count(Math.abs(more)));
    }
    List<String> both = List.of(tensors(left), tensors(right));
    return both.get(0) + " and " + both.get(1) + bias(both.get(0), both.get(1));
  }

  /** What a normalization keeps of the data, without PyTorch's counter of batches. */
  private static long statistics(InventoryLayer layer) {
    return layer.tensors().stream()
        .filter(tensor -> tensor.role() == StoredTensor.Role.BUFFER && tensor.values() > 1)
        .mapToLong(StoredTensor::values)
        .sum();
  }

  private static String bias(String left, String right) {
    return right.matches("\\Q" + left + "\\E \\+ [0-9]+")
        ? ", so only the second has a bias"
        : left.matches("\\Q" + right + "\\E \\+ [0-9]+") ? ", so only the first has a bias" : "";
  }

  private static String output(InventoryLayer layer) {
    return shape(layer.output().orElse(List.of()));
  }

  private static String tensors(InventoryLayer layer) {
    String all =
        layer.tensors().stream()
            .filter(tensor -> tensor.role() != StoredTensor.Role.BUFFER)
            .map(tensor -> shape(tensor.shape()))
            .collect(Collectors.joining(" + "));
    return all.isEmpty() ? "none" : all;
  }

  /** Returns extents as {@code 64x3x7x7}. */
  public static String shape(List<Long> extents) {
    return extents.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }
}
