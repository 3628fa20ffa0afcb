/**
 * Deep Java Library: the table of its blocks, {@link io.github.layerbook.exchange.djl.Djl}, and the
 * reader of code that adds them to a {@code SequentialBlock}, also side by side, {@link
 * io.github.layerbook.exchange.djl.DjlCode}. What DJL has no block for and is a function of arrays
 * stands in {@link io.github.layerbook.exchange.djl.Lambdas}.
 *
 * <p>Imports {@code exchange} and {@code exchange.builder}.
 */
@NullMarked
package io.github.layerbook.exchange.djl;

import org.jspecify.annotations.NullMarked;
