package io.github.layerbook.layer.geometry;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.size.Size;
import java.util.List;
import java.util.Optional;

/**
 * What stands where a window or a padding reaches beyond its input. It changes no count, but how
 * far it may reach (PyTorch's {@code padding_mode} and its padding layers).
 */
public enum Fill {
  /** Zeros, or another constant: any number of them. */
  ZEROS,
  /** The input mirrored at its border value: at most one fewer than the input has. */
  REFLECT,
  /** The border value again: any number of times. */
  REPLICATE,
  /** The input from its other end on: at most as many as it has. */
  CIRCULAR;

  /** What must hold for padding of both sides of an axis. */
  public List<Requirement> limits(Axis axis, Size before, Size after) {
    return limit(axis.size())
        .map(limit -> List.of(atMost(axis, before, limit), atMost(axis, after, limit)))
        .orElse(List.of());
  }

  private Optional<Size> limit(Size extent) {
    return switch (this) {
      case ZEROS, REPLICATE -> Optional.empty();
      case REFLECT -> Optional.of(extent.minus(1));
      case CIRCULAR -> Optional.of(extent);
    };
  }

  private Requirement atMost(Axis axis, Size amount, Size limit) {
    String what = this == REFLECT ? "what can be mirrored of its " : "its input's ";
    return Requirement.that("padding", amount)
        .atMost(what + axis.name(), limit, "use less padding, or fill=zeros");
  }
}
