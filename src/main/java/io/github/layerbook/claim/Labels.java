package io.github.layerbook.claim;

import io.github.layerbook.notation.Cell;
import io.github.layerbook.report.Quantity;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The words with which texts name quantities and shapes. */
final class Labels {
  private static final Map<String, Quantity> QUANTITIES =
      Map.ofEntries(
          Map.entry("memory", Quantity.VALUES),
          Map.entry("values", Quantity.VALUES),
          Map.entry("activations", Quantity.VALUES),
          Map.entry("bytes", Quantity.BYTES),
          Map.entry("weights", Quantity.WEIGHTS),
          Map.entry("weight", Quantity.WEIGHTS),
          Map.entry("biases", Quantity.BIASES),
          Map.entry("bias", Quantity.BIASES),
          Map.entry("parameters", Quantity.PARAMETERS),
          Map.entry("parameter", Quantity.PARAMETERS),
          Map.entry("params", Quantity.PARAMETERS),
          Map.entry("param", Quantity.PARAMETERS),
          Map.entry("buffers", Quantity.BUFFERS),
          Map.entry("macs", Quantity.MULTIPLY_ADDS),
          Map.entry("mac", Quantity.MULTIPLY_ADDS),
          Map.entry("madds", Quantity.MULTIPLY_ADDS),
          Map.entry("flops", Quantity.FLOPS),
          Map.entry("flop", Quantity.FLOPS),
          Map.entry("multiply-adds", Quantity.MULTIPLY_ADDS),
          Map.entry("mult-adds", Quantity.MULTIPLY_ADDS),
          Map.entry("multiply-accumulates", Quantity.MULTIPLY_ADDS),
          Map.entry("computational complexity", Quantity.MULTIPLY_ADDS));

  private static final Pattern LABEL =
      Pattern.compile(
          "(?i)(?:-(?=param))?(?<before>(?:(?:the|total|overall|estimated|model|numbers? of|count of|of|#|learnable"
              + "|num|nb|n)[\\s_]*)*)"
              + "(?:(?<share>non[- ]?trainable|untrainable|trainable|trained|frozen)[\\s_]+)?"
              + "(?<word>multiply-accumulates|multiply-adds|mult-adds|madds|macs?|flops?|memory"
              + "|values|activations|bytes|buffers|weights?|bias(?:es)?|param(?:eter)?s?"
              + "|computational complexity|(?:output\\s+)?shape|output)(?![\\p{L}\\p{N}_])"
              + "(?:\\s+count\\b)?"
              + "(?:(?:\\s+size)?\\s*\\((?:Units\\.)?"
              + "(?<unit>[KMGT](?:i?B)?|(?:kilo|mega|giga|tera)bytes)\\))?");
  private static final Pattern WHOLE = Pattern.compile("(?i).*\\b(?:total|overall|model)\\b.*");

  /** What an amount without a label counts. */
  static final Label PARAMETERS =
      new Label(Quantity.PARAMETERS, Share.ALL, false, Cell.of(1, ""), "");

  private Labels() {}

  /**
   * A label in a text.
   *
   * @param quantity what it names; none for a shape
   * @param share which parameters it speaks of
   * @param whole whether it says that the whole network is meant
   * @param cell where it stands
   * @param unit the unit of the figures that follow, as in {@code mult-adds (G)}; empty for none
   */
  record Label(@Nullable Quantity quantity, Share share, boolean whole, Cell cell, String unit) {
    /** Returns what amounts count; parameters where the label names none. */
    Quantity counted() {
      return quantity == null ? Quantity.PARAMETERS : quantity;
    }
  }

  /** Returns the label that a cell begins with, if any. */
  static @Nullable Label first(Cell cell) {
    Matcher matcher = LABEL.matcher(cell.text()).region(cell.from(), cell.to());
    if (!matcher.lookingAt()) {
      return null;
    }
    Quantity quantity = QUANTITIES.get(matcher.group("word").toLowerCase(Locale.ROOT));
    Share share = share(matcher.group("share"));
    String unit = matcher.group("unit") == null ? "" : matcher.group("unit");
    return new Label(
        quantity == Quantity.WEIGHTS && share != Share.ALL ? Quantity.PARAMETERS : quantity,
        share,
        share != Share.ALL || WHOLE.matcher(matcher.group("before")).matches(),
        cell.part(matcher.start(), matcher.end()),
        isOfWork(quantity) && !unit.isEmpty() ? unit.substring(0, 1) : unit);
  }

  private static Share share(@Nullable String word) {
    if (word == null) {
      return Share.ALL;
    }
    return switch (word.toLowerCase(Locale.ROOT).charAt(0)) {
      case 't' -> Share.TRAINABLE;
      case 'f' -> Share.FROZEN;
      default -> Share.NON_TRAINABLE;
    };
  }

  /** Whether a unit's first letter is meant: torchinfo writes multiply-adds in GIGABYTES. */
  private static boolean isOfWork(@Nullable Quantity quantity) {
    return quantity == Quantity.MULTIPLY_ADDS || quantity == Quantity.FLOPS;
  }
}
