package io.github.layerbook.exchange.onnx.pattern;

import io.github.layerbook.exchange.onnx.model.Operation;
import java.util.Optional;
import java.util.Set;

/** A group of nodes that is one layer. */
interface Pattern {
  /** Returns the operators that it ends with. */
  Set<String> lastOperators();

  /** Returns the group that ends with an operation, if there is one. */
  Optional<Group> endingWith(Operation last, Nodes nodes);
}
