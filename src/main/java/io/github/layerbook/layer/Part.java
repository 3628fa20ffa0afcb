package io.github.layerbook.layer;

import java.util.ArrayList;
import java.util.List;

/**
 * One of several steps in which PyTorch runs a layer.
 *
 * @param layer what the step does
 * @param prefix what stands before the names of its tensors to make those of the whole layer
 * @param reads the values that it reads, by number: first the layer's inputs from 0 on, then what
 *     each step before it gives
 */
public record Part(Layer layer, String prefix, List<Integer> reads) {
  /** Copies the list. */
  public Part {
    reads = List.copyOf(reads);
  }

  /** Returns what the step declares, its tensors named as the whole layer's. */
  public Declaration on(List<Shape> inputs) {
    Declaration declaration = layer.on(inputs);
    List<Tensor> named =
        declaration.tensors().stream().map(t -> t.renamed(prefix + t.name())).toList();
    return prefix.isEmpty() ? declaration : declaration.with(named, declaration.work());
  }

  /** Returns a layer as the only step of itself. */
  public static Part whole(Layer layer) {
    return new Part(layer, "", List.of());
  }

  /** Returns this as a step of a step. */
  public Part within(String outer) {
    return new Part(layer, outer + prefix, reads);
  }

  /** Makes a step that reads values. */
  public static Part of(Layer layer, Integer... reads) {
    return new Part(layer, "", List.of(reads));
  }

  /** Makes a step whose tensors have longer names in the whole layer. */
  public static Part of(String prefix, Layer layer, Integer... reads) {
    return new Part(layer, prefix, List.of(reads));
  }

  /** Makes steps, each of which reads what the one before it gives; the first one the input. */
  public static List<Part> chain(Layer... layers) {
    List<Part> parts = new ArrayList<>(layers.length);
    for (Layer layer : layers) {
      parts.add(of(layer, parts.size()));
    }
    return parts;
  }
}
