package io.github.layerbook.exchange.keras.file;

import java.util.List;
import java.util.Optional;

/**
 * A tensor as a configuration names it.
 *
 * @param layer the layer that makes it
 * @param call which of the layer's calls, from 0
 * @param output which of the call's outputs, from 0
 * @param recorded the extents that stand with it, -1 for an open one
 */
record TensorRef(String layer, int call, int output, Optional<List<Long>> recorded) {
  /** Returns this of another call. */
  TensorRef ofCall(int other) {
    return new TensorRef(layer, other, output, recorded);
  }

  /** The call that makes it. */
  Call made() {
    return new Call(layer, call);
  }

  /** One of a layer's calls. */
  record Call(String layer, int call) {}
}
