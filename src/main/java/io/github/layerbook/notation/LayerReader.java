package io.github.layerbook.notation;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.form.NearestWords;
import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.layer.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads one layer in any of the three spellings, and suggests what a misspelt one may mean. */
final class LayerReader {
  private static final Pattern TOKEN = Pattern.compile("[^\\s\\[\\](){}:=,;|]+");

  /** So many letters of a word are a beginning that says which. */
  private static final int LEAST_START = 4;

  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  private final Vocabulary vocabulary;
  private final Words words;

  LayerReader(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    this.words = new Words(vocabulary);
  }

  /**
   * A layer that a cell begins with.
   *
   * @param layer the layer
   * @param cell where it stands
   * @param tail what follows it: claims, or nothing
   */
  record Reading(Layer layer, Cell cell, Cell tail) {}

  /** Returns whether a cell begins with a layer's word. */
  boolean knows(Cell cell) {
    return words.first(cell).isPresent();
  }

  /** Returns whether a cell is a layer and nothing else. */
  boolean isLayer(Cell cell) {
    try {
      return knows(cell) && attempt(cell, cell.part(cell.to(), cell.to())).tail().isBlank();
    } catch (NotationException e) {
      return false;
    }
  }

  /** Returns the word, as the notation prints it, of the layer that a cell begins with; or "". */
  String word(Cell cell) {
    return words.first(cell).map(match -> match.form().words().get(0)).orElse("");
  }

  /** Returns whether the first word of a cell may be a misspelt layer's. */
  boolean isNearLayer(Cell cell) {
    return !NearestWords.to(token(cell).content(), vocabulary.words()).isEmpty();
  }

  /**
   * Reads the layer that a cell begins with.
   *
   * @param cell the layer's text, and what follows it
   * @param beside further text that may hold the layer's shape; the lecture's after the colon
   * @throws NotationException with the nearest valid words if it cannot be read
   */
  Reading read(Cell cell, Cell beside) {
    try {
      return attempt(cell, beside);
    } catch (NotationException e) {
      Cell token = token(cell);
      if (!isOfWord(e, cell, token)) {
        throw e;
      }
      String behind = cell.part(token.to(), cell.to()).content();
      List<String> nearest = nearest(token.content(), behind);
      if (nearest.isEmpty() || e.line() != cell.line()) {
        throw e;
      }
      String fix = "did you mean " + described(nearest, behind) + "?";
      throw NotationException.at(
          cell.part(e.column() - 1, e.column() - 1 + e.culprit().length()),
          e.problem(),
          fix,
          nearest);
    }
  }

  /** Whether a problem is that of a misspelt word, or of numbers joined to it, not of options. */
  private boolean isOfWord(NotationException e, Cell cell, Cell token) {
    int end = e.column() - 1 + e.culprit().length();
    return words.first(cell).isEmpty()
        || (e.column() - 1 > token.from() && end <= token.to() && !e.culprit().isEmpty());
  }

  /** Returns what a token says of a layer; nothing if it begins with no layer's word. */
  Optional<LayerDescription> description(Cell token) {
    Optional<Words.Match> match = words.first(token);
    if (match.isEmpty()) {
      return Optional.empty();
    }
    String word = match.get().form().words().get(0);
    if (match.get().cell().to() == token.to()) {
      return Optional.of(new LayerDescription(word, ""));
    }
    try {
      Reading reading = attempt(token, token.part(token.to(), token.to()));
      LayerForm form = LayerForm.of(reading.layer());
      return reading.cell().to() == token.to()
          ? Optional.of(new LayerDescription(word, form.head(reading.layer())))
          : Optional.empty();
    } catch (NotationException e) {
      return Optional.empty();
    }
  }

  private Reading attempt(Cell cell, Cell beside) {
    Words.Match word =
        words
            .first(cell)
            .orElseThrow(
                () ->
                    token(cell)
                        .error(
                            "unknown layer \"" + token(cell).content() + "\"",
                            "a layer is written such as conv3-64, maxpool, FC-4096 or relu"));
    LayerOptions options = LayerOptions.read(word, cell, beside);
    try {
      return new Reading(options.layer(), cell.part(cell.from(), options.end()), options.tail());
    } catch (OptionException e) {
      throw options.place(e).error(String.valueOf(e.getMessage()), Fixes.of(e, word.form()));
    } catch (LayerException e) {
      throw cell.part(cell.from(), options.end())
          .trimmed()
          .error(String.valueOf(e.getMessage()), "")
          .surely();
    }
  }

  private static Cell token(Cell cell) {
    Matcher matcher = TOKEN.matcher(cell.text()).region(cell.from(), cell.to());
    return matcher.lookingAt()
        ? cell.part(matcher.start(), matcher.end())
        : cell.part(cell.from(), Math.min(cell.to(), cell.from() + 1));
  }

  /** Spellings near to a token that can be read, with what stands behind it. */
  private List<String> nearest(String token, String behind) {
    List<String> readable = new ArrayList<>();
    String letters = token.replaceAll("[0-9].*", "").replaceAll("[_-]", "");
    List<String> numbers = NUMBER.matcher(token).results().map(r -> r.group()).limit(4).toList();
    String joint = numbers.size() == 1 && token.contains("-") ? "-" : "";
    for (String word : candidates(letters)) {
      String spelt = cased(word, letters) + joint + String.join("-", numbers);
      if (!spelt.equals(token) && canonical(spelt, behind).isPresent()) {
        readable.add(spelt);
      }
    }
    return readable;
  }

  /** The nearest words, and if there are none those that begin with what was written. */
  private List<String> candidates(String letters) {
    List<String> near = NearestWords.to(letters, vocabulary.words());
    String start = letters.toLowerCase(Locale.ROOT);
    return !near.isEmpty() || letters.length() < LEAST_START
        ? near
        : vocabulary.words().stream().filter(word -> word.startsWith(start)).limit(3).toList();
  }

  /** A word in capitals where most letters of what was written are. */
  private static String cased(String word, String like) {
    long capitals = like.chars().filter(Character::isUpperCase).count();
    return 2 * capitals > like.length() ? word.toUpperCase(Locale.ROOT) : word;
  }

  /** The meaning of a spelling, alone or with what follows it; nothing if unreadable. */
  private Optional<String> canonical(String spelt, String behind) {
    return Stream.of(spelt, spelt + behind)
        .flatMap(text -> attempted(Cell.of(1, text)).stream())
        .map(reading -> LayerForm.of(reading.layer()).print(reading.layer()))
        .findFirst();
  }

  /** The layer that a cell begins with, if it can be read. */
  private Optional<Reading> attempted(Cell cell) {
    try {
      return Optional.of(attempt(cell, cell.part(cell.to(), cell.to())));
    } catch (NotationException e) {
      return Optional.empty();
    }
  }

  private String described(List<String> nearest, String behind) {
    List<String> described = new ArrayList<>();
    for (String spelt : nearest) {
      String canonical = canonical(spelt, behind).orElse(spelt);
      described.add(canonical.equals(spelt) ? spelt : spelt + " (" + canonical + ")");
    }
    return String.join(" or ", described);
  }
}
