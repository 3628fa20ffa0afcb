package io.github.layerbook.notation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The numbers after a layer's word, in the spellings that people give them. */
final class WrittenNumbers {
  private static final Pattern THOUSANDS = Pattern.compile("(?<=[0-9]),(?=[0-9]{3}(?![0-9]))");
  private static final Pattern TIMES = Pattern.compile("(?<=[0-9])[X*](?=[0-9])");
  private static final Pattern POINTS = Pattern.compile("(?<=.)[,.]+$");

  private WrittenNumbers() {}

  /** Numbers with {@code x} between extents, without separators and what ends a sentence. */
  static String clean(String argument) {
    String digits = THOUSANDS.matcher(argument).replaceAll("");
    return POINTS.matcher(TIMES.matcher(digits).replaceAll("x")).replaceAll("");
  }

  /** Splits at hyphens; the one after the word joins unless it is a minus, as a second one is. */
  static List<String> split(String argument, boolean negative) {
    List<String> parts = new ArrayList<>();
    String rest = argument.startsWith("-") && !negative ? argument.substring(1) : argument;
    String sign = "";
    for (String part : rest.split("-", -1)) {
      if (part.isEmpty()) {
        sign = "-";
      } else {
        parts.add(sign + part);
        sign = "";
      }
    }
    if (!sign.isEmpty()) {
      parts.add(sign);
    }
    return parts;
  }

  /** Extents with {@code x} between them. */
  static String extents(String text) {
    return text.replaceAll("[\\s,]", "").replaceAll("[X*]", "x");
  }
}
