package io.github.layerbook.exchange.huggingface;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the lines of a block computed, in their order, so that the next block of a list computes
 * only what its number changes.
 *
 * <p>A line that does not mention the number has the value that it had in the block before, as long
 * as every line that does mention it has its value, too; after the first that differs, all are
 * computed anew.
 */
final class Repetition {
  private final List<@Nullable Object> values = new ArrayList<>();
  private int next;

  /** Begins the next block. */
  void begin() {
    next = 0;
  }

  /**
   * Returns the value of the next computation.
   *
   * @param varies whether it mentions the block's number
   * @param computation what is computed where it is not known
   */
  <T extends @Nullable Object> T value(boolean varies, Supplier<T> computation) {
    if (!varies && next < values.size()) {
      @SuppressWarnings("unchecked") // the same line computed it
      T known = (T) values.get(next);
      next++;
      return known;
    }
    T value = computation.get();
    if (next == values.size() || !Objects.equals(value, values.get(next))) {
      values.subList(next, values.size()).clear();
      values.add(value);
    }
    next++;
    return value;
  }
}
