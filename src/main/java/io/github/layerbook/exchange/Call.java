package io.github.layerbook.exchange;

import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Arguments bound to a signature, and the inputs that the layer is called on.
 *
 * <p>As in the frameworks, {@code None} counts as not given, unless {@link #isNone} is asked.
 */
public final class Call {
  private final String name;
  private final Entry entry;
  private final Map<String, @Nullable Object> given;
  private final List<List<Long>> inputs;

  Call(Entry entry, Map<String, @Nullable Object> given, List<List<Long>> inputs) {
    this.name = entry.name();
    this.entry = entry;
    this.given = given;
    this.inputs = inputs;
  }

  /** Binds arguments to the names of a signature. */
  static Call of(Entry entry, Arguments arguments, Arguments options, List<List<Long>> inputs) {
    List<Argument> signature = entry.arguments();
    Map<String, @Nullable Object> given = new HashMap<>();
    if (arguments.positional().size() > signature.size()) {
      throw new DialectException(
          "%s takes %d arguments, not %d: %s",
          entry.name(), signature.size(), arguments.positional().size(), entry.usage());
    }
    for (int i = 0; i < arguments.positional().size(); i++) {
      given.put(signature.get(i).name(), arguments.positional().get(i));
    }
    arguments.named().forEach((name, value) -> put(entry, given, name, value));
    for (Argument argument : signature) {
      if (argument.required() && !given.containsKey(argument.name())) {
        throw new DialectException(
            "%s needs %s: write %s", entry.name(), argument.name(), entry.usage());
      }
    }
    given.putAll(options.named());
    return new Call(entry, given, inputs);
  }

  private static void put(
      Entry entry, Map<String, @Nullable Object> given, String name, @Nullable Object value) {
    if (entry.takes(name)) {
      if (given.containsKey(name)) {
        throw new DialectException(entry.name() + " is given " + name + " twice");
      }
      given.put(name, value);
    } else if (!entry.tolerates(name)) {
      throw new DialectException(
          "%s has no argument %s: write %s", entry.name(), name, entry.usage());
    }
  }

  /** Returns the name under which the class or function is called. */
  public String name() {
    return name;
  }

  /** Returns whether the inputs are known; a printed model does not say them. */
  public boolean knowsInputs() {
    return !inputs.isEmpty();
  }

  /** Returns the framework's extents of the inputs, with the batch; none if they are not known. */
  public List<List<Long>> inputs() {
    return inputs;
  }

  /** Returns the framework's extents of an input. */
  public List<Long> input(int i) {
    if (i >= inputs.size()) {
      throw new DialectException(name + " has no input " + (i + 1) + ": state its shape");
    }
    return inputs.get(i);
  }

  /** Returns the number of axes of the first input, the batch's among them. */
  public int rank() {
    return input(0).size();
  }

  /** Returns the value of an argument or its default; null for {@code None}. */
  public @Nullable Object value(String argument) {
    Object value = given.get(argument);
    return value != null ? value : standard(argument);
  }

  private @Nullable Object standard(String argument) {
    return Stream.concat(entry.arguments().stream(), entry.options().stream())
        .filter(each -> each.name().equals(argument))
        .findFirst()
        .map(Argument::value)
        .orElse(null);
  }

  /** Returns whether an argument has no value: it is {@code None}, by default or by statement. */
  public boolean isAbsent(String argument) {
    return value(argument) == null;
  }

  /** Returns whether an argument is stated to be {@code None}. */
  public boolean isNone(String argument) {
    return given.containsKey(argument) && given.get(argument) == null;
  }

  private Object present(String argument) {
    Object value = value(argument);
    if (value == null) {
      throw new DialectException(name + " needs " + argument);
    }
    return value;
  }

  /** Returns an argument that is a whole number. */
  public long number(String argument) {
    return number(argument, present(argument));
  }

  /**
   * Returns a value as a whole number.
   *
   * @throws DialectException naming the argument, if it is none
   */
  public static long number(String argument, @Nullable Object value) {
    if (value instanceof Long number) {
      return number;
    } else if (value instanceof Double number
        && number == Math.rint(number)
        && Math.abs(number) < 1L << 53) {
      return number.longValue();
    }
    throw new DialectException(
        "%s is one whole number, not %s", argument, Arguments.literal(value));
  }

  /** Returns an argument that is a number. */
  public double decimal(String argument) {
    if (present(argument) instanceof Number number) {
      return number.doubleValue();
    }
    throw new DialectException(
        "%s is one number, not %s", argument, Arguments.literal(value(argument)));
  }

  /** Returns an argument that is a size. */
  public Size size(String argument) {
    return Size.of(number(argument));
  }

  /** Returns an argument that is true or false. */
  public boolean flag(String argument) {
    return flag(argument, present(argument));
  }

  /** Returns a value as true or false; a number is true unless it is 0. */
  static boolean flag(String argument, Object value) {
    if (value instanceof Boolean flag) {
      return flag;
    }
    return number(argument, value) != 0;
  }

  /** Returns an argument that is a text. */
  public String text(String argument) {
    return text(argument, present(argument));
  }

  /** Returns a value as a text. */
  static String text(String argument, Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw new DialectException("%s is a text, not %s", argument, Arguments.literal(value));
  }

  /** Returns the numbers of an argument; one number alone stands for each axis. */
  public List<Long> numbers(String argument, int axes) {
    return numbers(argument, present(argument), axes);
  }

  /** Returns the numbers of a value; one number alone stands for each axis. */
  public static List<Long> numbers(String argument, Object value, int axes) {
    if (value instanceof List<?> list) {
      List<Long> numbers = new ArrayList<>();
      list.forEach(each -> numbers.add(number(argument, each)));
      return numbers;
    }
    return Collections.nCopies(axes, number(argument, value));
  }

  /** Returns an argument's extents; where they are the same for all axes, one stands for each. */
  public Extents extents(String argument, int axes) {
    return extents(numbers(argument, axes), axes);
  }

  /** Returns numbers as extents: one alone where there is the same for each axis. */
  public static Extents extents(List<Long> numbers, int axes) {
    boolean same = numbers.size() == axes && numbers.stream().distinct().count() == 1;
    return new Extents(sizes(same ? numbers.subList(0, 1) : numbers));
  }

  /** Returns numbers as sizes. */
  public static List<Size> sizes(List<Long> numbers) {
    return numbers.stream().map(Size::of).toList();
  }

  /** Returns an argument's elements as they are; a value that is no list is the only one. */
  public List<? extends @Nullable Object> elements(String argument) {
    Object value = value(argument);
    return value instanceof List<?> list ? list : Collections.singletonList(value);
  }

  /** Prints the call with its inputs. */
  @Override
  public String toString() {
    return Objects.toString(given) + " on " + inputs;
  }
}
