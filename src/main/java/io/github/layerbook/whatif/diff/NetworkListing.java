package io.github.layerbook.whatif.diff;

import io.github.layerbook.inventory.Inventory;
import io.github.layerbook.inventory.InventoryLayer;
import io.github.layerbook.inventory.StoredTensor;
import io.github.layerbook.inventory.StoredTensor.Role;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Row;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A network as an inventory, to be laid beside one. */
final class NetworkListing {
  private NetworkListing() {}

  /** Lists a network's layers but its inputs; shapes are channels first. */
  static Inventory of(Report report) {
    List<InventoryLayer> layers = new ArrayList<>();
    for (Row row : report.rows()) {
      if (!(row.node().layer() instanceof Input)) {
        layers.add(layer(row));
      }
    }
    return new Inventory(report.network().name(), "a network", layers, List.of());
  }

  private static InventoryLayer layer(Row row) {
    List<StoredTensor> tensors = new ArrayList<>();
    boolean frozen = row.settings().frozen().contains(row.node().path());
    for (Tensor tensor : row.applied().tensors()) {
      boolean buffer = tensor.kind() == Tensor.Kind.BUFFER;
      Role role = buffer ? Role.BUFFER : frozen ? Role.FROZEN : Role.TRAINED;
      tensors.add(
          StoredTensor.trained(tensor.name(), tensor.extents().stream().map(Size::value).toList())
              .as(role));
    }
    List<Long> output =
        row.output().axes(AxisOrder.CHW).stream().map(axis -> axis.size().value()).toList();
    return new InventoryLayer(
        row.node().path(),
        LayerForm.of(row.node().layer()).words().get(0),
        Optional.of(output),
        tensors);
  }
}
