package io.github.layerbook.exchange.keras.summary;

import io.github.layerbook.exchange.fitting.Candidate;
import io.github.layerbook.exchange.fitting.Kernel;
import io.github.layerbook.exchange.fitting.Sliding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Convolutions and pooling that may make of an input what a row states. */
final class WindowCandidates {
  private static final long LARGEST_POOL = 64;

  /** Kernels that cost this much more than one that fits are no rivals of it. */
  private static final double NEAR = 2;

  private final String type;
  private final int axes;
  private final List<Long> from;
  private final List<Long> to;
  private final long channels;
  private final long filters;
  private final List<Candidate> all = new ArrayList<>();

  private WindowCandidates(String type, List<Long> input, List<Long> output) {
    this.type = type;
    this.axes = Types.axes(type);
    this.from = input.subList(0, axes);
    this.to = output.subList(0, axes);
    this.channels = input.get(axes);
    this.filters = output.get(axes);
  }

  /** Returns whether layers of a class move a window. */
  static boolean isWindow(String type) {
    return Types.axes(type) > 0
        && type.matches(
            "(?:Separable|Depthwise)?Conv(?:olution)?\\dD(?:Transpose)?"
                + "|(?:Max|Average)Pooling\\dD|(?:Max|Avg)Pool\\dD");
  }

  /** Returns what a row of such a class may be. */
  static List<Candidate> of(
      String type, List<Long> input, List<Long> output, Optional<Long> parameters) {
    if (input.size() != Types.axes(type) + 1 || output.size() != input.size()) {
      return List.of();
    }
    WindowCandidates candidates = new WindowCandidates(type, input, output);
    candidates.add(parameters.orElse(0L));
    return candidates.all;
  }

  /** Returns the calls of a class whose window has so many values, without its other arguments. */
  static List<Candidate> moved(String type, List<Long> from, List<Long> to, long values) {
    List<Candidate> all = new ArrayList<>();
    for (Kernel kernel : Kernel.of(values, from.size())) {
      if (!all.isEmpty() && kernel.cost() > all.get(0).cost() + NEAR) {
        break;
      }
      for (Sliding sliding : Sliding.byMode(from, to, kernel)) {
        all.add(call(type, sliding).with("kernel_size", kernel.extents()));
      }
    }
    return all;
  }

  private void add(long values) {
    if (type.contains("Pool")) {
      pool();
      return;
    }
    for (boolean bias : new boolean[] {true, false}) {
      long products = values - (bias ? filters : 0);
      if (products > 0) {
        add(products, bias);
      }
    }
  }

  private void add(long products, boolean bias) {
    if (type.startsWith("Separable")) {
      separable(products, bias);
    } else if (type.startsWith("Depthwise")) {
      depthwise(products, bias);
    } else if (type.endsWith("Transpose")) {
      transposed(products, bias);
    } else {
      convolution(products, bias);
    }
  }

  private void convolution(long products, boolean bias) {
    if (products % filters != 0) {
      return;
    }
    int before = all.size();
    for (long groups = 1; groups <= channels && all.size() == before; groups++) {
      boolean divides = channels % groups == 0 && filters % groups == 0;
      long values = divides ? products / filters : 0;
      if (divides && values % (channels / groups) == 0) {
        for (Candidate window : moved(type, from, to, values / (channels / groups))) {
          Candidate call = biased(window.with("filters", filters), bias);
          all.add(groups == 1 ? call : call.with("groups", groups).dearer(5));
        }
      }
    }
  }

  private void depthwise(long products, boolean bias) {
    if (filters % channels == 0 && products % filters == 0) {
      for (Candidate window : moved(type, from, to, products / filters)) {
        all.add(multiplied(biased(window, bias), filters / channels));
      }
    }
  }

  private void separable(long products, boolean bias) {
    for (long times = 1; times <= 4; times++) {
      long window = products - channels * times * filters;
      if (window > 0 && window % (channels * times) == 0) {
        for (Candidate each : moved(type, from, to, window / (channels * times))) {
          all.add(
              multiplied(biased(each.with("filters", filters), bias), times)
                  .dearer((double) times - 1));
        }
      }
    }
  }

  private static Candidate multiplied(Candidate call, long times) {
    return times == 1 ? call : call.with("depth_multiplier", times);
  }

  private void transposed(long products, boolean bias) {
    if (products % (filters * channels) != 0) {
      return;
    }
    for (Kernel kernel : Kernel.of(products / filters / channels, axes)) {
      for (String padding : List.of("same", "valid")) {
        List<Long> strides = new ArrayList<>();
        for (int i = 0; i < axes; i++) {
          long side = kernel.extents().get(i);
          long grown = padding.equals("same") ? to.get(i) : to.get(i) - side;
          long steps = padding.equals("same") ? from.get(i) : from.get(i) - 1;
          strides.add(Math.max(1, steps > 0 ? grown / steps : side));
        }
        all.add(
            biased(
                Candidate.of(
                        type,
                        kernel.cost(),
                        "filters",
                        filters,
                        "kernel_size",
                        kernel.extents(),
                        "strides",
                        strides,
                        "padding",
                        padding)
                    .said(kernel + (padding.equals("same") ? ", padded" : ", not padded")),
                bias));
      }
    }
  }

  /** Nothing tells a pool's window but the extents: it mostly moves by its own side. */
  private void pool() {
    for (long side = 1; side <= Math.min(LARGEST_POOL, Math.max(3, longest())); side++) {
      for (Sliding sliding : Sliding.byMode(from, to, Kernel.square(side, axes))) {
        all.add(call(type, sliding).dearer(poolCost(sliding)).with("pool_size", side));
      }
    }
    List<Long> ratios = new ArrayList<>();
    for (int i = 0; i < axes; i++) {
      ratios.add(to.get(i) > 0 ? Math.max(1, from.get(i) / to.get(i)) : 1);
    }
    if (ratios.stream().distinct().count() > 1) {
      for (Sliding sliding : Sliding.byMode(from, to, new Kernel(ratios, 1))) {
        all.add(call(type, sliding).with("pool_size", ratios));
      }
    }
  }

  private double poolCost(Sliding sliding) {
    long side = sliding.kernel().extents().get(0);
    boolean own = sliding.strides().stream().allMatch(stride -> stride == side);
    boolean exact = own;
    for (int i = 0; i < axes; i++) {
      exact &= from.get(i) == to.get(i) * side;
    }
    double even = side % 2 == 0 ? -0.4 : 0;
    boolean usual = side == 3 && sliding.strides().stream().allMatch(stride -> stride <= 2);
    return even
        + (exact ? 0 : own ? 0.3 : usual ? 0.5 : 2)
        + (side == 1 ? 3 : 0)
        + (sliding.padding() == Sliding.Padding.SAME && !sliding.strides().contains(1L) ? 0.3 : 0);
  }

  private long longest() {
    return from.stream().mapToLong(Long::longValue).max().orElse(1);
  }

  private static Candidate call(String type, Sliding sliding) {
    Candidate call =
        Candidate.of(type, sliding.cost(), "strides", sliding.strides()).said(sliding.toString());
    call = sliding.padding() == Sliding.Padding.SAME ? call.with("padding", "same") : call;
    return sliding.dilation() > 1 ? call.with("dilation_rate", sliding.dilation()) : call;
  }

  private static Candidate biased(Candidate call, boolean bias) {
    return bias ? call : call.with("use_bias", false).dearer(0.3);
  }
}
