package io.github.layerbook.layer.adaptation;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Part;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A layer, or a step of one, with parameters of its own: what PyTorch calls a module.
 *
 * @param name its name in the layer, such as {@code q_proj}; empty for the layer itself
 * @param kind what it does with its matrix
 */
public record AdaptableModule(String name, Kind kind) {
  /** What a module does with its matrix. */
  public enum Kind {
    /** It multiplies by it. */
    LINEAR,
    /** It slides it over its input. */
    CONVOLUTION,
    /** It looks rows of it up. */
    EMBEDDING,
    /** It has no matrix that adapters can stand beside: norms, routers, banks of experts. */
    OTHER
  }

  private static final String WEIGHT = "weight";

  /** Returns whether adapters can be attached to it. */
  public boolean isAdaptable() {
    return kind != Kind.OTHER;
  }

  /** Returns the modules that a layer is or has, in the order of its steps, each once. */
  public static List<AdaptableModule> of(Declaration layer) {
    List<AdaptableModule> modules = new ArrayList<>();
    collect(layer, "", modules);
    return modules.stream().distinct().toList();
  }

  private static void collect(
      Declaration declaration, String prefix, List<AdaptableModule> modules) {
    List<Part> parts = declaration.composition().parts();
    if (parts.isEmpty() && declaration.tensors().stream().anyMatch(Tensor::isParameter)) {
      modules.add(new AdaptableModule(name(prefix), kind(declaration)));
    }
    parts.forEach(part -> collect(part.declaration(), prefix + part.prefix(), modules));
  }

  /** The name of a module whose tensors have a prefix: {@code q_proj} for {@code q_proj.}. */
  static String name(String prefix) {
    return prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1);
  }

  /** The matrix of a module, if it has one. */
  static Optional<Tensor> matrix(Declaration module) {
    return module.tensors().stream()
        .filter(tensor -> tensor.name().equals(WEIGHT) && tensor.axes().size() > 1)
        .findFirst();
  }

  static Kind kind(Declaration module) {
    Optional<Tensor> matrix = matrix(module);
    boolean multiplies =
        module.work().stream().anyMatch(work -> work.kind() == Work.Kind.MULTIPLY_ADDS);
    if (matrix.isEmpty() || matrix.get().axes().stream().anyMatch(Axis::isExperts)) {
      return Kind.OTHER;
    }
    Tensor weight = matrix.get();
    if (weight.axes().size() == 2) {
      boolean looksUp = weight.output() < 0 && !multiplies;
      return looksUp
          ? Kind.EMBEDDING
          : weight.output() >= 0 && multiplies ? Kind.LINEAR : Kind.OTHER;
    }
    return weight.output() == 0 && multiplies ? Kind.CONVOLUTION : Kind.OTHER;
  }
}
