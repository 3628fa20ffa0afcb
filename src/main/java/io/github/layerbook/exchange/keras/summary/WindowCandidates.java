package io.github.layerbook.exchange.keras.summary;

import io.github.layerbook.exchange.fitting.Candidate;
import io.github.layerbook.exchange.fitting.Kernel;
import io.github.layerbook.exchange.fitting.Sliding;
import io.github.layerbook.exchange.fitting.Windows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Convolutions and pooling that may make of an input what a row states. */
final class WindowCandidates {
  private static final long LARGEST_POOL = 64;

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
    return new Windows(from, to, Sliding::byMode, kernel -> true)
        .of(values).stream().map(window -> call(type, window)).toList();
  }

  private void add(long values) {
    if (type.contains("Pool")) {
      pool();
      return;
    } else if (!type.matches("(?:Sep|Depth).*|.*Transpose")) {
      convolution(values);
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
    } else {
      transposed(products, bias);
    }
  }

  private void convolution(long values) {
    Windows windows = new Windows(from, to, Sliding::byMode, kernel -> true);
    for (Windows.Convolution each : windows.convolutions(channels, filters, values)) {
      Candidate call =
          call(type, each.window())
              .dearer(each.cost() - each.window().cost())
              .with("filters", filters);
      call = each.groups() > 1 ? call.with("groups", each.groups()) : call;
      all.add(each.bias() ? call : call.with("use_bias", false));
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
        all.add(moved(type, sliding).dearer(poolCost(sliding)).with("pool_size", side));
      }
    }
    List<Long> ratios = new ArrayList<>();
    for (int i = 0; i < axes; i++) {
      ratios.add(to.get(i) > 0 ? Math.max(1, from.get(i) / to.get(i)) : 1);
    }
    if (ratios.stream().distinct().count() > 1) {
      for (Sliding sliding : Sliding.byMode(from, to, new Kernel(ratios, 1))) {
        all.add(moved(type, sliding).with("pool_size", ratios));
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
    return moved(type, sliding).with("kernel_size", sliding.kernel().extents());
  }

  private static Candidate moved(String type, Sliding sliding) {
    Candidate call =
        Candidate.of(type, sliding.cost(), "strides", sliding.strides()).said(sliding.toString());
    call = sliding.padding() == Sliding.Padding.SAME ? call.with("padding", "same") : call;
    return sliding.dilation() > 1 ? call.with("dilation_rate", sliding.dilation()) : call;
  }

  private static Candidate biased(Candidate call, boolean bias) {
    return bias ? call : call.with("use_bias", false).dearer(0.3);
  }

  /** Classes whose names say on how many axes they work. */
  static List<Candidate> sized(String type, SummaryRow row, List<Long> in) {
    List<Candidate> all = new ArrayList<>();
    List<Long> out = row.output();
    int axes = Types.axes(type);
    boolean spatial = in.size() == axes + 1 && out.size() == axes + 1;
    if (type.startsWith("SpatialDropout")) {
      all.add(Candidate.of(type, 0, "rate", 0.5));
    } else if (type.startsWith("Global")) {
      all.add(Candidate.of(type, 0));
      all.add(Candidate.of(type, 1, "keepdims", true));
    } else if (type.startsWith("ZeroPadding") && spatial) {
      all.add(Candidate.of(type, 0, "padding", sides(out, in, axes)));
    } else if (type.startsWith("Cropping") && spatial) {
      all.add(Candidate.of(type, 0, "cropping", sides(in, out, axes)));
    } else if (type.startsWith("UpSampling") && spatial) {
      List<Long> times = new ArrayList<>();
      for (int i = 0; i < axes; i++) {
        times.add(Math.max(1, out.get(i) / Math.max(1, in.get(i))));
      }
      all.add(Candidate.of(type, 0, "size", axes == 1 ? times.get(0) : times));
    } else if (type.startsWith("ConvLSTM") && in.size() == axes + 2) {
      return convolved(type, row, in);
    } else {
      all.add(Candidate.of(type, 0));
    }
    return all;
  }

  /** What is more along each axis, the smaller half before. */
  private static Object sides(List<Long> longer, List<Long> shorter, int axes) {
    List<Object> sides = new ArrayList<>();
    for (int i = 0; i < axes; i++) {
      long more = longer.get(i) - shorter.get(i);
      sides.add(List.of(more / 2, more - more / 2));
    }
    return axes == 1 ? sides.get(0) : sides;
  }

  /** A recurrent layer of maps has four gates, each of a window over its input and its state. */
  private static List<Candidate> convolved(String type, SummaryRow row, List<Long> in) {
    List<Candidate> all = new ArrayList<>();
    List<Long> out = row.output();
    int axes = Types.axes(type);
    boolean sequences = out.size() == axes + 2;
    List<Long> output = sequences ? out.subList(1, out.size()) : out;
    long filters = out.get(out.size() - 1);
    long channels = in.get(in.size() - 1);
    long values = row.parameters().orElse(0L);
    for (boolean bias : new boolean[] {true, false}) {
      long products = values - (bias ? 4 * filters : 0);
      long each = 4 * filters * (channels + filters);
      if (each > 0 && products > 0 && products % each == 0) {
        for (Candidate window :
            moved(type, in.subList(1, axes + 1), output.subList(0, axes), products / each)) {
          Candidate whole = window.with("filters", filters);
          whole = sequences ? whole.with("return_sequences", true) : whole;
          all.add(bias ? whole : whole.with("use_bias", false).dearer(1));
        }
      }
    }
    return all;
  }
}
