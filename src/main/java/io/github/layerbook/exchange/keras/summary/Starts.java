package io.github.layerbook.exchange.keras.summary;

import io.github.layerbook.exchange.fitting.Candidate;
import io.github.layerbook.exchange.fitting.Fits;
import io.github.layerbook.exchange.fitting.LikelyInputs;
import io.github.layerbook.exchange.fitting.Sliding;
import io.github.layerbook.exchange.fitting.Start;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The inputs that a first row may have, where the text does not say. */
final class Starts {
  private static final int MOST = 400;

  /** What costs this much more than the best is no rival of it. */
  private static final double NEAR = 0.7;

  private Starts() {}

  /** Returns the inputs on which a row may be what it states, the likeliest first. */
  static List<Start> of(SummaryRow row) {
    List<Start> starts = inOrder(row, false);
    return starts.isEmpty() ? inOrder(row, true) : starts;
  }

  /** Returns the same where the next row normalises: a dense layer has no bias before it. */
  static List<Start> beforeNormalization(SummaryRow row) {
    List<Start> starts = new ArrayList<>(of(row));
    if (Types.of(row).contains("Dense")) {
      starts.sort(Comparator.comparing(start -> !isWithoutBias(start)));
    }
    return starts;
  }

  private static boolean isWithoutBias(Start start) {
    return start
        .fits()
        .best()
        .map(Candidate::arguments)
        .map(a -> a.named().get("use_bias"))
        .isPresent();
  }

  /** Inputs channels last, or channels first. */
  private static List<Start> inOrder(SummaryRow row, boolean first) {
    SummaryRow last = first ? row.rotated() : row;
    UnaryOperator<List<Long>> order = first ? Starts::channelsFirst : UnaryOperator.identity();
    for (String type : Types.of(row)) {
      List<Start> starts =
          Start.among(
              inputs(type, last),
              extents -> cost(extents, last),
              NEAR,
              extents -> Fitting.best(row, List.of(order.apply(extents))));
      if (!starts.isEmpty()) {
        return starts.stream()
            .map(start -> new Start(order.apply(start.extents()), start.fits(), start.cost()))
            .toList();
      }
    }
    return first && row.isClosed() && row.parameters().orElse(1L) == 0
        ? List.of(new Start(row.output(), Fits.NONE, 0))
        : List.of();
  }

  private static List<Long> channelsFirst(List<Long> extents) {
    List<Long> first = new ArrayList<>(extents);
    if (first.size() > 2) {
      first.add(0, first.remove(first.size() - 1));
    }
    return first;
  }

  private static double cost(List<Long> extents, SummaryRow row) {
    if (extents.size() < 3 && !(row.output().size() == 2 && extents.size() == 2)) {
      return 0;
    }
    int last = extents.size() - 1;
    return LikelyInputs.cost(extents.subList(0, last), extents.get(last));
  }

  private static Set<List<Long>> inputs(String type, SummaryRow row) {
    Set<List<Long>> all = new LinkedHashSet<>();
    List<Long> out = row.output();
    long values = row.parameters().orElse(0L);
    long last = out.isEmpty() ? 1 : out.get(out.size() - 1);
    if (type.equals("Embedding") && !out.isEmpty()) {
      all.add(Sources.closed(out.subList(0, out.size() - 1)));
    } else if (out.contains(Sliding.OPEN) || out.isEmpty()) {
      return all;
    } else if (WindowCandidates.isWindow(type) && out.size() == Types.axes(type) + 1) {
      windows(type, out, values, all);
    } else if (type.equals("TimeDistributed") && out.size() == 4) {
      steps("Conv2D", row, all);
    } else if (type.equals("TimeDistributed") && out.size() == 2) {
      steps("Dense", row, all);
    } else if (type.startsWith("ZeroPadding")) {
      grown(out, all);
    } else if (type.equals("Dense")) {
      for (long units : new long[] {last, 1}) {
        channels(out, last == 0 ? 0 : (values - (units == 1 ? 0 : last)) / last, all);
      }
    } else if (type.equals("Flatten")) {
      flattened(last, all);
    } else if (type.startsWith("Global") || type.equals("Reshape")) {
      all.add(List.of(out.stream().reduce(1L, (a, b) -> a * b)));
    } else if (type.equals("Bidirectional") || type.matches("LSTM|GRU|SimpleRNN")) {
      recurrent(out, values, all);
    } else {
      all.add(out);
    }
    return all;
  }

  /** The image that rows of pixels come from: 784 of 28x28, 3072 of 32x32x3. */
  private static void flattened(long values, Set<List<Long>> all) {
    for (long channels : new long[] {1, 3}) {
      long side = Math.round(Math.sqrt(values / (double) channels));
      if (side * side * channels == values && side > 1) {
        all.add(channels == 1 ? List.of(side, side) : List.of(side, side, channels));
      }
    }
    all.add(List.of(values));
  }

  /** The inputs of a layer at each step, with the steps. */
  private static void steps(String inner, SummaryRow row, Set<List<Long>> all) {
    List<Long> out = row.output();
    for (List<Long> each : inputs(inner, row.step())) {
      List<Long> extents = new ArrayList<>(List.of(out.get(0)));
      extents.addAll(each);
      all.add(extents);
    }
  }

  private static void channels(List<Long> out, long channels, Set<List<Long>> all) {
    if (channels > 0) {
      List<Long> extents = new ArrayList<>(out.subList(0, out.size() - 1));
      extents.add(channels);
      all.add(extents);
    }
  }

  private static void grown(List<Long> out, Set<List<Long>> all) {
    for (long more = 1; more <= 12; more++) {
      List<Long> extents = new ArrayList<>(out);
      for (int i = 0; i < out.size() - 1; i++) {
        extents.set(i, out.get(i) - more);
      }
      if (extents.stream().allMatch(extent -> extent > 0)) {
        all.add(extents);
      }
    }
  }

  /** A recurrent layer's length is nowhere but in a sequence that it returns: 100 is taken. */
  private static void recurrent(List<Long> out, long values, Set<List<Long>> all) {
    long length = out.size() > 1 ? out.get(0) : 100;
    long last = out.get(out.size() - 1);
    for (long directions : new long[] {1, 2}) {
      long units = last / directions;
      for (long gates : new long[] {4, 3, 1}) {
        for (long biases : new long[] {1, 2, 0}) {
          long each = gates * units * directions;
          long rest = each == 0 ? 0 : values / each - units - biases;
          if (rest > 0 && values % each == 0) {
            all.add(List.of(length, rest));
          }
        }
      }
    }
  }

  /** Sides on which some stride gives the output; channels that divide the parameters. */
  private static void windows(String type, List<Long> out, long values, Set<List<Long>> all) {
    int axes = out.size() - 1;
    long filters = out.get(axes);
    boolean keeps = type.contains("Pool") || type.startsWith("Depthwise");
    Set<Long> channels = keeps ? Set.of(filters) : LikelyInputs.channels(values, filters);
    for (long channel : channels) {
      for (List<Long> sides : LikelyInputs.sides(out.subList(0, axes))) {
        if (all.size() < MOST) {
          List<Long> extents = new ArrayList<>(sides);
          extents.add(channel);
          all.add(extents);
        }
      }
    }
  }
}
