package io.github.layerbook.exchange.keras;

import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.pooling.AdaptivePool;
import io.github.layerbook.layer.pooling.AveragePool;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.layer.pooling.MaxPool;
import java.util.ArrayList;
import java.util.List;

/** Keras's pooling layers. */
final class Poolings {
  private Poolings() {}

  static List<EntryBuilder> entries() {
    List<EntryBuilder> entries = new ArrayList<>();
    for (int axes = 1; axes <= 3; axes++) {
      String suffix = axes + "D";
      entries.add(pool(MaxPool.class, axes, "MaxPooling" + suffix, "MaxPool" + suffix));
      entries.add(
          pool(AveragePool.class, axes, "AveragePooling" + suffix, "AvgPool" + suffix)
              .fixed("countpad", false));
      entries.add(adaptive(AdaptivePool.Kind.AVERAGE, axes, "AdaptiveAveragePooling" + suffix));
      entries.add(adaptive(AdaptivePool.Kind.MAX, axes, "AdaptiveMaxPooling" + suffix));
      entries.add(
          global(
              GlobalPool.Kind.AVERAGE,
              axes,
              "GlobalAveragePooling" + suffix,
              "GlobalAvgPool" + suffix));
      entries.add(
          global(GlobalPool.Kind.MAX, axes, "GlobalMaxPooling" + suffix, "GlobalMaxPool" + suffix));
    }
    return entries;
  }

  private static EntryBuilder pool(Class<? extends Layer> type, int axes, String... names) {
    return Keras.layer(type, names)
        .axes(axes)
        .signature("pool_size:kernel=2 strides:stride=None padding=valid data_format=None")
        .codec("padding", new Convolutions.KerasPadding())
        .arranged(KerasAxes::channels);
  }

  private static EntryBuilder adaptive(AdaptivePool.Kind kind, int axes, String name) {
    return Keras.layer(AdaptivePool.class, name)
        .axes(axes)
        .fixed("kind", kind)
        .signature("output_size:size data_format=None")
        .arranged(KerasAxes.spatial(axes));
  }

  private static EntryBuilder global(GlobalPool.Kind kind, int axes, String... names) {
    return Keras.layer(GlobalPool.class, names)
        .axes(axes)
        .fixed("kind", kind)
        .signature("data_format=None keepdims=False")
        .arranged(KerasAxes.spatial(axes));
  }
}
