package io.github.layerbook.exchange;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Says that arguments are not those of a class or function; names the argument and what it is. */
public class DialectException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String format;
  private final transient @Nullable Object[] values;

  /** Makes the exception with a message for the reader, with values in it. */
  @SuppressWarnings("AnnotateFormatMethod") // A message without values is taken as it is.
  public DialectException(String message, @Nullable Object... values) {
    super(values.length == 0 ? message : message.formatted(values));
    format = message;
    this.values = values.clone();
  }

  /** Returns the message with extents in it as a text has them. */
  public String message(Function<List<Long>, String> extents) {
    return values.length == 0
        ? format
        : format.formatted(Arrays.stream(values).map(each -> shown(each, extents)).toArray());
  }

  private static @Nullable Object shown(
      @Nullable Object value, Function<List<Long>, String> extents) {
    if (!(value instanceof List<?> list)) {
      return value;
    }
    return list.stream().allMatch(Long.class::isInstance)
        ? extents.apply(list.stream().map(Long.class::cast).toList())
        : list.stream().map(each -> shown(each, extents)).toList();
  }
}
