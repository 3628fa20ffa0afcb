package io.github.layerbook.notation;

import java.util.List;
import java.util.Optional;

/**
 * Reads texts that are in no notation of ours: a framework's code, a printed model, a summary.
 *
 * <p>{@link Notation} finds readers with {@link java.util.ServiceLoader} and asks them about texts
 * that it refuses, so that it knows none of the forms itself. A reader has a public constructor
 * without arguments and is named in {@code
 * META-INF/services/io.github.layerbook.notation.ForeignReader}.
 */
public interface ForeignReader {
  /**
   * What a foreign text gives.
   *
   * @param title what it is, in words that follow “this is”: {@code PyTorch code}
   * @param definitions its networks; none if it could not be read to its end
   * @param line the line that could not be read, from 1; 0 for the text as a whole
   * @param problem why it could not be read; empty if it was
   * @param fix what to do about it
   */
  record Reading(String title, List<Definition> definitions, int line, String problem, String fix) {
    /** Copies the definitions. */
    public Reading {
      definitions = List.copyOf(definitions);
    }
  }

  /**
   * Returns what a text gives; empty if it is in no form that this reads. Never throws for what
   * stands in the text, and executes nothing.
   */
  Optional<Reading> read(String text);
}
