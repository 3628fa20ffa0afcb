package io.github.layerbook.exercise;

import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Window;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.OutputAddress;
import io.github.layerbook.receptive.ReceptiveFields;
import io.github.layerbook.receptive.ReceptiveFields.Extent;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;

/**
 * The extent of a receptive field as an expression over the kernels and strides of the layers on a
 * path: one pixel, and for each window its further taps times the product of the strides before it
 * (Dumoulin and Visin, "A guide to convolution arithmetic for deep learning"). Where branches meet,
 * the path with the largest field counts.
 *
 * @param terms what the windows of the path add, the first layer's first
 * @param strides those that are not 1
 */
record FieldSize(List<Size> terms, List<Size> strides) {
  private static final Comparator<FieldSize> BY_EXTENT =
      Comparator.comparing(path -> path.size().value());

  /**
   * Returns the expression for a layer, over its input's first axis.
   *
   * @throws IllegalArgumentException if what the layer sees is not the window of one path
   */
  static Size of(Network network, String layer) {
    Size size =
        along(network, layer, BinaryOperator.maxBy(BY_EXTENT)).orElseThrow(() -> noPath(layer));
    boolean isAll =
        ReceptiveFields.of(network)
            .find(layer)
            .filter(seen -> seen.extent() == Extent.WINDOW)
            .filter(seen -> seen.axes().get(0).extent() == size.value())
            .isPresent();
    if (!isAll) {
      throw noPath(layer);
    }
    return size;
  }

  /** Returns the expression along the path with the smallest field. */
  static Optional<Size> ofShortest(Network network, String layer) {
    return along(network, layer, BinaryOperator.minBy(BY_EXTENT));
  }

  private static Optional<Size> along(
      Network network, String layer, BinaryOperator<FieldSize> chosen) {
    Map<String, FieldSize> paths = new HashMap<>();
    for (Applied applied : network.applied()) {
      List<OutputAddress> reads = applied.node().reads();
      FieldOfView seen = applied.declaration().fieldOfView();
      if (reads.isEmpty()) {
        paths.put(applied.node().path(), new FieldSize(List.of(), List.of()));
      } else if (reads.stream().allMatch(read -> paths.containsKey(read.layer()))
          && (seen.kind() == FieldOfView.Kind.WINDOWS
              || seen.kind() == FieldOfView.Kind.OWN_PLACE)) {
        reads.stream()
            .flatMap(read -> Optional.ofNullable(paths.get(read.layer())).stream())
            .reduce(chosen)
            .map(path -> seen.windows().isEmpty() ? path : path.then(seen.windows().get(0)))
            .ifPresent(path -> paths.put(applied.node().path(), path));
      }
    }
    return network
        .find(layer)
        .flatMap(applied -> Optional.ofNullable(paths.get(applied.node().path())))
        .map(FieldSize::size);
  }

  private FieldSize then(Window window) {
    List<Size> factors = new ArrayList<>();
    factors.add(window.taps().named("K").minus(1));
    if (!window.dilation().is(1)) {
      factors.add(window.dilation().named("D"));
    }
    factors.addAll(strides);
    List<Size> longer = new ArrayList<>(terms);
    longer.add(Size.product(factors));
    List<Size> further = new ArrayList<>(strides);
    if (!window.step().is(1)) {
      further.add(window.step().named("S"));
    }
    return new FieldSize(longer, further);
  }

  private Size size() {
    List<Size> sum = new ArrayList<>(terms);
    sum.add(Size.of(1));
    return Size.sum(sum);
  }

  private static IllegalArgumentException noPath(String layer) {
    return new IllegalArgumentException(
        "what %s sees is not the window of one path of windows: ask about another layer"
            .formatted(layer));
  }
}
