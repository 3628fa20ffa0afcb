package io.github.layerbook.report;

import io.github.layerbook.layer.form.NearestWords;
import io.github.layerbook.layer.form.OptionException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The quantities that words are looked up in; immutable. Whoever iterates over quantities iterates
 * over such a list, so that a new one is known everywhere.
 *
 * <pre>{@code
 * Quantities.standard().of("mult-adds").heading()      // Multiply-adds
 * }</pre>
 */
public final class Quantities {
  /** What is shown, compared and swept where nothing is asked for. */
  public static final List<Quantity> USUAL =
      List.of(Quantity.PARAMETERS, Quantity.MULTIPLY_ADDS, Quantity.BYTES);

  private static final Quantities STANDARD = of(StandardQuantities.all());

  /** The quantities by their headings' words, in the order in which they were added. */
  private final Map<String, Quantity> byHeading;

  /** The quantities by all their words. */
  private final Map<String, Quantity> byWord = new LinkedHashMap<>();

  private Quantities(Map<String, Quantity> byHeading) {
    this.byHeading = byHeading;
    byHeading.values().forEach(q -> q.words().forEach(word -> byWord.put(word, q)));
  }

  private static Quantities of(List<Quantity> quantities) {
    Quantities all = new Quantities(Map.of());
    for (Quantity quantity : quantities) {
      all = all.with(quantity);
    }
    return all;
  }

  /** Returns the quantities that come with the library. */
  public static Quantities standard() {
    return STANDARD;
  }

  /**
   * Returns these with one more, or with one in the place of that with its heading.
   *
   * @throws OptionException if one of its words already names another quantity
   */
  public Quantities with(Quantity quantity) {
    for (String word : quantity.words()) {
      Quantity other = byWord.get(word);
      if (other != null && !other.word().equals(quantity.word())) {
        throw new OptionException(
            word,
            "the word %s stands for %s already: give %s another one"
                .formatted(word, other.title(), quantity.title()));
      }
    }
    Map<String, Quantity> more = new LinkedHashMap<>(byHeading);
    more.put(quantity.word(), quantity);
    return new Quantities(more);
  }

  /** Returns all of them, in the order in which they were added. */
  public List<Quantity> all() {
    return List.copyOf(byHeading.values());
  }

  /** Returns those that layers have. */
  public List<Quantity> ofLayers() {
    return byHeading.values().stream().filter(Quantity::isOfLayers).toList();
  }

  /** Returns those that networks have, and that can be compared, swept and budgeted. */
  public List<Quantity> ofNetworks() {
    return byHeading.values().stream().filter(Quantity::hasTotal).toList();
  }

  /** Returns the quantity of a word in any case, with spaces or hyphens, if there is one. */
  public Optional<Quantity> find(String word) {
    return Optional.ofNullable(byWord.get(Quantity.word(word)));
  }

  /**
   * Returns the quantity of a word, see {@link #find}.
   *
   * @throws OptionException if there is none, with the nearest words, or those of all
   */
  public Quantity of(String word) {
    return of(word, List.of());
  }

  /** Returns the quantity of a word, in whose place some others would be valid too. */
  Quantity of(String word, List<String> others) {
    return find(word)
        .orElseThrow(
            () -> {
              List<String> valid = new ArrayList<>(others);
              valid.addAll(byWord.keySet());
              String near = NearestWords.question(Quantity.word(word), valid);
              List<String> names = new ArrayList<>(others);
              names.addAll(byHeading.keySet());
              return new OptionException(
                  word,
                  "“%s” is not a quantity.%s"
                      .formatted(
                          word.strip(),
                          near.isEmpty() ? " There are " + String.join(", ", names) + "." : near));
            });
  }

  /**
   * Returns the quantities that words with commas between them name: {@code macs,traffic}.
   *
   * @throws OptionException if one is unknown or named twice
   */
  public List<Quantity> listed(String words) {
    List<Quantity> listed = new ArrayList<>();
    for (String word : words.split(",", -1)) {
      Quantity quantity = of(word);
      if (listed.contains(quantity)) {
        throw new OptionException(word, quantity.title() + " is named twice: leave one out");
      }
      listed.add(quantity);
    }
    return listed;
  }

  /** Returns the words for them in commands, one each, with a separator between them. */
  public static String words(List<Quantity> quantities, String separator) {
    return String.join(separator, quantities.stream().map(Quantity::word).toList());
  }

  /** Returns the words of all, separated by commas. */
  @Override
  public String toString() {
    return String.join(", ", byHeading.keySet());
  }
}
