package io.github.layerbook.exchange.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.form.NearestWords;
import io.github.layerbook.size.Size;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A field of a configuration: what it states, or what a missing one means, of the type that is
 * wanted; {@link ConfigurationException} names the field and the nearest value that may be.
 *
 * @param config the configuration
 * @param name the field's own name
 */
record Field(Configuration config, String name) {
  /** More layers than any model has; a network of more would take long to be refused. */
  private static final long MOST_LAYERS = 2_000;

  /** Larger than any extent of a model, and small enough that two can be multiplied. */
  private static final long LARGEST = Integer.MAX_VALUE;

  private static final String GATED = "gated-";

  /** Layers within a window, whose rotary embedding may have a base of its own (Gemma 3). */
  private static final String LOCAL = "sliding_attention";

  private static final long LOCAL_THETA = 10_000;

  private static final Map<String, Activation.Kind> ACTIVATIONS = activations();

  private static Map<String, Activation.Kind> activations() {
    String words =
        "silu swish=silu gelu gelu_new=gelu gelu_fast=gelu gelu_pytorch_tanh=gelu gelu_python=gelu"
            + " gelu_10=gelu gelu-approximate=gelu quick_gelu=quickgelu relu relu6 relu2"
            + " leaky_relu=leakyrelu sigmoid tanh mish";
    Map<String, Activation.Kind> all = new HashMap<>();
    for (String each : words.split(" ", -1)) {
      String kind = each.substring(each.indexOf('=') + 1).toUpperCase(Locale.ROOT);
      all.put(each.replaceFirst("=.*", ""), Activation.Kind.valueOf(kind));
    }
    return all;
  }

  /**
   * Returns what a field states, of the type that a missing one's value has: a truth value, a word,
   * or a number of at least 1; null where that is null and none is stated.
   */
  @Nullable Object typed() {
    JsonNode usual = config.usual(name);
    if (usual == null || usual.isBoolean()) {
      return flag();
    } else if (usual.isTextual()) {
      return word();
    }
    return usual.isNull() && optional() == null ? null : Long.valueOf(number());
  }

  /** Returns a number that there must be, at least 1. */
  long number() {
    Long number = optional();
    if (number == null) {
      throw wanted(null, "a whole number of 1 or more");
    }
    return positive(number);
  }

  long positive(long number) {
    if (number < 1) {
      throw new ConfigurationException(
          "%s is %d: write a whole number of 1 or more".formatted(this, number));
    }
    return number;
  }

  /** Returns a number of 0 or more; null where it is null. */
  @Nullable Long optional() {
    JsonNode value = config.value(name);
    return value == null ? null : whole(value);
  }

  /** Returns the number that a field states, whether it bears on counts or not; null for none. */
  @Nullable Long stated() {
    JsonNode value = config.entry(name);
    return value.isMissingNode() || value.isNull() ? null : whole(value);
  }

  /** Returns whether a field that may be a number is a word. */
  boolean isWord(String word) {
    JsonNode value = config.value(name);
    return value != null && value.isTextual() && value.asText().equals(word);
  }

  /** Returns a number of 0 or more; 0 where it is null. */
  long orZero() {
    Long number = optional();
    return number == null ? 0 : number;
  }

  /** Returns a number as a size. */
  Size size() {
    return Size.of(number());
  }

  /** Returns a number of layers, which must not be too many to be built. */
  int layers() {
    long number = number();
    if (number > MOST_LAYERS) {
      throw new ConfigurationException(
          "%s is %,d: at most %,d layers are built".formatted(this, number, MOST_LAYERS));
    }
    return (int) number;
  }

  /** Returns a truth value; false where it is null. */
  boolean flag() {
    JsonNode value = config.value(name);
    if (value != null && !value.isBoolean()) {
      throw wanted(value, "true or false");
    }
    return value != null && value.booleanValue();
  }

  /** Returns a word; empty where it is null. */
  String word() {
    JsonNode value = config.value(name);
    if (value != null && !value.isTextual()) {
      throw wanted(value, "a word in quotes");
    }
    return value == null ? "" : value.asText();
  }

  /** Returns the activation that a field names, perhaps behind {@code gated-}. */
  Activation.Kind activation() {
    String word = word();
    String kind = word.startsWith(GATED) ? word.substring(GATED.length()) : word;
    return activation(kind);
  }

  /** Returns a list of numbers; null where it is null. */
  @Nullable List<Long> numbers() {
    JsonNode value = config.value(name);
    if (value == null) {
      return null;
    }
    if (!value.isArray()) {
      throw wanted(value, "a list of numbers");
    }
    List<Long> numbers = new ArrayList<>();
    value.forEach(each -> numbers.add(whole(each)));
    return numbers;
  }

  /**
   * Returns one word for each layer; null where it is null.
   *
   * @param valid the words that there are
   */
  @Nullable List<String> words(int layers, List<String> valid) {
    JsonNode value = config.value(name);
    if (value == null) {
      return null;
    }
    List<String> words = new ArrayList<>();
    value.forEach(each -> words.add(each.asText()));
    if (!value.isArray() || words.size() != layers) {
      throw new ConfigurationException(
          "%s has %d entries, and there are %d layers: give it one for each"
              .formatted(this, words.size(), layers));
    }
    for (String word : words) {
      if (!valid.contains(word)) {
        throw new ConfigurationException(
            "%s has \"%s\".%s There are %s."
                .formatted(
                    this,
                    shorten(word),
                    NearestWords.question(word, valid),
                    String.join(", ", valid)));
      }
    }
    return words;
  }

  /** Returns a number of more than 0 that may have decimals. */
  double decimal() {
    return positive(config.value(name));
  }

  private double positive(@Nullable JsonNode value) {
    if (value == null || !value.isNumber() || value.doubleValue() <= 0) {
      throw wanted(value, "a number of more than 0");
    }
    return value.doubleValue();
  }

  /**
   * Returns what is stated that changes no count, of the type that another value has: a truth
   * value, false where it is null, or a whole number of at least 1. That other value where neither
   * the configuration nor the type states one.
   */
  Object usual(Object otherwise) {
    JsonNode value = free();
    if (otherwise instanceof Boolean) {
      if (value != null && !value.isNull() && !value.isBoolean()) {
        throw wanted(value, "true or false");
      }
      return value == null ? otherwise : value.asBoolean();
    }
    return value == null || value.isNull() ? otherwise : Long.valueOf(positive(whole(value)));
  }

  /** Returns a number of more than 0 that changes no count; 0 where it is null. */
  double measure(long otherwise) {
    JsonNode value = free();
    return value == null ? otherwise : value.isNull() ? 0 : positive(value);
  }

  /** What the configuration states, whether it bears on counts or not, or else the type. */
  private @Nullable JsonNode free() {
    JsonNode own = config.entry(name);
    return own.isMissingNode() ? config.usual(name) : own;
  }

  /**
   * Returns the base of a rotary embedding's speeds, among what is stated of the embedding or in
   * the field itself.
   *
   * @param kind the layers for which it is, where some have another; empty for all
   */
  double theta(String kind, long otherwise) {
    JsonNode all = config.entry("rope_parameters");
    JsonNode stated = (all.has(kind) ? all.path(kind) : all).path(name);
    if (!stated.isMissingNode() && !stated.isNull()) {
      return positive(stated);
    }
    Field own = kind.equals(LOCAL) ? config.field("rope_local_base_freq") : this;
    double base = own.measure(kind.equals(LOCAL) ? LOCAL_THETA : otherwise);
    return base > 0 ? base : otherwise;
  }

  /**
   * Returns a decimal number, looked for beside and among what is stated of the rotary embedding.
   */
  double share() {
    JsonNode value = config.entry("rope_parameters").path(name);
    if (!value.isNumber()) {
      value = config.entry("rope_scaling").path(name);
    }
    JsonNode own = value.isNumber() ? value : config.value(name);
    if (own == null || !own.isNumber() || own.doubleValue() < 0 || own.doubleValue() > 1) {
      throw wanted(own, "a number from 0 to 1");
    }
    return own.doubleValue();
  }

  /** Returns the activation of a word. */
  private Activation.Kind activation(String word) {
    Activation.Kind kind = ACTIVATIONS.get(word);
    if (kind == null) {
      throw new ConfigurationException(
          "%s \"%s\" is not a known activation.%s"
              .formatted(this, shorten(word), NearestWords.question(word, ACTIVATIONS.keySet())));
    }
    return kind;
  }

  /** Returns a value as a whole number of 0 or more. */
  long whole(JsonNode value) {
    if (!value.isIntegralNumber()) {
      throw new ConfigurationException(
          "%s is %s, no whole number: write it as in \"%s\": %s"
              .formatted(this, kind(value), name, nearestNumber(value, config.usual(name))));
    }
    if (value.bigIntegerValue().signum() < 0) {
      throw new ConfigurationException(
          "%s is %s: write a whole number of 0 or more".formatted(this, value));
    }
    if (value.bigIntegerValue().compareTo(BigInteger.valueOf(LARGEST)) > 0) {
      throw new ConfigurationException(
          "%s is %s, which no model is made for: use at most %,d"
              .formatted(this, shorten(value.toString()), LARGEST));
    }
    return value.longValue();
  }

  private static String nearestNumber(JsonNode value, @Nullable JsonNode usual) {
    String text = value.isTextual() ? value.asText().strip() : value.asText();
    if (text.matches("[0-9]{1,18}")) {
      return text;
    }
    return value.isNumber() && Math.abs(value.doubleValue()) < 1e18
        ? Long.toString(Math.max(1, Math.round(value.doubleValue())))
        : usual == null || usual.isNull() ? "1" : usual.toString();
  }

  /** Says what a value is. */
  private static String kind(JsonNode value) {
    String text = shorten(value.toString());
    return value.isTextual()
        ? "the text " + text
        : value.isArray() ? "a list" : value.isObject() ? "an object" : text;
  }

  /** Cuts a long text. */
  static String shorten(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }

  /** The divisor of a number that is nearest to another; the smaller of two. */
  static long nearestDivisor(long number, long to) {
    long nearest = 1;
    for (long divisor = 1; divisor * divisor <= number && divisor < 1L << 24; divisor++) {
      if (number % divisor == 0) {
        for (long each : new long[] {divisor, number / divisor}) {
          if (Math.abs(each - to) < Math.abs(nearest - to)) {
            nearest = each;
          }
        }
      }
    }
    return nearest;
  }

  private ConfigurationException wanted(@Nullable JsonNode value, String what) {
    return new ConfigurationException(
        "%s is %s: write %s".formatted(this, value == null ? "null" : kind(value), what));
  }

  /** Returns the exception of a field that does not fit others, under the name that is stated. */
  ConfigurationException wrong(String problem) {
    return new ConfigurationException(
        config.path() + Objects.requireNonNullElse(config.nameOf(name), name) + problem);
  }

  /** Returns the name with those of the configurations around it. */
  @Override
  public String toString() {
    return config.path() + name;
  }
}
