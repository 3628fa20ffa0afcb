package io.github.layerbook.exchange.python.value;

import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.Singleton;

/**
 * A slice of Python's, each part {@code Singleton} or a number.
 *
 * @param from the first index
 * @param to the index after the last
 * @param step steps between indices
 */
public record SliceValue(Object from, Object to, Object step) {
  /** All indices: {@code :}. */
  public static final SliceValue ALL =
      new SliceValue(Singleton.NONE, Singleton.NONE, Singleton.NONE);

  /** What a slice of a list of some length is: indices from the first on. */
  public record Range(long first, long count, long step) {}

  /** Returns which indices of a length are meant. */
  public Range of(long length) {
    long by = number(step, 1);
    if (by == 0) {
      throw new PythonException("a slice's step is zero");
    }
    long start = bounded(from, by > 0 ? 0 : length - 1, length, by);
    long end = bounded(to, by > 0 ? length : -1, length, by);
    long distance = by > 0 ? end - start : start - end;
    long count = distance <= 0 ? 0 : (distance + Math.abs(by) - 1) / Math.abs(by);
    return new Range(start, count, by);
  }

  private static long number(Object part, long otherwise) {
    if (part == Singleton.NONE) {
      return otherwise;
    } else if (part instanceof Unknown unknown) {
      throw unknown.needed();
    } else if (part instanceof Long number) {
      return number;
    }
    throw new PythonException("a slice takes whole numbers");
  }

  private static long bounded(Object part, long otherwise, long length, long step) {
    if (part == Singleton.NONE) {
      return otherwise;
    }
    long index = number(part, 0);
    index = index < 0 ? index + length : index;
    long low = step > 0 ? 0 : -1;
    return Math.max(low, Math.min(index, step > 0 ? length : length - 1));
  }
}
