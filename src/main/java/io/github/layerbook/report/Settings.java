package io.github.layerbook.report;

import io.github.layerbook.layer.Tensor;
import io.github.layerbook.network.Network;
import io.github.layerbook.size.Size;
import io.github.layerbook.unit.BlockFormat;
import io.github.layerbook.unit.NumberType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an analysis assumes besides the network.
 *
 * @param examples how many are processed together, at least 1; a sweep leaves it open
 * @param type the type in which values and parameters are stored
 * @param frozen the paths of the layers whose parameters are not trained
 * @param weights how the parameters are stored, where that is not in the type
 * @param cache the type in which generation keeps keys and values, where that is another
 */
public record Settings(
    Size examples,
    NumberType type,
    Set<String> frozen,
    Optional<WeightFormat> weights,
    Optional<NumberType> cache) {
  private static final NumberType SINGLE = NumberType.FP32;

  /** One example in fp32, as the lecture counts. */
  public static final Settings DEFAULT =
      new Settings(Size.of(1), NumberType.FP32, Set.of(), Optional.empty(), Optional.empty());

  /** Checks the number of examples. */
  public Settings {
    frozen = Set.copyOf(frozen);
    if (examples.isKnown() && examples.value() < 1) {
      throw new IllegalArgumentException(
          "a batch has 1 or more examples, not " + examples.settled());
    }
  }

  /**
   * Returns the number of examples that are processed together.
   *
   * @throws io.github.layerbook.size.SizeException if it is open
   */
  public long batch() {
    return examples.value();
  }

  /** Returns what the whole batch takes of what each example takes, {@code N} times as much. */
  public Size perBatch(Size each) {
    return examples.is(1) || each.is(0) ? each : Size.product(examples.named("N"), each);
  }

  /** Returns the bytes of values that are as wide as an element. */
  public Size bytes(Size values, Tensor.Element element) {
    return switch (element) {
      case VALUE -> type.bytes(values);
      case STATISTIC -> (type.bits() < SINGLE.bits() ? SINGLE : type).bytes(values);
      case INDEX -> NumberType.FP64.bytes(values);
      case SINGLE -> SINGLE.bytes(values);
      case HALF -> NumberType.FP16.bytes(values);
      case BYTE -> values;
    };
  }

  /** Returns these settings with another batch. */
  public Settings batch(long number) {
    return examples(Size.of(number));
  }

  /** Returns these settings with another number of examples, which may be open. */
  public Settings examples(Size number) {
    return new Settings(number, type, frozen, weights, cache);
  }

  /** Returns these settings with other layers frozen, by their paths. */
  public Settings frozen(Set<String> paths) {
    return new Settings(examples, type, paths, weights, cache);
  }

  /** Returns these settings with another number type. */
  public Settings type(NumberType newType) {
    return new Settings(examples, newType, frozen, weights, cache);
  }

  /** Returns these settings with another storage format for parameters. */
  public Settings weights(WeightFormat format) {
    return new Settings(examples, type, frozen, Optional.of(format), cache);
  }

  /** Returns these settings with another type for keys and values. */
  public Settings cache(NumberType newType) {
    return new Settings(examples, type, frozen, weights, Optional.of(newType));
  }

  /** Returns the bytes that a cache takes for values that are as wide as an element. */
  Size cacheBytes(Size values, Tensor.Element element) {
    return element == Tensor.Element.VALUE
        ? cache.orElse(type).bytes(values)
        : bytes(values, element);
  }

  /** Returns how a network's parameters are stored. */
  WeightStorage stored(Network network) {
    BlockFormat plain = BlockFormat.of(type);
    return weights
        .map(format -> format.of(network, plain))
        .orElseGet(() -> new WeightStorage(type.toString(), plain, Map.of(), plain));
  }
}
