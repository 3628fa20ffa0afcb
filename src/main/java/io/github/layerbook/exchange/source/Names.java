package io.github.layerbook.exchange.source;

import io.github.layerbook.network.OutputAddress;
import java.text.Normalizer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names of a network as Python's. */
public final class Names {
  private static final String BLOCK = "/";
  private static final char BEGIN = '\u0001';
  private static final char END = '\u0002';
  private static final Pattern PART = Pattern.compile(BEGIN + "([^" + END + "]*)" + END);

  /** What no attribute may be called. */
  private static final Set<String> RESERVED =
      Set.of(
          ("False None True and as assert async await break class continue def del elif else except"
                  + " finally for from global if import in is lambda nonlocal not or pass raise return"
                  + " try while with yield")
              .split(" "));

  /** What no variable may be called. */
  private static final Set<String> KEYWORDS =
      Stream.concat(
              RESERVED.stream(),
              Stream.of(
                  "self torch nn F OrderedDict print super keras layers name inputs outputs"
                      .split(" ")))
          .collect(Collectors.toUnmodifiableSet());

  private Names() {}

  private static final Pattern CALL =
      Pattern.compile("(.+ = )self" + BEGIN + "(.+)\\.([0-9]+)" + BLOCK + END + "(\\(.*\\))");

  /**
   * A line that calls a block whose name is a number.
   *
   * @param before what stands before the call
   * @param list the path of the block around it
   * @param index the number
   * @param after what stands behind the name
   */
  public record Element(String before, String list, int index, String after) {
    /** Returns the same of a later block. */
    public Element later(int by) {
      return new Element(before, list, index + by, after);
    }

    /** Returns the line with another name for the block. */
    public String call(String name) {
      return before + name + after;
    }
  }

  /** Returns what a line is that calls a block with a number for a name, if it does no more. */
  public static Optional<Element> element(String line) {
    Matcher call = CALL.matcher(line);
    return call.matches() && call.group(4).indexOf(BEGIN) < 0 && call.group(3).length() < 9
        ? Optional.of(
            new Element(
                call.group(1), call.group(2), Integer.parseInt(call.group(3)), call.group(4)))
        : Optional.empty();
  }

  /** Marks a part in a line of code: how it is reached, the printer knows. */
  public static String part(List<String> path) {
    return BEGIN + String.join(".", path) + END;
  }

  /** Returns a line with each part that is marked replaced. */
  public static String replaced(String line, Function<String, String> parts) {
    return PART.matcher(line)
        .replaceAll(found -> Matcher.quoteReplacement(parts.apply(found.group(1))));
  }

  /** Returns the key of a block among parts, where a layer may have the same name. */
  public static String block(String name) {
    return name + BLOCK;
  }

  /** Returns whether keys are 0, 1, 2 and so on. */
  public static boolean areNumbers(Collection<String> keys) {
    int next = 0;
    for (String key : keys) {
      if (!bare(key).equals(String.valueOf(next++))) {
        return false;
      }
    }
    return next > 0;
  }

  /** Returns whether a key is that of a block. */
  public static boolean isBlock(String key) {
    return key.endsWith(BLOCK);
  }

  /** Returns the name of a part of a key. */
  public static String bare(String key) {
    return isBlock(key) ? key.substring(0, key.length() - 1) : key;
  }

  /** Returns the name of a layer without its blocks. */
  public static String last(OutputAddress output) {
    return output.layer().substring(output.layer().lastIndexOf('.') + 1);
  }

  /** Returns a name that is not taken, and takes it. */
  public static String unique(String name, Set<String> taken) {
    return unique(name, taken::add);
  }

  /** Returns the first of a name and those with numbers behind it that is free. */
  static String unique(String name, Predicate<String> free) {
    String unique = name;
    for (int i = 2; !free.test(unique); i++) {
      unique = name + "_" + i;
    }
    return unique;
  }

  /** Returns a name in ASCII letters, digits and underscores. */
  public static String plain(String name) {
    String decomposed = Normalizer.normalize(name, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
    String plain = decomposed.replaceAll("[^A-Za-z0-9_]", "_");
    return plain.isEmpty() ? "_" : plain;
  }

  /** Returns a name as that of a variable. */
  public static String variable(String name) {
    return unless(KEYWORDS, name);
  }

  /** Returns a name as that of an attribute: {@code self.layers}. */
  public static String attribute(String name) {
    return unless(RESERVED, name);
  }

  private static String unless(Set<String> taken, String name) {
    String plain = plain(name);
    String begun = Character.isDigit(plain.charAt(0)) ? "layer" + plain : plain;
    return taken.contains(begun) ? begun + "_" : begun;
  }

  /** Returns a name as that of a class. */
  public static String type(String name) {
    StringBuilder type = new StringBuilder();
    for (String word : plain(name).split("_+", -1)) {
      if (!word.isEmpty()) {
        type.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
      }
    }
    String whole = type.toString();
    return whole.isEmpty() || Character.isDigit(whole.charAt(0)) ? "Net" + whole : whole;
  }
}
