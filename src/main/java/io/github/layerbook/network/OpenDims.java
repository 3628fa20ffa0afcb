package io.github.layerbook.network;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The sizes that the source of a network leaves open, by the names that it gives them, such as
 * {@code sequence}.
 *
 * <p>What a file computes from its open sizes is not always what a network's layers would make of
 * another input, so that a network with another size is read anew.
 *
 * @param sizes what each is taken as in the network, in the order of the source
 * @param reading returns the network with a size for each; throws {@link NetworkException} if there
 *     is none
 */
public record OpenDims(Map<String, Long> sizes, Function<Map<String, Long>, Blueprint> reading) {
  /** Of a network of which nothing is left open. */
  public static final OpenDims NONE =
      new OpenDims(
          Map.of(),
          sizes -> {
            throw new NetworkException("", -1, "no size is left open");
          });

  /** Copies the sizes. */
  public OpenDims {
    sizes = Collections.unmodifiableMap(new LinkedHashMap<>(sizes));
  }

  /**
   * Returns the network with one of the sizes changed.
   *
   * @throws NetworkException if there is no such network
   */
  Blueprint with(String dim, long size) {
    if (!sizes.containsKey(dim)) {
      throw new NetworkException(
          "",
          -1,
          "no size is called %s: %s"
              .formatted(dim, sizes.isEmpty() ? "none is open" : "open are " + names()));
    } else if (size < 1) {
      throw new NetworkException("", -1, "%s=%d is not a size: use 1 or more".formatted(dim, size));
    }
    Map<String, Long> changed = new LinkedHashMap<>(sizes);
    changed.put(dim, size);
    return reading.apply(changed).open(new OpenDims(changed, reading));
  }

  /** Returns this for the network after a change, which is made anew for other sizes. */
  public OpenDims after(UnaryOperator<Blueprint> change) {
    return sizes.isEmpty() ? this : new OpenDims(sizes, reading.andThen(change));
  }

  /** Returns the names: {@code height, width}. */
  public String names() {
    return String.join(", ", sizes.keySet());
  }

  /** Returns {@code height=224, width=224}. */
  @Override
  public String toString() {
    return String.join(
        ", ",
        sizes.entrySet().stream().map(each -> each.getKey() + "=" + each.getValue()).toList());
  }
}
