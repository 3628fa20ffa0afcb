package io.github.layerbook.exchange;

import io.github.layerbook.exchange.Arrangement.Operand;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a framework's class or function is on given inputs.
 *
 * @param layer the layer
 * @param activation what follows it in the same class, Keras's {@code activation="relu"}; null if
 *     nothing does
 * @param arrangement how the framework's tensors are its inputs and outputs
 * @param naming how the framework names and shapes its tensors
 */
public record Reading(
    Layer layer, @Nullable Layer activation, Arrangement arrangement, Naming naming) {
  /** Returns what follows the layer in the same class. */
  public Optional<Layer> next() {
    return Optional.ofNullable(activation);
  }

  /** Returns the shapes of the layer's inputs, in its order. */
  public List<Shape> inputs() {
    return arrangement.operands().stream().map(Operand::shape).toList();
  }

  /** Returns what the layer declares of its inputs; empty if it cannot be run on them. */
  public Optional<Declaration> declaration() {
    Declaration declaration = layer.on(inputs());
    return declaration.requirements().stream().allMatch(each -> !each.isKnown() || each.holds())
        ? Optional.of(declaration)
        : Optional.empty();
  }

  /** Returns the framework's extents of the outputs, with the batch. */
  public List<List<Long>> outputs(Declaration declaration) {
    return arrangement.extents(declaration.outputs());
  }

  /** Returns the framework's names and shapes of a tensor. */
  public Map<String, List<Long>> names(Tensor tensor) {
    return naming.of(tensor, layer);
  }
}
