package io.github.layerbook.exchange.keras.summary;

import io.github.layerbook.exchange.fitting.Sliding;
import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.inventory.InventoryLayer;
import io.github.layerbook.inventory.StoredTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows as an inventory: what is known of each layer's tensors without its inputs. */
final class Listing {
  private Listing() {}

  static Inventory of(String name, Rows rows, List<String> unknown) {
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
    return new Inventory(name, "Keras's summary", layers, unknown);
  }

  private static List<StoredTensor> tensors(String type, SummaryRow row) {
    long count = row.parameters().orElse(0L);
    List<Long> output = row.output();
    long last = output.isEmpty() ? Sliding.OPEN : output.get(output.size() - 1);
    StoredTensor.Role role =
        row.trainable().orElse(true) ? StoredTensor.Role.TRAINED : StoredTensor.Role.FROZEN;
    List<StoredTensor> tensors = new ArrayList<>();
    if (count == 0) {
      return tensors;
    } else if (type.equals("BatchNormalization") && count % 4 == 0) {
      long channels = count / 4;
      for (String name : List.of("gamma", "beta", "moving_mean", "moving_variance")) {
        StoredTensor tensor = StoredTensor.trained(name, List.of(channels)).as(role);
        tensors.add(name.startsWith("moving") ? tensor.as(StoredTensor.Role.BUFFER) : tensor);
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
