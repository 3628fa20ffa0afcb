/**
 * Python's syntax: pasted text without its prompts and prose, lines, and the tree that the
 * interpreter walks.
 *
 * <p>{@link io.github.layerbook.exchange.python.syntax.PythonReader} reads a text to {@link
 * io.github.layerbook.exchange.python.syntax.Statement}s, each with its line; what it does not
 * understand is a {@link io.github.layerbook.exchange.form.Problem}. The grammar stands in {@code
 * src/main/antlr4}. Imports what ANTLR generates of it and no other room.
 */
@NullMarked
package io.github.layerbook.exchange.python.syntax;

import org.jspecify.annotations.NullMarked;
