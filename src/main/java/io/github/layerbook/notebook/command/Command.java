package io.github.layerbook.notebook.command;

import io.github.layerbook.notebook.Session;
import org.jspecify.annotations.Nullable;

/**
 * One use of a command: a record annotated with {@link Magic} whose components are the words that
 * it was given.
 *
 * <p>A component with {@link Takes} is a word at a place or an option, one with {@link CellText}
 * the text of the cell; a record among them is a group of such components that several commands
 * share. {@code boolean} is a flag, {@code Optional} may be left out, {@code List} takes all words
 * from a place on.
 */
@FunctionalInterface
public interface Command {
  /**
   * Runs the command for a notebook's cell; errors for the reader are thrown as they come from the
   * library.
   *
   * @return what the cell shows; null shows nothing
   */
  @Nullable Object run(Session session);
}
