/**
 * Java code that builds networks by chains of calls, {@code new ConvolutionLayer.Builder(5,
 * 5).nOut(20).build()}: {@link io.github.layerbook.exchange.builder.JavaText} reads the statements
 * of a text as values, {@link io.github.layerbook.exchange.builder.Chain}s among them; nothing is
 * run.
 *
 * <p>Imports {@code exchange.drawing}.
 */
@NullMarked
package io.github.layerbook.exchange.builder;

import org.jspecify.annotations.NullMarked;
