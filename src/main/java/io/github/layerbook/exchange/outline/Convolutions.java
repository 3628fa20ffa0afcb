package io.github.layerbook.exchange.outline;

import io.github.layerbook.exchange.drawing.Drawing;
import io.github.layerbook.exchange.tracing.Made;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.convolution.Convolution;
import io.github.layerbook.layer.convolution.DepthwiseConvolution;
import io.github.layerbook.layer.convolution.SeparableConvolution;
import io.github.layerbook.layer.convolution.TransposedConvolution;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.form.Options;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The convolutions that a step may mean, the likeliest first. */
final class Convolutions {
  private static final List<Long> STRIDES = List.of(1L, 2L, 4L, 3L, 8L, 16L);

  private final Step step;
  private final LayerPhrase phrase;
  private final Made input;
  private final Habits habits;

  Convolutions(Step step, Made input, Habits habits) {
    this.step = step;
    this.phrase = step.phrase();
    this.input = input;
    this.habits = habits;
  }

  List<Layer> all() {
    Optional<Long> out = phrase.out().or(step::channels);
    boolean counted = out.isPresent() || phrase.kind() == LayerPhrase.Kind.DEPTHWISE;
    List<Layer> all = new ArrayList<>();
    for (List<Long> kernel : kernels()) {
      for (long stride : strides(kernel)) {
        for (Padding padding : paddings(kernel)) {
          if (counted) {
            all.add(layer(kernel, out.orElse(0L), stride, padding));
          }
        }
      }
    }
    return all;
  }

  /** A stride that the text does not say skips no pixels, but for 1x1 windows of shortcuts. */
  private List<Long> strides(List<Long> kernel) {
    long most = Math.max(2, kernel.stream().mapToLong(side -> side).min().orElse(1));
    return phrase
        .stride()
        .map(List::of)
        .orElseGet(() -> STRIDES.stream().filter(stride -> stride <= most).toList());
  }

  /** Where only the number of parameters is stated, it tells the window. */
  private List<List<Long>> kernels() {
    int axes = Math.max(1, Drawing.extents(input).size() - 1);
    if (!phrase.kernel().isEmpty()) {
      return List.of(axes == 1 ? phrase.kernel().subList(0, 1) : phrase.kernel());
    }
    if (step.parameters().isEmpty() || step.channels().isEmpty()) {
      return List.of();
    }
    long filters = step.channels().get();
    long weights = step.parameters().get() - filters;
    long each = filters * input.shape().channels().size().value();
    long side = Math.round(Math.sqrt((double) weights / each));
    return side > 0 && side * side * each == weights ? List.of(List.of(side, side)) : List.of();
  }

  private List<Padding> paddings(List<Long> kernel) {
    if (phrase.padding().isPresent()) {
      return List.of(phrase.padding().get());
    }
    boolean odd = kernel.stream().allMatch(side -> side % 2 == 1);
    Padding none = Padding.of(0);
    Padding preserving =
        odd
            ? Padding.of(kernel.stream().mapToLong(side -> side / 2).distinct().toArray())
            : Padding.of(Padding.Mode.SAME);
    Set<Padding> all =
        new LinkedHashSet<>(
            habits.preserving() ? List.of(preserving, none) : List.of(none, preserving));
    all.add(Padding.of(Padding.Mode.SAME));
    if (!step.shape().isEmpty()) {
      for (long zeros = 1; zeros < kernel.get(0); zeros++) {
        all.add(Padding.of(zeros));
      }
    }
    return List.copyOf(all);
  }

  private Layer layer(List<Long> kernel, long out, long stride, Padding padding) {
    boolean bias = phrase.bias().orElse(habits.bias());
    long[] sides = kernel.stream().mapToLong(side -> side).toArray();
    Extents window = Extents.of(sides);
    Layer layer =
        switch (phrase.kind()) {
          case DEPTHWISE -> DepthwiseConvolution.of(sides[0]);
          case SEPARABLE -> Options.make(SeparableConvolution.class, window, Size.of(out));
          case TRANSPOSED -> TransposedConvolution.of(sides[0], out);
          default -> Convolution.of(window, Size.of(out));
        };
    Map<String, @Nullable Object> values = new HashMap<>(LayerForm.of(layer).values(layer));
    values.put("kernel", window);
    values.put("stride", Extents.of(stride));
    values.put("padding", padding);
    values.put("bias", bias);
    phrase.dilation().ifPresent(steps -> values.put("dilation", Extents.of(steps)));
    if (values.containsKey("groups")) {
      groups().ifPresent(groups -> values.put("groups", Size.of(groups)));
    }
    return LayerForm.of(layer).of(values);
  }

  /** Filters that see a part of the channels stand in groups, as AlexNet's of 5x5x48. */
  private Optional<Long> groups() {
    long channels = input.shape().channels().size().value();
    return phrase
        .groups()
        .or(
            () ->
                phrase
                    .depth()
                    .filter(
                        depth ->
                            depth > 0
                                && depth < channels
                                && channels % depth == 0
                                && phrase.out().orElse(0L) % (channels / depth) == 0)
                    .map(depth -> channels / depth));
  }
}
