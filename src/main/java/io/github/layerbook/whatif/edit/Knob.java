package io.github.layerbook.whatif.edit;

import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.unit.NumberType;
import java.io.Serializable;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One thing that a sweep varies, and the values that it takes.
 *
 * @param kind what is done with a value
 * @param name the address of the options that are varied, such as {@code conv*.out}, or {@code
 *     batch}, {@code dtype}, {@code weights}, {@code cache}, {@code layers}, {@code network} or a
 *     size that is open
 * @param values the values in order, as they are written; at least one
 */
public record Knob(Kind kind, String name, List<String> values) implements Serializable {
  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,19}");

  /** What is done with a knob's value. */
  public enum Kind {
    /** Options get the value. */
    SET,
    /**
     * Options get their value times the knob's, a decimal or a fraction such as 3/4, rounded to the
     * nearest whole number of at least 1, or to a multiple of what the address says.
     */
    SCALE,
    /** The number of examples that are processed together. */
    BATCH,
    /** The type in which values and parameters are stored. */
    TYPE,
    /** How parameters are stored. */
    WEIGHTS,
    /** The type in which keys and values are kept. */
    CACHE,
    /** How many repeated blocks there are. */
    LAYERS,
    /** A size that the network's source leaves open, with which it is read anew. */
    DIM,
    /** The rank of the adapters that stand beside modules. */
    RANK,
    /** Which of several networks is analysed. */
    NETWORK
  }

  /** Copies the values and checks that they suit the kind. */
  public Knob {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new OptionException(name, name + " has no values");
    }
    for (String value : values) {
      check(kind, name, value);
    }
    if (kind == Kind.SET) {
      checkMultiples(name, values);
    }
  }

  private static void checkMultiples(String name, List<String> values) {
    BigInteger multiple = BigInteger.valueOf(new OptionAddress(name).multiple());
    for (String value : multiple.equals(BigInteger.ONE) ? List.<String>of() : values) {
      BigInteger rest = isWhole(value) ? new BigInteger(value).mod(multiple) : BigInteger.ZERO;
      if (rest.signum() != 0) {
        BigInteger below = new BigInteger(value).subtract(rest);
        throw new OptionException(
            value,
            "%s is not a multiple of %s, which %s asks for: use %s or %s"
                .formatted(value, multiple, name, below, below.add(multiple)));
      }
    }
  }

  /**
   * Reads a knob: {@code fc1.out=512..8192:+512}, {@code conv*.out*=0.25..2:x2}, {@code
   * input=128..512:+32}.
   *
   * @throws OptionException if the text is no knob
   */
  public static Knob parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new OptionException(
          text,
          "\""
              + text
              + "\" has no values: write layer.option=values, such as fc1.out=512..4096:x2");
    }
    boolean scaled = text.charAt(equals - 1) == '*';
    String name = text.substring(0, scaled ? equals - 1 : equals).strip();
    return new Knob(scaled ? Kind.SCALE : Kind.SET, name, Values.read(text.substring(equals + 1)));
  }

  /** Makes a knob that sets options. */
  public static Knob set(String address, long... values) {
    return new Knob(Kind.SET, address, Arrays.stream(values).mapToObj(Long::toString).toList());
  }

  /** Makes a knob that multiplies options, each by its own value: {@code "0.25..2:x2"}. */
  public static Knob scale(String address, String values) {
    return new Knob(Kind.SCALE, address, Values.read(values));
  }

  /** Makes the knob of the batch: {@code "1,8,32"}. */
  public static Knob batch(String values) {
    return new Knob(Kind.BATCH, "batch", Values.read(values));
  }

  /** Makes the knob of the number type. */
  public static Knob types(NumberType... types) {
    return new Knob(Kind.TYPE, "dtype", Arrays.stream(types).map(NumberType::toString).toList());
  }

  /** Makes the knob of the format in which parameters are stored. */
  public static Knob weights(String... formats) {
    return new Knob(Kind.WEIGHTS, "weights", List.of(formats));
  }

  /** Makes the knob of the type in which keys and values are kept. */
  public static Knob cache(NumberType... types) {
    return new Knob(Kind.CACHE, "cache", Arrays.stream(types).map(NumberType::toString).toList());
  }

  /** Returns the same values for something else, such as the number of repeated blocks. */
  public Knob as(Kind other) {
    return new Knob(other, name, values);
  }

  /** Returns whether each of its values is another network. */
  public boolean isOfNetworks() {
    return kind == Kind.NETWORK || kind == Kind.LAYERS || kind == Kind.DIM;
  }

  /** Returns whether every value is a whole number of at most 63 bits. */
  public boolean hasWholeNumbers() {
    return values.stream().allMatch(Knob::isWhole);
  }

  /** Returns whether every value is a number written in decimals. */
  public boolean hasDecimalNumbers() {
    return values.stream().allMatch(value -> value.matches("[0-9]+(\\.[0-9]+)?"));
  }

  /** Returns whether it varies options of layers. */
  public boolean isOption() {
    return kind == Kind.SET || kind == Kind.SCALE;
  }

  /** Returns whether a value is a whole number in 64 bits. */
  public static boolean isWhole(String value) {
    return WHOLE.matcher(value).matches() && new BigInteger(value).bitLength() < Long.SIZE;
  }

  private static void check(Kind kind, String name, String value) {
    if (kind == Kind.SCALE && Factor.of(value).isEmpty()) {
      throw new OptionException(
          value, "%s is scaled by \"%s\": use a number above 0".formatted(name, value));
    } else if ((kind == Kind.RANK || kind == Kind.BATCH)
        && (!isWhole(value) || value.equals("0"))) {
      throw new OptionException(
          value,
          "\"%s\" is no %s: use a whole number of 1 or more"
              .formatted(value, kind.name().toLowerCase(Locale.ROOT)));
    } else if (kind == Kind.TYPE || kind == Kind.CACHE) {
      NumberType.of(value);
    }
  }
}
