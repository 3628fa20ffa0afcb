/**
 * Networks as functional Keras code, as a person would write it.
 *
 * <p>{@link io.github.layerbook.exchange.keras.source.KerasSource} writes a network. Blocks that
 * are repeated become a function, which takes what differs between them. Which layer is which class
 * stands in the dialect's table alone; the layers that Keras lacks are small layers of {@code
 * layers.py}, {@code attention.py} and {@code statespace.py}. Imports {@code exchange.source},
 * {@code exchange.keras}, {@code network} and {@code layer}.
 */
@NullMarked
package io.github.layerbook.exchange.keras.source;

import org.jspecify.annotations.NullMarked;
