package io.github.layerbook.analysis;

import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.Node;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * What one layer of a network costs.
 *
 * @param applied the layer at its place
 * @param settings what the analysis assumes
 */
public record Row(Applied applied, Settings settings) {
  /** Returns the node. */
  public Node node() {
    return applied.node();
  }

  /** Returns the layer's name. */
  public String name() {
    return node().name();
  }

  /** Returns the output's shape, without the batch. */
  public Shape output() {
    return applied.output();
  }

  /** Returns what the layer declares. */
  public Declaration declaration() {
    return applied.declaration();
  }

  /** Returns a measure of the layer with its derivation. */
  public Measure measure(Quantity quantity) {
    return new Measure(quantity, size(quantity));
  }

  /** Returns the number of operations of a kind for the batch, with its derivation. */
  public Size work(Work.Kind kind) {
    return perBatch(
        Size.sum(
            declaration().work().stream()
                .filter(work -> work.kind() == kind)
                .map(Work::count)
                .toList()));
  }

  private Size size(Quantity quantity) {
    return switch (quantity) {
      case VALUES -> values();
      case BYTES -> takesMemory() ? settings.type().bytes(values()) : Size.of(0);
      case WEIGHTS -> tensors(Tensor.Kind.WEIGHT);
      case BIASES -> tensors(Tensor.Kind.BIAS);
      case PARAMETERS -> parameters();
      case MULTIPLY_ADDS -> work(Work.Kind.MULTIPLY_ADDS);
    };
  }

  private boolean takesMemory() {
    return declaration().storage() == Declaration.Storage.NEW;
  }

  private Size values() {
    return takesMemory()
        ? perBatch(Size.sum(applied.outputs().stream().map(shape -> shape.values("out")).toList()))
        : Size.of(0);
  }

  private Size perBatch(Size size) {
    return settings.batch() == 1 || size.is(0)
        ? size
        : Size.product(Size.of(settings.batch()).named("N"), size);
  }

  private Size tensors(Tensor.Kind kind) {
    return Size.sum(
        declaration().tensors().stream()
            .filter(tensor -> tensor.kind() == kind)
            .map(Tensor::count)
            .toList());
  }

  private Size parameters() {
    List<Size> counts = new ArrayList<>();
    for (Tensor tensor : declaration().tensors()) {
      if (tensor.kind() != Tensor.Kind.BUFFER) {
        counts.add(tensor.count());
      }
    }
    return Size.sum(counts);
  }
}
