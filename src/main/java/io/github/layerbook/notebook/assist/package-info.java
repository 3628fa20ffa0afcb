/**
 * Help while a cell is being written: what Tab offers and what Shift+Tab tells, computed from the
 * commands' declarations, the vocabulary and the session.
 *
 * <p>{@link io.github.layerbook.notebook.assist.Place} finds out what the cursor stands in, {@link
 * io.github.layerbook.notebook.assist.Completions} asks the argument there for its candidates,
 * {@link io.github.layerbook.notebook.assist.Tips} shows the help on it. Imports {@code
 * notebook.magic}; a kernel of our own answers with it, see {@code notebook.jjava}.
 */
@NullMarked
package io.github.layerbook.notebook.assist;

import org.jspecify.annotations.NullMarked;
