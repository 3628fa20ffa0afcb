package io.github.layerbook.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * One use of a command.
 *
 * @param session the notebook's session
 * @param words the words after the command's name, parsed by its declaration
 * @param text the rest of the cell; empty for a line's command
 */
public record Call(Session session, ParseResult words, String text) {

  /**
   * The word at a place, counted from 0; the command's declaration has made sure that it is there.
   */
  public String word(int place) {
    return words.matchedPositional(place).<String>getValue();
  }

  /** The word at a place that may be missing, as the type that the declaration names. */
  public <T> Optional<T> maybe(int place) {
    return words.hasMatchedPositional(place)
        ? Optional.of(words.matchedPositional(place).<T>getValue())
        : Optional.empty();
  }

  /** All words from a place on, in order. */
  public List<String> from(int place) {
    List<String> all = new ArrayList<>();
    for (PositionalParamSpec positional : words.matchedPositionals()) {
      if (positional.index().min() == place && positional.isMultiValue()) {
        all.addAll(positional.<List<String>>getValue());
      }
    }
    return all;
  }

  /** Whether a flag such as {@code --log} was given. */
  public boolean has(String option) {
    return words.hasMatchedOption(option);
  }

  /** An option's value if it was given. */
  public <T> Optional<T> option(String option) {
    return Optional.ofNullable(words.<T>matchedOptionValue(option, null));
  }
}
