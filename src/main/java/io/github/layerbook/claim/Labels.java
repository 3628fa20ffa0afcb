package io.github.layerbook.claim;

import io.github.layerbook.memory.PeakMemory;
import io.github.layerbook.notation.Cell;
import io.github.layerbook.report.Quantities;
import io.github.layerbook.report.Quantity;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The words with which texts name quantities and shapes: those of the quantities, the library's and
 * a reader's own, the units that one quantity alone has, and what tools print besides.
 */
final class Labels {
  /** What tools print and commands do not take. */
  private static final Map<String, Quantity> OTHER_WORDS =
      Map.of(
          "multiply-accumulates", Quantity.MULTIPLY_ADDS,
          "computational-complexity", Quantity.MULTIPLY_ADDS);

  private static final String BEFORE =
      "(?i)(?:-(?=param))?(?<before>(?:(?:the|total|overall|estimated|model|numbers? of"
          + "|count of|of|#|learnable|num|nb|n)[\\s_]*)*)"
          + "(?:(?<share>non[- ]?trainable|untrainable|trainable|trained|frozen)[\\s_]+)?"
          + "(?:(?<scale>[KMGT])(?=flop|mac|param|mult))?(?<word>";
  private static final String BEHIND =
      "|(?:output\\s+)?shape|output)(?![\\p{L}\\p{N}_])"
          + "(?:\\s+count\\b)?"
          + "(?:(?:\\s+size)?\\s*\\((?:Units\\.)?"
          + "(?<unit>[KMGT](?:i?B)?|(?:kilo|mega|giga|tera)bytes)\\))?";
  private static final Pattern WHOLE = Pattern.compile("(?i).*\\b(?:total|overall|model)\\b.*");

  /** The words of the quantities that come with the library. */
  static final Labels STANDARD = new Labels(PeakMemory.quantities());

  /** What an amount without a label counts. */
  static final Label PARAMETERS =
      new Label(Quantity.PARAMETERS, Share.ALL, false, Cell.of(1, ""), "");

  private final Map<String, Quantity> byWord = new HashMap<>();
  private final Pattern pattern;

  /** Makes the words of some quantities. */
  Labels(Quantities quantities) {
    byWord.putAll(OTHER_WORDS);
    byWord.putAll(ToolSizes.WORDS);
    for (Quantity quantity : quantities.all()) {
      if (Share.of(quantity) == Share.ALL) {
        quantity.words().forEach(word -> byWord.put(word, quantity));
      }
    }
    byWord.putAll(units(quantities));
    this.pattern = Pattern.compile(BEFORE + alternatives() + BEHIND);
  }

  /** The units that name their quantity, as no other has them: {@code pJ}. */
  private Map<String, Quantity> units(Quantities quantities) {
    Map<String, List<Quantity>> byUnit =
        quantities.all().stream()
            .filter(quantity -> !quantity.unit().symbol().isEmpty() && !quantity.unit().isBytes())
            .collect(Collectors.groupingBy(q -> Quantity.word(q.unit().symbol())));
    return byUnit.entrySet().stream()
        .filter(unit -> unit.getValue().size() == 1 && !byWord.containsKey(unit.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, unit -> unit.getValue().get(0)));
  }

  /**
   * A label in a text.
   *
   * @param quantity what it names; none for a shape
   * @param share which parameters it speaks of
   * @param whole whether it refers to the whole network
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
  @Nullable Label first(Cell cell) {
    Matcher matcher = pattern.matcher(cell.text()).region(cell.from(), cell.to());
    if (!matcher.lookingAt()) {
      return null;
    }
    Quantity quantity = quantity(matcher.group("word"));
    Share share = share(matcher.group("share"));
    String scale = matcher.group("scale") == null ? "" : matcher.group("scale");
    String unit = matcher.group("unit") == null ? scale : matcher.group("unit");
    if (unit.isEmpty() && quantity != null && ToolSizes.WORDS.containsValue(quantity)) {
      return null;
    }
    return new Label(
        quantity == Quantity.WEIGHTS && share != Share.ALL ? Quantity.PARAMETERS : quantity,
        share,
        share != Share.ALL || WHOLE.matcher(matcher.group("before")).matches(),
        cell.part(matcher.start(), matcher.end()),
        isOfWork(quantity) && !unit.isEmpty() ? unit.substring(0, 1) : unit);
  }

  /** The words, the longest first, since some begin with others. */
  private String alternatives() {
    return byWord.keySet().stream()
        .sorted(Comparator.comparing(String::length).reversed())
        .map(word -> Pattern.quote(word).replace("-", "\\E[\\s_-]\\Q"))
        .collect(Collectors.joining("|"));
  }

  /** What a word means; memory is of values unless the figure is in bytes. */
  private @Nullable Quantity quantity(String written) {
    String word = Quantity.word(written);
    Quantity quantity = byWord.get(word);
    return quantity == Quantity.BYTES && !word.equals("bytes") ? Quantity.VALUES : quantity;
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

  /** Whether only a unit's first letter counts: torchinfo writes multiply-adds in GIGABYTES. */
  private static boolean isOfWork(@Nullable Quantity quantity) {
    return quantity == Quantity.MULTIPLY_ADDS || quantity == Quantity.FLOPS;
  }
}
