package io.github.layerbook.exchange.python.value;

import io.github.layerbook.exchange.python.syntax.PythonException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A value that the text does not say, and whatever is made of it.
 *
 * @param what what it is called in the text
 * @param library whether a known library would tell it, such as {@code torch.cuda}; otherwise the
 *     text should have
 */
public record Unknown(String what, boolean library) implements HostValue, Callable {
  private static final int LONGEST = 60;

  private Unknown of(String more) {
    return what.length() > LONGEST ? this : new Unknown(what + more, library);
  }

  @Override
  public String type() {
    return "unknown value";
  }

  @Override
  public Object call(Python in, CallArguments arguments) {
    return of(what.endsWith(")") ? "" : "()");
  }

  @Override
  public Optional<Object> attribute(Python in, String name) {
    return Optional.of(of("." + name));
  }

  @Override
  public Optional<Object> operate(Python in, String operator, Object other, boolean reflected) {
    return Optional.of(this);
  }

  @Override
  public Optional<Object> operate(Python in, String operator) {
    return Optional.of(this);
  }

  @Override
  public Object item(Python in, Object index) {
    return of(what.endsWith("]") ? "" : "[…]");
  }

  @Override
  public void setItem(Python in, Object index, Object value) {}

  /** Returns the first argument of a call if it is unknown. */
  public static Optional<Object> first(CallArguments arguments) {
    return Stream.concat(arguments.positional().stream(), arguments.named().values().stream())
        .limit(1)
        .filter(Unknown.class::isInstance)
        .findFirst();
  }

  /**
   * Returns a value.
   *
   * @throws PythonException if it is unknown
   */
  public static Object require(Object value) {
    if (value instanceof Unknown unknown) {
      throw unknown.needed();
    }
    return value;
  }

  /** Returns the error that this is needed and not known. */
  public PythonException needed() {
    return new PythonException(
        library
            ? "`%s` is not known here".formatted(what)
            : "`%s` is not in the text".formatted(what));
  }

  @Override
  public String toString() {
    return what;
  }
}
