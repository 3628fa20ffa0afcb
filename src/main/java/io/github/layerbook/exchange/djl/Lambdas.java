package io.github.layerbook.exchange.djl;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Call;
import io.github.layerbook.exchange.Codec;
import io.github.layerbook.exchange.Declared;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.exchange.builder.Chain;
import io.github.layerbook.exchange.builder.JavaText;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.activation.Softmax;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.Fill;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.layer.normalization.LocalResponseNormalization;
import io.github.layerbook.layer.pooling.GlobalPool;
import io.github.layerbook.layer.shape.ChannelShuffle;
import io.github.layerbook.layer.shape.Pad;
import io.github.layerbook.layer.shape.Slice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Layers that DJL has no block for and that are a function of arrays: {@code
 * LambdaBlock.singleton(array -> array.softmax(1))}.
 *
 * <p>A function is known by what it calls and by the numbers in it: those that the layer would be
 * written with.
 */
public final class Lambdas {
  /** The module of the layers that are functions. */
  public static final String ARRAYS = "ai.djl.ndarray";

  /** How a function takes its array out of a list, and puts it into one. */
  private static final List<String> WRAPPING = List.of("NDList", "singletonOrThrow", "head");

  private static final List<Lambda> ALL = all();

  /**
   * A layer that is a function.
   *
   * @param entry the layer's entry, whose arguments are all required
   * @param written the function of {@code array}, from the arguments and the input's extents
   * @param read the arguments, from the numbers and texts in a function; empty if it has too few
   * @param calls what the function calls, whatever the arguments are
   */
  private record Lambda(
      Entry entry, Writer written, Function<List<Object>, List<Object>> read, List<String> calls) {
    private Lambda(Entry entry, Writer written, Function<List<Object>, List<Object>> read) {
      this(entry, written, read, Lambdas.calls(function(example(entry, written))));
    }

    private static String example(Entry entry, Writer written) {
      return written.of(Collections.nCopies(entry.arguments().size(), 1L), List.of(1L, 1L, 1L));
    }
  }

  /** Writes a function. */
  @FunctionalInterface
  private interface Writer {
    String of(List<? extends @Nullable Object> arguments, List<Long> extents);
  }

  private Lambdas() {}

  static List<Declared> entries() {
    return List.copyOf(ALL.stream().map(Lambda::entry).toList());
  }

  /**
   * Returns the function that a layer is.
   *
   * @param entry one of {@link #ARRAYS}
   * @param extents the input's extents without the batch, channels first
   */
  public static String written(Entry entry, Arguments arguments, List<Long> extents) {
    return ALL.stream()
        .filter(lambda -> lambda.entry().name().equals(entry.name()))
        .map(lambda -> lambda.written().of(arguments.positional(), extents))
        .findFirst()
        .orElseThrow();
  }

  /** A layer's name in the dialect and its arguments. */
  record Found(String name, Arguments arguments) {}

  /** Returns which layer a function is. */
  static Optional<Found> find(Chain function, List<Long> extents) {
    List<String> calls = calls(function);
    for (Lambda lambda : ALL) {
      List<Object> given =
          lambda.calls().equals(calls) ? lambda.read().apply(function.arguments()) : List.of();
      if (lambda.calls().equals(calls) && given.size() == lambda.entry().arguments().size()) {
        String written = lambda.written().of(given, extents);
        if (function.arguments().equals(function(written).arguments())) {
          return Optional.of(
              new Found(lambda.entry().name(), new Arguments(List.copyOf(given), Map.of())));
        }
      }
    }
    return Optional.empty();
  }

  private static List<String> calls(Chain function) {
    List<String> calls = new ArrayList<>(function.calls().stream().map(Chain.Call::name).toList());
    calls.removeAll(WRAPPING);
    return calls;
  }

  private static Chain function(String written) {
    return (Chain) JavaText.read("f = array -> " + written + ";").statements().get(0).value();
  }

  private static List<Lambda> all() {
    List<Lambda> all = new ArrayList<>();
    all.add(
        plain(
            of(Softmax.class, "softmax").fixed("kind", Softmax.Kind.SOFTMAX), "array.softmax(1)"));
    all.add(
        plain(
            of(Softmax.class, "logSoftmax").fixed("kind", Softmax.Kind.LOG),
            "array.logSoftmax(1)"));
    all.add(
        plain(
            of(Softmax.class, "softmin").fixed("kind", Softmax.Kind.MIN),
            "array.neg().softmax(1)"));
    for (int axes = 1; axes <= 3; axes++) {
      String listed = List.of("2", "2, 3", "2, 3, 4").get(axes - 1);
      all.add(global("mean", GlobalPool.Kind.AVERAGE, axes, listed));
      all.add(global("max", GlobalPool.Kind.MAX, axes, listed));
    }
    all.add(activation("HARDSWISH", "array.mul(Activation.relu6(array.add(3))).div(6)"));
    all.add(activation("HARDSIGMOID", "Activation.relu6(array.add(3)).div(6)"));
    all.add(activation("QUICKGELU", "array.mul(Activation.sigmoid(array.mul(1.702)))"));
    all.add(activation("RELU2", "Activation.relu(array).square()"));
    all.add(activation("EXPONENTIAL", "array.exp()"));
    all.add(shuffle());
    all.add(responses());
    all.add(padding());
    all.add(slice());
    return List.copyOf(all);
  }

  private static EntryBuilder of(Class<? extends Layer> type, String name) {
    return EntryBuilder.of(type, ARRAYS, name);
  }

  private static Lambda plain(EntryBuilder entry, String written) {
    return new Lambda(entry.entry(), (arguments, extents) -> written, inside -> List.of());
  }

  private static Lambda global(String name, GlobalPool.Kind kind, int axes, String listed) {
    return plain(
        of(GlobalPool.class, name + axes + "d")
            .axes(axes)
            .fixed("kind", kind)
            .fixed("keepdims", true),
        "array.%s(new int[] {%s}, true)".formatted(name, listed));
  }

  private static Lambda activation(String kind, String written) {
    return plain(
        of(Activation.class, kind.toLowerCase(java.util.Locale.ROOT))
            .fixed("kind", Activation.Kind.valueOf(kind))
            .fixed("inplace", false),
        written);
  }

  /** Groups of channels change places with what is in them. */
  private static Lambda shuffle() {
    return new Lambda(
        of(ChannelShuffle.class, "shuffle").axes(2).signature("groups").entry(),
        (arguments, extents) -> {
          long groups = (Long) Objects.requireNonNull(arguments.get(0));
          long channels = extents.get(0);
          long each = channels / groups;
          return "array.reshape(-1, %d, %d, %d, %d).transpose(0, 2, 1, 3, 4).reshape(-1, %d, %d, %d)"
              .formatted(
                  groups,
                  each,
                  extents.get(1),
                  extents.get(2),
                  channels,
                  extents.get(1),
                  extents.get(2));
        },
        inside -> inside.size() > 1 ? inside.subList(1, 2) : List.of());
  }

  /** Means of squares over channels are those of a pool that slides along them alone. */
  private static Lambda responses() {
    return new Lambda(
        of(LocalResponseNormalization.class, "localResponse")
            .axes(2)
            .signature("size")
            .refusing(Lambdas::requireOdd)
            .entry(),
        (arguments, extents) -> {
          long size = (Long) Objects.requireNonNull(arguments.get(0));
          return ("array.div(Pool.avgPool3d(array.square().expandDims(1), new Shape(%d, 1, 1),"
                  + " new Shape(1, 1, 1), new Shape(%d, 0, 0), false, true)"
                  + ".squeeze(1).mul(0.0001).add(1).pow(0.75))")
              .formatted(size, size / 2);
        },
        inside -> inside.size() > 1 ? inside.subList(1, 2) : List.of());
  }

  private static void requireOdd(Layer layer) {
    if (((LocalResponseNormalization) layer).size().value() % 2 == 0) {
      throw new NotExpressibleException(
          "DJL pads both sides alike: give the normalisation an odd size");
    }
  }

  /** As PyTorch's: left and right of the last axis first. */
  private static Lambda padding() {
    return new Lambda(
        of(Pad.class, "pad")
            .axes(2)
            .fixed("fill", Fill.ZEROS)
            .fixed("crop", Padding.of(0))
            .signature("left right top bottom")
            .bound(
                List.of("amount"),
                (call, options) -> options.put("amount", amount(call)),
                Lambdas::writeSides)
            .entry(),
        (arguments, extents) ->
            "array.pad(new Shape(%s, %s, %s, %s), 0)".formatted(arguments.toArray()),
        inside -> inside.size() > 4 ? inside.subList(0, 4) : List.of());
  }

  private static Padding amount(Call call) {
    return new Padding(
        Padding.Mode.EXPLICIT,
        Extents.of(call.number("top"), call.number("left")),
        Extents.of(call.number("bottom"), call.number("right")));
  }

  private static void writeSides(Writing writing, Map<String, @Nullable Object> arguments) {
    Padding amount = ((Pad) writing.layer()).amount();
    arguments.put("left", amount.before().along(1, 2).value());
    arguments.put("right", amount.after().along(1, 2).value());
    arguments.put("top", amount.before().along(0, 2).value());
    arguments.put("bottom", amount.after().along(0, 2).value());
  }

  /** DJL's indices are a text: {@code ":, 0:58"}. */
  private static Lambda slice() {
    return new Lambda(
        of(Slice.class, "get")
            .signature("dim from to step")
            .codec("to", Codec.orElse(Writing::extent))
            .computed(
                "dim",
                call -> Math.toIntExact(call.number("dim")),
                "dim",
                writing -> writing.axis() + 1L)
            .entry(),
        (arguments, extents) ->
            "array.get(\"%s%s:%s%s\")"
                .formatted(
                    ":, ".repeat(Math.toIntExact((Long) Objects.requireNonNull(arguments.get(0)))),
                    arguments.get(1),
                    arguments.get(2),
                    Long.valueOf(1).equals(arguments.get(3)) ? "" : ":" + arguments.get(3)),
        Lambdas::range);
  }

  private static List<Object> range(List<Object> inside) {
    if (inside.size() != 1
        || !(inside.get(0) instanceof String text)
        || !text.matches("(?:: *, *){1,4}\\d{1,9}:\\d{1,9}(?::\\d{1,9})?")) {
      return List.of();
    }
    String[] axes = text.split(", *", -1);
    String[] ends = axes[axes.length - 1].split(":", -1);
    return List.of(
        axes.length - 1L,
        Long.valueOf(ends[0]),
        Long.valueOf(ends[1]),
        ends.length > 2 ? Long.valueOf(ends[2]) : 1L);
  }
}
