package io.github.layerbook.exchange;

import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.layer.geometry.OpenExtents;
import io.github.layerbook.layer.geometry.Padding;
import io.github.layerbook.size.Size;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns the value of an argument into that of a layer's option, and back. */
public interface Codec {
  /** A size: {@code 64}. */
  Codec SIZE =
      of((name, value) -> Size.of(Call.number(name, value)), value -> ((Size) value).value());

  /** A whole number, also below 0. */
  Codec INDEX =
      of(
          (name, value) -> Math.toIntExact(Call.number(name, value)),
          value -> ((Integer) value).longValue());

  /** Any number. */
  Codec DECIMAL =
      of(
          (name, value) -> {
            if (value instanceof Number number) {
              return number.doubleValue();
            }
            throw new DialectException("%s is a number, not %s", name, Arguments.literal(value));
          },
          value -> value);

  /** True or false. */
  Codec FLAG = of(Call::flag, value -> value);

  /** A text. */
  Codec TEXT = of(Call::text, value -> value);

  /** Extents in a list, of which -1 is what is left. */
  Codec SHAPE =
      of(
          (name, value) -> OpenSizes.read(name, OpenSizes.opened(value), 1),
          value -> OpenSizes.closed((OpenExtents) value));

  /** Sizes in a list. */
  Codec SIZES =
      of(
          (name, value) -> Call.sizes(Call.numbers(name, value, 1)),
          value -> ((List<?>) value).stream().map(size -> ((Size) size).value()).toList());

  /** Returns the option's value of an argument's; null for the option's default. */
  @Nullable Object read(String argument, @Nullable Object value);

  /** Returns the argument's value of an option's. */
  @Nullable Object write(@Nullable Object option, Writing writing);

  /** Makes a codec of two functions; null is {@code None}. */
  static Codec of(
      BiFunction<String, Object, @Nullable Object> read, Function<Object, Object> write) {
    return new Codec() {
      @Override
      public @Nullable Object read(String argument, @Nullable Object value) {
        return value == null ? null : read.apply(argument, value);
      }

      @Override
      public @Nullable Object write(@Nullable Object option, Writing writing) {
        return option == null ? null : write.apply(option);
      }
    };
  }

  /** Makes a codec that writes, where the layer does not state a size, what the input gives. */
  static Codec orElse(Function<Writing, Size> given) {
    return new Codec() {
      @Override
      public @Nullable Object read(String argument, @Nullable Object value) {
        return SIZE.read(argument, value);
      }

      @Override
      public @Nullable Object write(@Nullable Object option, Writing writing) {
        return SIZE.write(option == null ? given.apply(writing) : option, writing);
      }
    };
  }

  /** Makes a codec of the number of an input's channels, which a layer need not state. */
  static Codec channels(int input) {
    return orElse(writing -> writing.channels(input));
  }

  /** Makes a codec of a window's extents, one for each axis. */
  static Codec kernel(int axes) {
    return of(
        (name, value) -> new Extents(Call.sizes(Call.numbers(name, value, axes))),
        value -> numbers((Extents) value));
  }

  /** Makes a codec of a window's extents; a list of one number stands for each axis, too. */
  static Codec window(int axes) {
    Codec kernel = kernel(axes);
    return of(
        (name, value) ->
            Objects.requireNonNull(
                kernel.read(
                    name, value instanceof List<?> list && list.size() == 1 ? list.get(0) : value)),
        value -> numbers((Extents) value));
  }

  /** Makes a codec of extents; where they are the same for all axes, one stands for each. */
  static Codec extents(int axes) {
    return of(
        (name, value) -> Call.extents(Call.numbers(name, value, axes), axes),
        value -> numbers((Extents) value));
  }

  /** Makes a codec of steps that writes the kernel's extents where none are stated. */
  static Codec orKernel(int axes) {
    Codec extents = extents(axes);
    return new Codec() {
      @Override
      public @Nullable Object read(String argument, @Nullable Object value) {
        return extents.read(argument, value);
      }

      @Override
      public @Nullable Object write(@Nullable Object option, Writing writing) {
        return extents.write(option == null ? writing.get("kernel") : option, writing);
      }
    };
  }

  /** Makes a codec of extents of which none stands in the layer where all are 0. */
  static Codec extentsUnlessZero(int axes) {
    return new Codec() {
      @Override
      public @Nullable Object read(String argument, @Nullable Object value) {
        List<Long> numbers = Call.numbers(argument, value == null ? 0L : value, axes);
        return numbers.stream().allMatch(n -> n == 0) ? null : Call.extents(numbers, axes);
      }

      @Override
      public Object write(@Nullable Object option, Writing writing) {
        return option == null ? 0L : numbers((Extents) option);
      }
    };
  }

  /** Makes a codec of the same padding on both sides of each axis, in numbers. */
  static Codec symmetric(int axes) {
    return of(
        (name, value) -> {
          Extents zeros = Call.extents(Call.numbers(name, value, axes), axes);
          return new Padding(Padding.Mode.EXPLICIT, zeros, zeros);
        },
        value -> zeros((Padding) value));
  }

  private static Object zeros(Padding padding) {
    if (padding.mode() == Padding.Mode.VALID) {
      return 0L;
    } else if (!padding.isSymmetric()) {
      throw new NotExpressibleException(
          "padding=" + padding + " is not the same number on both sides: pad before the layer");
    }
    return numbers(padding.before());
  }

  /** Returns extents as one number where they are equal, else as a list. */
  static Object numbers(Extents extents) {
    List<Long> numbers = extents.sizes().stream().map(Size::value).toList();
    return numbers.stream().distinct().count() == 1 ? numbers.get(0) : numbers;
  }

  /** Makes a codec of an output's extents, one for each axis; {@code None} leaves one open. */
  static Codec openExtents(int axes) {
    return new Codec() {
      @Override
      public Object read(String argument, @Nullable Object value) {
        if (value instanceof List<?> list && list.size() != axes) {
          throw new DialectException(
              "%s is a size for each of %d axes, not %s", argument, axes, Arguments.literal(value));
        }
        return OpenSizes.read(argument, value, axes);
      }

      @Override
      public @Nullable Object write(@Nullable Object option, Writing writing) {
        return option == null ? null : OpenSizes.write((OpenExtents) option, axes);
      }
    };
  }

  /** Makes a codec of an enum's constants, written in small letters. */
  static <E extends Enum<E>> Codec constant(Class<E> type) {
    return constant(type, each -> each.name().toLowerCase(Locale.ROOT));
  }

  /** Makes a codec of an enum's constants that the framework calls otherwise. */
  static <E extends Enum<E>> Codec constant(Class<E> type, Function<E, String> names) {
    return of(
        (name, value) ->
            Arrays.stream(type.getEnumConstants())
                .filter(each -> names.apply(each).equals(value))
                .findFirst()
                .orElseThrow(
                    () ->
                        new DialectException(
                            "%s is %s, not %s",
                            name,
                            Arrays.stream(type.getEnumConstants())
                                .map(names)
                                .collect(Collectors.joining(" or ")),
                            Arguments.literal(value))),
        value -> names.apply(type.cast(value)));
  }
}
