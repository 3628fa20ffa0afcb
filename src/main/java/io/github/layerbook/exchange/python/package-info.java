/**
 * The Python in which people write networks: a bounded interpreter that never leaves the text.
 *
 * <p>{@link io.github.layerbook.exchange.python.syntax.PythonReader} takes prompts, fences and
 * indentation off what was pasted, makes a tree of {@link
 * io.github.layerbook.exchange.python.syntax.Statement}s and {@link
 * io.github.layerbook.exchange.python.syntax.Expression}s of it, and names the lines that it cannot
 * read; {@link io.github.layerbook.exchange.python.Interpreter} runs them. There are no files, no
 * network and no processes here: an import binds a name to what a {@link
 * io.github.layerbook.exchange.python.value.Library} knows, or to an {@link
 * io.github.layerbook.exchange.python.value.Unknown}, of which everything is unknown.
 *
 * <p>Imports {@code syntax}, {@code value} and {@code library}. The parser is generated from {@code
 * Python.g4} into the package {@code grammar}.
 */
@NullMarked
package io.github.layerbook.exchange.python;

import org.jspecify.annotations.NullMarked;
