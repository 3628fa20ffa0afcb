/**
 * The Python in which people write networks: its syntax, and a bounded interpreter that never
 * leaves the text.
 *
 * <p>{@link io.github.layerbook.exchange.python.PythonText} takes prompts, fences and indentation
 * off what was pasted; {@link io.github.layerbook.exchange.python.PythonReader} makes a tree of
 * {@link io.github.layerbook.exchange.python.Statement}s and {@link
 * io.github.layerbook.exchange.python.Expression}s of it, and names the lines that it cannot read;
 * {@link io.github.layerbook.exchange.python.Interpreter} runs them. There are no files, no network
 * and no processes here: an import binds a name to what a {@link
 * io.github.layerbook.exchange.python.Library} knows, or to an {@link
 * io.github.layerbook.exchange.python.Unknown}, of which everything is unknown. Steps, depth and
 * sizes have a {@link io.github.layerbook.exchange.python.Budget}.
 *
 * <p>Python's values are Java's: {@code Long}, {@code Double}, {@code Boolean}, {@code String},
 * {@code ArrayList}, {@link io.github.layerbook.exchange.python.Tuple}, {@code LinkedHashMap},
 * {@code LinkedHashSet}; what a library adds implements {@link
 * io.github.layerbook.exchange.python.HostValue}. Imports nothing of Layerbook. The parser is
 * generated from {@code Python.g4} into the package {@code grammar}.
 */
@NullMarked
package io.github.layerbook.exchange.python;

import org.jspecify.annotations.NullMarked;
