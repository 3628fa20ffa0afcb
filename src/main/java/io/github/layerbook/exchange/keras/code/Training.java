package io.github.layerbook.exchange.keras.code;

import io.github.layerbook.exchange.python.value.Instance;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which layers are trained: a layer's {@code trainable}, which a model hands to all in it. */
final class Training {
  static final String TRAINABLE = "trainable";

  private Training() {}

  /** Sets whether a layer and all in it are trained. */
  static void set(Instance layer, boolean trained) {
    set(layer, trained, new HashSet<>());
  }

  private static void set(@Nullable Object value, boolean trained, Set<Object> seen) {
    if (value instanceof List<?> list) {
      list.forEach(each -> set(each, trained, seen));
    } else if (value instanceof Instance layer && seen.add(layer)) {
      layer.fields().put(TRAINABLE, trained);
      Functional.parts(layer).forEach(part -> set(part, trained, seen));
    }
  }

  /** Returns whether a layer is not trained. */
  static boolean isFrozen(Instance layer) {
    return Boolean.FALSE.equals(layer.fields().get(TRAINABLE));
  }

  /** Returns the paths of layers that are not trained. */
  static Set<String> frozen(Map<String, Object> owners) {
    Set<String> paths = new HashSet<>();
    owners.forEach(
        (path, owner) -> {
          Object layer = owner instanceof List<?> list ? list.get(0) : owner;
          if (layer instanceof Instance instance && isFrozen(instance)) {
            paths.add(path);
          }
        });
    return paths;
  }
}
