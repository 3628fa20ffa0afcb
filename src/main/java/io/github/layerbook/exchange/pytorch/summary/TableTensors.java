package io.github.layerbook.exchange.pytorch.summary;

import io.github.layerbook.inventory.StoredTensor;
import io.github.layerbook.inventory.StoredTensor.Role;
import java.util.ArrayList;
import java.util.List;

/** What a row's module holds, as far as its class, output and count tell. */
final class TableTensors {
  private TableTensors() {}

  static List<StoredTensor> of(TableRow row) {
    long count = row.parameters().orElse(0L);
    List<Long> out = row.each();
    List<StoredTensor> tensors = new ArrayList<>();
    if (count == 0) {
      return tensors;
    } else if (row.type().startsWith("BatchNorm") && count % 2 == 0) {
      List<Long> channels = List.of(count / 2);
      tensors.add(trained("weight", channels, row));
      tensors.add(trained("bias", channels, row));
      tensors.add(StoredTensor.trained("running_mean", channels).as(Role.BUFFER));
      tensors.add(StoredTensor.trained("running_var", channels).as(Role.BUFFER));
      return tensors;
    }
    boolean convolution = row.type().matches("Conv[123]d");
    boolean linear = row.type().equals("Linear");
    long units =
        out.isEmpty() || !(convolution || linear)
            ? 0
            : convolution ? out.get(0) : out.get(out.size() - 1);
    long kernel = row.kernel().isEmpty() || !convolution ? 1 : product(row.kernel());
    if (units > 0 && count % units == 0) {
      weights(row, count / units, units, kernel, tensors);
    }
    if (tensors.isEmpty()) {
      tensors.add(trained("weight", List.of(count), row));
    }
    return tensors;
  }

  /** A linear layer has a bias mostly; a convolution where its kernel then divides the rest. */
  private static void weights(
      TableRow row, long each, long units, long kernel, List<StoredTensor> tensors) {
    boolean told = !row.kernel().isEmpty() || row.type().equals("Linear");
    boolean bias = each > 1 && (each - 1) % kernel == 0 && each % kernel != 0;
    bias |= row.type().equals("Linear") && each % 2 == 1;
    if (told) {
      List<Long> shape = new ArrayList<>(List.of(units, (each - (bias ? 1 : 0)) / kernel));
      shape.addAll(row.type().equals("Linear") ? List.of() : row.kernel());
      tensors.add(trained("weight", shape, row));
      if (bias) {
        tensors.add(trained("bias", List.of(units), row));
      }
    }
  }

  private static long product(List<Long> extents) {
    return extents.stream().reduce(1L, (a, b) -> a * b);
  }

  private static StoredTensor trained(String name, List<Long> shape, TableRow row) {
    StoredTensor tensor = StoredTensor.trained(name, shape);
    return row.frozen() ? tensor.as(Role.FROZEN) : tensor;
  }
}
