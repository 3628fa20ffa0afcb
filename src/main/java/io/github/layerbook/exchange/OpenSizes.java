package io.github.layerbook.exchange;

import io.github.layerbook.layer.geometry.OpenExtents;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and writes extents of which some are left open. */
final class OpenSizes {
  private OpenSizes() {}

  /** Reads extents where {@code None} leaves one open; one alone stands for each axis. */
  static OpenExtents read(String argument, @Nullable Object value, int axes) {
    List<? extends @Nullable Object> all =
        value instanceof List<?> list ? list : Collections.nCopies(axes, value);
    List<Optional<Size>> sizes = new ArrayList<>();
    for (Object each : all) {
      sizes.add(
          each == null ? Optional.empty() : Optional.of(Size.of(Call.number(argument, each))));
    }
    return new OpenExtents(sizes);
  }

  /** Writes extents with {@code None} where one is open; one number where all are the same. */
  static Object write(OpenExtents extents, int axes) {
    List<@Nullable Object> sizes = new ArrayList<>();
    extents.sizes().forEach(size -> sizes.add(size.map(Size::value).orElse(null)));
    boolean same = sizes.stream().distinct().count() == 1;
    Object first = sizes.get(0);
    if (same && first != null) {
      return first;
    }
    return same ? Collections.nCopies(axes, first) : sizes;
  }

  /** Returns a list with {@code None} for -1; what is no list is its only element. */
  static Object opened(Object value) {
    List<@Nullable Object> opened = new ArrayList<>();
    (value instanceof List<?> list ? list : List.of(value))
        .forEach(each -> opened.add(Long.valueOf(-1).equals(each) ? null : each));
    return opened;
  }

  /** Writes extents with -1 where one is open. */
  static Object closed(OpenExtents extents) {
    return extents.sizes().stream().map(size -> size.map(Size::value).orElse(-1L)).toList();
  }
}
