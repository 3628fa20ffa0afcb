package io.github.layerbook.exchange.onnx.pattern;

import io.github.layerbook.exchange.onnx.model.Operation;
import java.util.Optional;

/** A group of nodes that is one layer. */
@FunctionalInterface
interface Pattern {
  /** Returns the group that ends with an operation, if there is one. */
  Optional<Group> endingWith(Operation last, Nodes nodes);
}
