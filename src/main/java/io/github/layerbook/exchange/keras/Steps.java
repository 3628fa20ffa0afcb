package io.github.layerbook.exchange.keras;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.DialectException;
import io.github.layerbook.exchange.Invocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code TimeDistributed} makes of a layer: the same layer over one axis more, along which its
 * window is one step. A convolution of each frame is one over three axes with a kernel of {@code
 * 1×3×3}; parameters, shapes and work are the same.
 */
public final class Steps {
  private static final String KERNEL = "kernel_size";
  private static final String POOL = "pool_size";
  private static final String STRIDES = "strides";
  private static final String DILATION = "dilation_rate";
  private static final String FILTERS = "filters";
  private static final String ACTIVATION = "activation";
  private static final String BIAS = "use_bias";
  private static final String RESHAPE = "Reshape";

  /** They look at the last axis, or at each value alone. */
  private static final List<String> SAME =
      Dialect.names(
          "Dense Dropout Activation BatchNormalization LayerNormalization ReLU LeakyReLU ELU"
              + " PReLU Softmax GaussianNoise GaussianDropout AlphaDropout UnitNormalization");

  private Steps() {}

  /**
   * Returns the classes that do for all steps what a layer does for each.
   *
   * @param extents the input's extents with the batch and the steps
   * @throws DialectException if there are none
   */
  public static List<Invocation> of(Invocation layer, List<Long> extents) {
    String name = layer.name();
    if (SAME.contains(name)) {
      return List.of(layer);
    }
    Values values = new Values(layer);
    List<Long> step = extents.subList(Math.min(2, extents.size()), extents.size());
    Optional<String> wider = wider(name);
    if (name.equals("Flatten")) {
      return List.of(reshape(extents, List.of(product(step))));
    } else if (name.equals(RESHAPE)) {
      return List.of(reshape(extents, values.numbers("target_shape", List.of(-1L))));
    } else if (name.startsWith("Global") && !step.isEmpty()) {
      return pooled(name, extents, step);
    } else if (name.startsWith("Depthwise") || name.startsWith("Separable")) {
      return inGroups(name, values, step);
    } else if (wider.isPresent()) {
      return List.of(new Invocation(wider.get(), values.wider()));
    }
    throw new DialectException("%s is not a layer that TimeDistributed is read around", name);
  }

  /** {@code Conv2D} is {@code Conv3D}. */
  private static Optional<String> wider(String name) {
    String kind = name.replaceFirst("[12]D$", "");
    boolean widens =
        Set.of("Conv", "MaxPooling", "AveragePooling", "ZeroPadding", "Cropping", "UpSampling")
            .contains(kind);
    return !widens || kind.equals(name)
        ? Optional.empty()
        : Optional.of(kind + (name.endsWith("1D") ? "2D" : "3D"));
  }

  private static Invocation reshape(List<Long> extents, List<Long> target) {
    List<Object> shape = new ArrayList<>(List.of(extents.get(1)));
    shape.addAll(target);
    return new Invocation(RESHAPE, Arguments.of(shape));
  }

  private static long product(List<Long> extents) {
    return extents.stream().reduce(1L, Math::multiplyExact);
  }

  private static List<Invocation> pooled(String name, List<Long> extents, List<Long> step) {
    String kind = name.contains("Max") ? "MaxPooling" : "AveragePooling";
    List<Object> window = new ArrayList<>(List.of(1L));
    window.addAll(step.subList(0, step.size() - 1));
    Invocation pool =
        new Invocation(
            kind + window.size() + "D", Arguments.named(Map.of(POOL, window, STRIDES, window)));
    return List.of(pool, reshape(extents, step.subList(step.size() - 1, step.size())));
  }

  /** A depthwise convolution is one whose groups are its channels. */
  private static List<Invocation> inGroups(String name, Values values, List<Long> step) {
    String type = name.endsWith("1D") ? "Conv2D" : "Conv3D";
    long channels = step.get(step.size() - 1);
    boolean separable = name.startsWith("Separable");
    Map<String, @Nullable Object> each = new LinkedHashMap<>(values.wider().named());
    each.keySet().retainAll(Set.of(KERNEL, STRIDES, DILATION, "padding"));
    each.put(FILTERS, channels * values.number("depth_multiplier", 1));
    each.put("groups", channels);
    each.put(BIAS, separable ? false : values.get(BIAS, true));
    each.put(ACTIVATION, separable ? null : values.get(ACTIVATION, null));
    Invocation depthwise = new Invocation(type, Arguments.named(each));
    if (!separable) {
      return List.of(depthwise);
    }
    Map<String, @Nullable Object> point = new LinkedHashMap<>();
    point.put(FILTERS, values.get(FILTERS, null));
    point.put(KERNEL, 1L);
    point.put(BIAS, values.get(BIAS, true));
    point.put(ACTIVATION, values.get(ACTIVATION, null));
    return List.of(depthwise, new Invocation(type, Arguments.named(point)));
  }

  /** The arguments of a layer by their names. */
  private static final class Values {
    private final Map<String, @Nullable Object> named = new LinkedHashMap<>();
    private final int axes;

    Values(Invocation layer) {
      var signature = Keras.dialect().require(layer.name()).arguments();
      List<? extends @Nullable Object> positional = layer.arguments().positional();
      for (int i = 0; i < positional.size() && i < signature.size(); i++) {
        named.put(signature.get(i).name(), positional.get(i));
      }
      named.putAll(layer.arguments().named());
      axes = layer.name().endsWith("1D") ? 1 : 2;
    }

    @Nullable Object get(String name, @Nullable Object otherwise) {
      return named.containsKey(name) ? named.get(name) : otherwise;
    }

    long number(String name, long otherwise) {
      return get(name, otherwise) instanceof Long number ? number : otherwise;
    }

    List<Long> numbers(String name, List<Long> otherwise) {
      List<Long> numbers = new ArrayList<>();
      if (get(name, otherwise) instanceof List<?> list) {
        for (Object each : list) {
          numbers.add(each instanceof Long number ? number : -1L);
        }
      }
      return numbers;
    }

    /** The arguments with one step more in front of each window. */
    Arguments wider() {
      Map<String, @Nullable Object> wider = new LinkedHashMap<>(named);
      for (String window : List.of(KERNEL, POOL, STRIDES, DILATION, "size")) {
        if (named.get(window) != null) {
          wider.put(window, one(named.get(window), 1L));
        }
      }
      if (named.containsKey(POOL) && named.get(STRIDES) == null) {
        wider.put(STRIDES, wider.get(POOL));
      }
      for (String sides : List.of("padding", "cropping")) {
        Object value = named.get(sides);
        if (value instanceof Long || value instanceof List<?>) {
          wider.put(sides, one(value, List.of(0L, 0L)));
        }
      }
      return Arguments.named(wider);
    }

    /** A list with one element more in front; a number stands for each axis. */
    private List<Object> one(@Nullable Object value, Object first) {
      List<Object> all = new ArrayList<>(List.of(first));
      if (value instanceof List<?> list && !(axes == 1 && isPair(list, first))) {
        list.forEach(each -> all.add(each == null ? 1L : each));
      } else {
        for (int i = 0; i < axes && value != null; i++) {
          all.add(
              first instanceof List<?> && value instanceof Long ? List.of(value, value) : value);
        }
      }
      return all;
    }

    /** One axis has its two sides in a list of their own. */
    private static boolean isPair(List<?> list, Object first) {
      return first instanceof List<?> && list.size() == 2 && list.get(0) instanceof Long;
    }
  }
}
