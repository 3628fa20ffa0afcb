/**
 * Keras's layers and models as values of the interpreter: what pasted Keras code builds.
 *
 * <p>{@link io.github.layerbook.exchange.keras.code.KerasCode} reads a text. Which class is which
 * layer stands in the dialect's table alone. Imports {@code exchange}, {@code exchange.python},
 * {@code exchange.tracing}, {@code exchange.fitting}, {@code network}, {@code layer} and {@code
 * size}.
 */
@NullMarked
package io.github.layerbook.exchange.keras.code;

import org.jspecify.annotations.NullMarked;
