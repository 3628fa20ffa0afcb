package io.github.layerbook.layer.geometry;

import io.github.layerbook.size.Size;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How far a layer's windows may reach beyond their input: {@code 1}, {@code 1x2}, {@code 0:1x0:1}
 * (before and after, per axis), {@code same}, {@code preserve}, {@code causal}, {@code valid} or
 * {@code full}.
 *
 * @param mode how the amount is found
 * @param before zeros before the first value, per axis; 0 unless explicit
 * @param after zeros after the last value, per axis; 0 unless explicit
 */
public record Padding(Mode mode, Extents before, Extents after) {
  /** How the amount of padding is found. */
  public enum Mode {
    /** As many zeros as are stated. */
    EXPLICIT,
    /**
     * As many as make the output {@code ceil(input / stride)} long, as TensorFlow and Keras define
     * it.
     */
    SAME,
    /**
     * As many as make the output as long as the input; exists at stride 1 only. PyTorch's {@code
     * padding='same'}.
     */
    PRESERVE,
    /**
     * So many before the first value that an output sees no later input: {@code dilation * (kernel
     * - 1)}. On sequences only; Keras's {@code causal}.
     */
    CAUSAL,
    /** None: PyTorch's and Keras's {@code valid}. */
    VALID,
    /** So many that every window that touches the input counts: {@code dilation * (kernel - 1)}. */
    FULL
  }

  private static final Extents NONE = Extents.of(0);

  /** Makes padding of the same number of zeros on both sides of each axis. */
  public static Padding of(long... zeros) {
    Extents extents = Extents.of(zeros);
    return new Padding(Mode.EXPLICIT, extents, extents);
  }

  /** Makes padding of a mode that finds its own amount. */
  public static Padding of(Mode mode) {
    return new Padding(mode, NONE, NONE);
  }

  /** Returns whether the amount is stated and the same on both sides of every axis. */
  public boolean isSymmetric() {
    return mode == Mode.EXPLICIT && before.equals(after);
  }

  /** Returns whether some amount is stated, known and more than 0. */
  public boolean isKnownToPad() {
    return Stream.concat(before.sizes().stream(), after.sizes().stream())
        .anyMatch(zeros -> zeros.isKnown() && zeros.value() > 0);
  }

  @Override
  public String toString() {
    if (mode != Mode.EXPLICIT) {
      return mode.name().toLowerCase(java.util.Locale.ROOT);
    } else if (isSymmetric()) {
      return before.toString();
    }
    int axes = Math.max(before.sizes().size(), after.sizes().size());
    return IntStream.range(0, axes)
        .mapToObj(axis -> before.along(axis, axes) + ":" + after.along(axis, axes))
        .collect(Collectors.joining("x"));
  }

  /** Makes padding of per-axis amounts before and after. */
  public static Padding of(List<Size> before, List<Size> after) {
    return new Padding(Mode.EXPLICIT, new Extents(before), new Extents(after));
  }
}
