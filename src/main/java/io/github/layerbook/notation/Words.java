package io.github.layerbook.notation;

import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.vocabulary.Vocabulary;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds a layer's word at the beginning of a text: {@code conv} in {@code CONV3-64}. */
record Words(Vocabulary vocabulary) {
  private static final int LONGEST = 60;
  private static final Pattern TWO =
      Pattern.compile("(\\p{L}{2,20})[ _-](\\p{L}{2,20}(?:[1-3][dD])?)(?!\\p{L})");

  /**
   * A layer's word in a text.
   *
   * @param form the layer's form
   * @param cell where the word stands
   */
  record Match(LayerForm form, Cell cell) {
    /** Returns the dimensions that the word ends with, 1 in {@code conv1d}; 0 for none. */
    int dimensions() {
      String word = cell.content();
      int length = word.length();
      boolean suffix = length > 2 && Character.toLowerCase(word.charAt(length - 1)) == 'd';
      int digit = suffix ? Character.digit(word.charAt(length - 2), 10) : 0;
      return Math.max(digit, 0);
    }
  }

  /**
   * Returns the longest word that the cell begins with and that no letter follows; also where it is
   * written as two, {@code max pool}, unless the first of them is a layer's.
   */
  Optional<Match> first(Cell cell) {
    return one(cell).or(() -> two(cell));
  }

  private Optional<Match> two(Cell cell) {
    Matcher two = TWO.matcher(cell.text()).region(cell.from(), cell.to());
    return two.lookingAt()
        ? vocabulary
            .form(two.group(1) + two.group(2))
            .map(form -> new Match(form, cell.part(cell.from(), two.end())))
        : Optional.empty();
  }

  private Optional<Match> one(Cell cell) {
    Cell token = token(cell);
    for (int end = token.to(); end > token.from(); end--) {
      boolean whole = end == token.to() || !Character.isLetter(token.text().charAt(end));
      if (whole) {
        Cell word = cell.part(token.from(), end);
        Optional<LayerForm> form = vocabulary.form(word.content());
        if (form.isPresent()) {
          return Optional.of(new Match(form.get(), word));
        }
      }
    }
    return Optional.empty();
  }

  /** Returns the characters of words that the cell begins with. */
  private static Cell token(Cell cell) {
    int end = cell.from();
    while (end < Math.min(cell.to(), cell.from() + LONGEST) && isPart(cell.text().charAt(end))) {
      end++;
    }
    return cell.part(cell.from(), end);
  }

  private static boolean isPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-';
  }
}
