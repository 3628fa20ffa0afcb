package io.github.layerbook.report;

import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.Node;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

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

  /** Returns the shortest name that only this layer has. */
  public String name() {
    return applied.label();
  }

  /** Returns the output's shape, without the batch. */
  public Shape output() {
    return applied.output();
  }

  /** Returns what the layer declares. */
  public Declaration declaration() {
    return applied.declaration();
  }

  /** Returns whether the layer's parameters are not trained. */
  public boolean isFrozen() {
    return settings.frozen().contains(node().path());
  }

  /** Returns a measure of the layer with its derivation. */
  public Measure measure(Quantity quantity) {
    return new Measure(quantity, size(quantity));
  }

  /** Returns the number of operations of a kind for the batch, with its derivation. */
  public Size work(Work.Kind kind) {
    List<Size> counts = new ArrayList<>();
    for (Work work : declaration().work()) {
      if (work.kind() == kind) {
        counts.add(work.count());
      }
    }
    return settings.perBatch(Size.sum(counts));
  }

  private Size size(Quantity quantity) {
    return switch (quantity) {
      case VALUES -> values();
      case BYTES -> takesMemory() ? settings.type().bytes(values()) : Size.of(0);
      case WEIGHTS -> tensors(kind -> kind == Tensor.Kind.WEIGHT);
      case BIASES -> tensors(kind -> kind == Tensor.Kind.BIAS);
      case PARAMETERS -> tensors(kind -> kind != Tensor.Kind.BUFFER);
      case BUFFERS -> tensors(kind -> kind == Tensor.Kind.BUFFER);
      case MULTIPLY_ADDS -> work(Work.Kind.MULTIPLY_ADDS);
      case FLOPS -> operations();
    };
  }

  private Size operations() {
    List<Size> counts = new ArrayList<>();
    for (Work work : declaration().work()) {
      boolean two = work.kind() == Work.Kind.MULTIPLY_ADDS;
      counts.add(two ? Size.product(Size.of(2), work.count()) : work.count());
    }
    return settings.perBatch(Size.sum(counts));
  }

  private boolean takesMemory() {
    return declaration().storage() == Declaration.Storage.NEW;
  }

  private Size values() {
    if (!takesMemory()) {
      return Size.of(0);
    }
    List<Size> counts = new ArrayList<>();
    for (Shape output : applied.outputs()) {
      counts.add(output.values("out"));
    }
    return settings.perBatch(Size.sum(counts));
  }

  private Size tensors(Predicate<Tensor.Kind> kinds) {
    List<Size> counts = new ArrayList<>();
    for (Tensor tensor : applied.tensors()) {
      if (kinds.test(tensor.kind())) {
        counts.add(tensor.count());
      }
    }
    return Size.sum(counts);
  }
}
