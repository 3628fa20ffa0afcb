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
          Map.entry("non-trainable params", Quantity.BUFFERS),
          Map.entry("non-trainable parameters", Quantity.BUFFERS),
          Map.entry("buffers", Quantity.BUFFERS),
          Map.entry("macs", Quantity.MULTIPLY_ADDS),
          Map.entry("mac", Quantity.MULTIPLY_ADDS),
          Map.entry("madds", Quantity.MULTIPLY_ADDS),
          Map.entry("flops", Quantity.FLOPS),
          Map.entry("flop", Quantity.FLOPS),
          Map.entry("multiply-adds", Quantity.MULTIPLY_ADDS),
          Map.entry("mult-adds", Quantity.MULTIPLY_ADDS));

  private static final Pattern LABEL =
      Pattern.compile(
          "(?i)(?:(?:the|total|number of|of|#|trainable)\\s*)*"
              + "(?<word>multiply-adds|mult-adds|madds|macs?|flops?|memory|values|activations|bytes|buffers"
              + "|weights?|bias(?:es)?|(?:non-trainable\\s)?param(?:eter)?s?"
              + "|(?:output\\s+)?shape|output)(?![\\p{L}\\p{N}_])"
              + "(?:(?:\\s+size)?\\s*\\((?:Units\\.)?(?<unit>[KMGT](?:i?B)?|(?:kilo|mega|giga|tera)bytes)\\))?");

  private Labels() {}

  /**
   * A label in a text.
   *
   * @param quantity what it names; none for a shape
   * @param cell where it stands
   * @param unit the unit of the figures that follow, as in {@code mult-adds (G)}; empty for none
   */
  record Label(@Nullable Quantity quantity, Cell cell, String unit) {}

  /** Returns the label that a cell begins with, if any. */
  static @Nullable Label first(Cell cell) {
    Matcher matcher = LABEL.matcher(cell.text()).region(cell.from(), cell.to());
    if (!matcher.lookingAt()) {
      return null;
    }
    Quantity quantity = QUANTITIES.get(matcher.group("word").toLowerCase(Locale.ROOT));
    String unit = matcher.group("unit") == null ? "" : matcher.group("unit");
    return new Label(
        quantity,
        cell.part(matcher.start(), matcher.end()),
        isOfWork(quantity) && !unit.isEmpty() ? unit.substring(0, 1) : unit);
  }

  /** Whether a unit's first letter is meant: torchinfo writes multiply-adds in GIGABYTES. */
  private static boolean isOfWork(@Nullable Quantity quantity) {
    return quantity == Quantity.MULTIPLY_ADDS || quantity == Quantity.FLOPS;
  }
}
