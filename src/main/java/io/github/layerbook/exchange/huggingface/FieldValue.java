package io.github.layerbook.exchange.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.layerbook.layer.activation.Activation;
import io.github.layerbook.layer.form.NearestWords;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What fields of a configuration may have as their values, and the nearest of those that may be.
 */
final class FieldValue {
  /** Larger than any extent of a model, and small enough that two can be multiplied. */
  private static final long LARGEST = Integer.MAX_VALUE;

  private static final Map<String, Activation.Kind> ACTIVATIONS = activations();

  private FieldValue() {}

  private static Map<String, Activation.Kind> activations() {
    Map<String, Activation.Kind> all = new HashMap<>();
    all.put("silu", Activation.Kind.SILU);
    all.put("swish", Activation.Kind.SILU);
    for (String gelu :
        List.of("gelu", "gelu_new", "gelu_fast", "gelu_pytorch_tanh", "gelu_python", "gelu_10")) {
      all.put(gelu, Activation.Kind.GELU);
    }
    all.put("gelu-approximate", Activation.Kind.GELU);
    all.put("quick_gelu", Activation.Kind.QUICKGELU);
    all.put("relu", Activation.Kind.RELU);
    all.put("relu6", Activation.Kind.RELU6);
    all.put("relu2", Activation.Kind.RELU2);
    all.put("leaky_relu", Activation.Kind.LEAKYRELU);
    all.put("sigmoid", Activation.Kind.SIGMOID);
    all.put("tanh", Activation.Kind.TANH);
    all.put("mish", Activation.Kind.MISH);
    return all;
  }

  /** Returns the activation of a word. */
  static Activation.Kind activation(String field, String word) {
    Activation.Kind kind = ACTIVATIONS.get(word);
    if (kind == null) {
      throw new ConfigurationException(
          "%s \"%s\" is not a known activation.%s"
              .formatted(field, shorten(word), NearestWords.question(word, ACTIVATIONS.keySet())));
    }
    return kind;
  }

  /**
   * Returns a whole number of 0 or more.
   *
   * @param field the field with the names before it
   * @param name its own name
   * @param usual what a missing one means; null for none
   */
  static long whole(String field, String name, JsonNode value, @Nullable JsonNode usual) {
    if (!value.isIntegralNumber()) {
      throw new ConfigurationException(
          "%s is %s, no whole number: write it as in \"%s\": %s"
              .formatted(field, kind(value), name, nearestNumber(value, usual)));
    }
    if (value.bigIntegerValue().signum() < 0) {
      throw new ConfigurationException(
          "%s is %s: write a whole number of 0 or more".formatted(field, value));
    }
    if (value.bigIntegerValue().compareTo(BigInteger.valueOf(LARGEST)) > 0) {
      throw new ConfigurationException(
          "%s is %s, which no model is made for: use at most %,d"
              .formatted(field, shorten(value.toString()), LARGEST));
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
  static String kind(JsonNode value) {
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
}
