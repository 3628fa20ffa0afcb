/**
 * The Python in which people write networks: its values, and a bounded interpreter that never
 * leaves the text.
 *
 * <p>{@link io.github.layerbook.exchange.python.syntax.PythonText} takes prompts, fences and
 * indentation off what was pasted; {@link io.github.layerbook.exchange.python.syntax.PythonReader}
 * makes a tree of {@link io.github.layerbook.exchange.python.syntax.Statement}s and {@link
 * io.github.layerbook.exchange.python.syntax.Expression}s of it, and names the lines that it cannot
 * read; {@link io.github.layerbook.exchange.python.Interpreter} runs them. There are no files, no
 * network and no processes here: an import binds a name to what a {@link
 * io.github.layerbook.exchange.python.Library} knows, or to an {@link
 * io.github.layerbook.exchange.python.Unknown}, of which everything is unknown. Steps, depth and
 * sizes have a {@link io.github.layerbook.exchange.python.StepBudget}.
 *
 * <p>Python's values are Java's: {@code Long}, {@code Double}, {@code Boolean}, {@code String},
 * {@code ArrayList}, {@link io.github.layerbook.exchange.python.TupleValue}, {@code LinkedHashMap},
 * {@code LinkedHashSet}; what a library adds implements {@link
 * io.github.layerbook.exchange.python.HostValue}. Imports {@code syntax} alone. The parser is
 * generated from {@code Python.g4} into the package {@code grammar}.
 */
@NullMarked
package io.github.layerbook.exchange.python;

import org.jspecify.annotations.NullMarked;
