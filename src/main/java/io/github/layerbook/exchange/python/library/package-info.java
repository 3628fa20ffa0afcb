/**
 * What model code uses of Python's own library: built-in functions and types, the methods of texts,
 * lists and dicts, and modules such as {@code math}; start at {@link
 * io.github.layerbook.exchange.python.library.StandardLibrary}.
 *
 * <p>Imports {@code value} and {@code syntax}.
 */
@NullMarked
package io.github.layerbook.exchange.python.library;

import org.jspecify.annotations.NullMarked;
