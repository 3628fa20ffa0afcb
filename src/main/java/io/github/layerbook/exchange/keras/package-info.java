/**
 * Keras's table: the classes of {@code keras.layers} that are layers, with the tensors' names.
 *
 * <p>Start at {@link io.github.layerbook.exchange.keras.Keras#dialect}; the entries stand by
 * family. Signatures are those of Keras 3; older arguments that say nothing of a layer are
 * accepted.
 */
@NullMarked
package io.github.layerbook.exchange.keras;

import org.jspecify.annotations.NullMarked;
