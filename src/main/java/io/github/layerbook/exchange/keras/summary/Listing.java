package io.github.layerbook.exchange.keras.summary;

import io.github.layerbook.exchange.fitting.Sliding;
import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.inventory.InventoryLayer;
import io.github.layerbook.inventory.StoredTensor;
import io.github.layerbook.inventory.StoredTensor.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows as an inventory: what is known of each layer's tensors without its inputs. */
final class Listing {
  private Listing() {}

  /**
   * Lists the rows.
   *
   * @param untrained how many parameters the text says are not trained, running statistics among
   *     them; empty where it does not say
   */
  static Inventory of(String name, Rows rows, List<String> unknown, Optional<Long> untrained) {
    List<InventoryLayer> layers = layers(rows);
    long told =
        layers.stream().mapToLong(each -> each.count(Role.FROZEN) + each.count(Role.BUFFER)).sum();
    long rest = untrained.orElse(told) - told;
    return new Inventory(
        name, "Keras's summary", rest > 0 ? frozen(layers, rest) : layers, unknown);
  }

  private static List<InventoryLayer> layers(Rows rows) {
    List<InventoryLayer> layers = new ArrayList<>();
    for (int i = 0; i < rows.all().size(); i++) {
      SummaryRow row = rows.all().get(i);
      if (!rows.isModel(i)) {
        List<String> types = Types.of(row);
        layers.add(
            new InventoryLayer(
                rows.path(i),
                types.isEmpty() ? row.type().text() : types.get(0),
                row.isClosed() ? Optional.of(row.output()) : Optional.empty(),
                tensors(types.isEmpty() ? "" : types.get(0), row)));
      }
    }
    return layers;
  }

  /** The one layer that is frozen whole, or else the one that keeps so many untrained values. */
  private static List<InventoryLayer> frozen(List<InventoryLayer> layers, long rest) {
    List<InventoryLayer> all = new ArrayList<>(layers);
    for (boolean whole : new boolean[] {true, false}) {
      for (int i = 0; i < all.size(); i++) {
        InventoryLayer layer = all.get(i);
        boolean one =
            whole ? layer.parameters() == rest : isModel(layer) && layer.parameters() > rest;
        if (one) {
          List<StoredTensor> tensors = new ArrayList<>();
          if (!whole) {
            long trained = layer.parameters() - rest;
            tensors.add(StoredTensor.trained("trained", List.of(trained)));
          }
          tensors.add(StoredTensor.trained("untrained", List.of(rest)).as(Role.FROZEN));
          all.set(i, new InventoryLayer(layer.path(), layer.type(), layer.output(), tensors));
          return all;
        }
      }
    }
    return all;
  }

  private static boolean isModel(InventoryLayer layer) {
    return Types.MODELS.contains(layer.type());
  }

  private static List<StoredTensor> tensors(String type, SummaryRow row) {
    long count = row.parameters().orElse(0L);
    List<Long> output = row.output();
    long last = output.isEmpty() ? Sliding.OPEN : output.get(output.size() - 1);
    Role role = row.trainable().orElse(true) ? Role.TRAINED : Role.FROZEN;
    List<StoredTensor> tensors = new ArrayList<>();
    if (count == 0) {
      return tensors;
    } else if (type.equals("BatchNormalization") && count % 4 == 0) {
      long channels = count / 4;
      for (String name : List.of("gamma", "beta", "moving_mean", "moving_variance")) {
        StoredTensor tensor = StoredTensor.trained(name, List.of(channels)).as(role);
        tensors.add(name.startsWith("moving") ? tensor.as(Role.BUFFER) : tensor);
      }
    } else if (type.equals("Dense") && last > 0 && count % last == 0 && count > last) {
      tensors.add(StoredTensor.trained("kernel", List.of(count / last - 1, last)).as(role));
      tensors.add(StoredTensor.trained("bias", List.of(last)).as(role));
    } else if (type.equals("Embedding") && last > 0 && count % last == 0) {
      tensors.add(StoredTensor.trained("embeddings", List.of(count / last, last)).as(role));
    } else {
      tensors.add(StoredTensor.trained("weights", List.of(count)).as(role));
    }
    return tensors;
  }
}
