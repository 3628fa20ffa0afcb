/**
 * Reads what Keras's {@code summary()} prints, of any version: {@link
 * io.github.layerbook.exchange.keras.summary.KerasSummary}.
 *
 * <p>The text becomes {@link io.github.layerbook.exchange.keras.summary.SummaryRow}s; each row's
 * class, output and count give {@link io.github.layerbook.exchange.fitting.Candidate}s, calls of
 * the dialect's table that are tried on the row's inputs; the likeliest that fits is the layer.
 * Where the wiring or a layer cannot be told, the rows are an inventory.
 *
 * <p>Imports {@code exchange.keras}, {@code exchange.tracing} and {@code exchange.fitting}.
 */
@NullMarked
package io.github.layerbook.exchange.keras.summary;

import org.jspecify.annotations.NullMarked;
