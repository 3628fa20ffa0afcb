package io.github.layerbook.whatif.edit;

import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.size.Size;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the values of a knob make of sizes, the values read once: there may be thousands.
 *
 * @param knob the knob, which scales or has whole numbers only
 * @param multiple what scaled sizes are a multiple of
 * @param factors the values of a knob that scales; none of another
 */
public record Sizing(Knob knob, long multiple, List<Factor> factors) {
  /** Reads the values of a knob; empty if one is no number, so that none can be a symbol. */
  public static Optional<Sizing> of(Knob knob) {
    if (knob.kind() == Knob.Kind.SCALE) {
      List<Factor> factors =
          knob.values().stream().map(value -> Factor.of(value).orElseThrow()).toList();
      return Optional.of(new Sizing(knob, new OptionAddress(knob.name()).multiple(), factors));
    }
    return Optional.of(new Sizing(knob, 1, List.of())).filter(sizing -> knob.hasWholeNumbers());
  }

  /** Returns the number that the knob starts from: a size that it scales, else always the same. */
  public long base(Size size) {
    return factors.isEmpty() ? 1 : size.value();
  }

  /**
   * Returns what a size becomes at one of the values, see {@link #base}.
   *
   * @throws OptionException if it is scaled beyond 64 bits
   */
  public long value(int position, long base) {
    String value = knob.values().get(position);
    if (factors.isEmpty()) {
      return Long.parseLong(value);
    }
    try {
      return factors.get(position).of(base, multiple);
    } catch (ArithmeticException e) {
      throw new OptionException(
          value, "%s times %s is beyond 64 bits: use a smaller factor".formatted(base, value));
    }
  }

  /** Returns what a size becomes at each of the values. */
  public List<Long> values(long base) {
    return IntStream.range(0, knob.values().size())
        .mapToObj(position -> value(position, base))
        .toList();
  }
}
