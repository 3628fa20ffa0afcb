package io.github.layerbook.exchange.pytorch.code;

import io.github.layerbook.exchange.python.value.Instance;
import io.github.layerbook.network.Node;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a block of a zoo's network does, in order.
 *
 * @param units its blocks and layers
 */
record ZooPart(List<Unit> units) {
  static final String FIELD = "<units>";

  ZooPart() {
    this(new ArrayList<>());
  }

  /**
   * A block or a layer.
   *
   * @param name what it is called in its block
   * @param module the module that it is; null for what is a function in the framework
   * @param layer the layer; null for a block
   * @param owner whose learned values the layer has, if it is no module; null for none
   */
  record Unit(
      String name, @Nullable Instance module, @Nullable Node layer, @Nullable Object owner) {
    /** Returns the layers in it, in order. */
    Stream<Node> layers() {
      return layer != null
          ? Stream.of(layer)
          : ZooPart.of(Objects.requireNonNull(module)).units.stream().flatMap(Unit::layers);
    }
  }

  static ZooPart of(Instance block) {
    return (ZooPart) Objects.requireNonNull(block.fields().get(FIELD));
  }

  /** Returns the outputs of other layers that some layers read. */
  static Set<String> reads(List<Node> layers) {
    Set<String> own = new LinkedHashSet<>();
    layers.forEach(layer -> own.add(layer.path()));
    Set<String> reads = new LinkedHashSet<>();
    for (Node layer : layers) {
      for (String input : layer.inputs()) {
        if (!own.contains(input.replaceAll("\\[\\d+]$", ""))) {
          reads.add(input);
        }
      }
    }
    return reads;
  }
}
