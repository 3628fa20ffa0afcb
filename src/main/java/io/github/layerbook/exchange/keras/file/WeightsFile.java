package io.github.layerbook.exchange.keras.file;

import io.github.layerbook.exchange.checkpoint.FileTensor;
import io.github.layerbook.exchange.checkpoint.TensorList;
import io.github.layerbook.exchange.keras.file.Hdf5.Stored;
import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.inventory.StoredTensor.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The weights among an HDF5 file's data sets: those of {@code model_weights} or {@code layers}, by
 * the names of their layers; without what the optimizer, metrics and random seeds keep.
 *
 * @param tensors in the order of the file
 */
record WeightsFile(List<FileTensor> tensors) {
  private static final Set<String> NO_WEIGHTS =
      Set.of("optimizer_weights", "optimizer", "metrics", "_metrics", "loss_tracker");

  private static final Set<String> STATISTICS =
      Set.of("moving_mean", "moving_variance", "mean", "variance", "count", "u", "vector_u");

  /** Finds the weights. */
  static WeightsFile of(List<Stored> stored) {
    List<FileTensor> tensors = new ArrayList<>();
    Map<String, Integer> siblings = new HashMap<>();
    stored.forEach(each -> siblings.merge(group(each), 1, Integer::sum));
    for (Stored each : stored) {
      List<String> parts = Arrays.asList(each.path().split("/"));
      boolean weight =
          !NO_WEIGHTS.contains(parts.get(0))
              && parts.stream().noneMatch(part -> part.startsWith("seed_generator"));
      if (weight) {
        tensors.add(tensor(each, parts, siblings.getOrDefault(group(each), 1)));
      }
    }
    return new WeightsFile(List.copyOf(tensors));
  }

  private static String group(Stored stored) {
    return stored.path().substring(0, stored.path().lastIndexOf('/') + 1);
  }

  private static FileTensor tensor(Stored stored, List<String> parts, long siblings) {
    boolean numbered = parts.contains("vars");
    List<String> path = numbered ? numbered(parts, stored.layer()) : named(parts);
    FileTensor tensor =
        new FileTensor(
            String.join(".", path),
            stored.type(),
            stored.shape(),
            Optional.of(stored.bytes()),
            Optional.empty(),
            Optional.of(Role.TRAINED));
    boolean statistic =
        numbered
            ? isStatistic(parts, stored.layer().orElse(""), siblings)
            : STATISTICS.contains(path.get(path.size() - 1));
    return statistic ? tensor.as(Role.BUFFER) : tensor;
  }

  /** Keras 3: {@code layers/dense_1/vars/0}, whose layer's own name stands as an attribute. */
  private static List<String> numbered(List<String> parts, Optional<String> layer) {
    List<String> path = new ArrayList<>();
    for (String part : parts) {
      if (!part.equals("layers")
          && !part.equals("vars")
          && !part.equals("_layer_checkpoint_dependencies")) {
        path.add(part);
      }
    }
    int last = path.size() - 2;
    if (last >= 0) {
      layer.filter(name -> !name.isEmpty()).ifPresent(name -> path.set(last, name));
    }
    return path;
  }

  /** The last two variables of a batch normalisation, and all of a normalisation. */
  private static boolean isStatistic(List<String> parts, String name, long siblings) {
    String own = parts.get(Math.max(0, parts.indexOf("vars") - 1));
    String group = own.equals("layer") ? name : own;
    int place =
        parts.get(parts.size() - 1).matches("\\d{1,6}")
            ? Integer.parseInt(parts.get(parts.size() - 1))
            : 0;
    return (group.startsWith("batch_normalization") && place >= siblings - 2)
        || group.matches("normalization(_\\d+)?");
  }

  /** Files of Keras 2's form: {@code model_weights/body/model/body/kernel:0}. */
  private static List<String> named(List<String> parts) {
    List<String> path = new ArrayList<>();
    for (String part : parts) {
      String plain = part.replaceFirst(":\\d+$", "");
      boolean again = !path.isEmpty() && path.get(path.size() - 1).equals(plain);
      if (!again && !(path.isEmpty() && plain.equals("model_weights"))) {
        path.add(plain);
      }
    }
    int last = path.size() - 2;
    if (last > 0 && path.get(0).equals(path.get(last))) {
      path.subList(1, last + 1).clear();
    }
    return path;
  }

  /** Returns how many values all weights have. */
  long values() {
    return tensors.stream()
        .mapToLong(tensor -> tensor.shape().stream().reduce(1L, Math::multiplyExact))
        .reduce(0, Math::addExact);
  }

  /** Returns the inventory of the weights. */
  Inventory inventory(String name, String source) {
    return TensorList.inventory(name, source, tensors);
  }
}
