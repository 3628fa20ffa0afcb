/**
 * Reads Keras's files: configurations ({@code to_json}), {@code .keras} archives and HDF5 files, of
 * Keras 3, of Keras 2 and of those before.
 *
 * <p>A configuration says which classes with which arguments are called on what: {@link
 * io.github.layerbook.exchange.keras.file.ModelConfig} reads that, {@link
 * io.github.layerbook.exchange.keras.file.ModelBuilder} makes a network of it by the dialect's
 * table and {@code exchange.tracing}. No class is looked up by a name from a file, and no code in
 * one is decoded. Weights are listed from HDF5 by {@link
 * io.github.layerbook.exchange.keras.file.WeightsFile}.
 *
 * <p>Start at {@link io.github.layerbook.exchange.keras.file.KerasFile}. Imports {@code
 * exchange.keras}, {@code exchange.tracing}, {@code exchange.checkpoint} and {@code
 * exchange.container}.
 */
@NullMarked
package io.github.layerbook.exchange.keras.file;

import org.jspecify.annotations.NullMarked;
