/**
 * Draws the layers that a text names, one after the other, until one does not fit: {@link
 * io.github.layerbook.exchange.drawing.Drawing}. What every reader of configurations, lectures and
 * papers has in common: names that are paths, lines of problems, what stands before a mistake.
 *
 * <p>Imports {@code exchange}, {@code exchange.form} and the graph of {@code exchange.tracing}.
 */
@NullMarked
package io.github.layerbook.exchange.drawing;

import org.jspecify.annotations.NullMarked;
