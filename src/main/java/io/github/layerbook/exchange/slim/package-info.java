/**
 * TensorFlow 1's functions that make layers: the tables of TF-Slim and of {@code tf.layers} ({@link
 * io.github.layerbook.exchange.slim.Slim}), and the reader of code that calls them, {@link
 * io.github.layerbook.exchange.slim.SlimCode}, with {@code arg_scope} and {@code repeat}.
 *
 * <p>Imports {@code exchange.keras.code}, whose tensors and functions these are.
 */
@NullMarked
package io.github.layerbook.exchange.slim;

import org.jspecify.annotations.NullMarked;
