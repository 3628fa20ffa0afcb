/**
 * Java code that builds networks by chains of calls, {@code new ConvolutionLayer.Builder(5,
 * 5).nOut(20).build()}: {@link io.github.layerbook.exchange.builder.JavaText} reads the statements
 * of a text as values, {@link io.github.layerbook.exchange.builder.Chain}s among them; nothing is
 * run.
 *
 * <p>The parser is generated from {@code Chains.g4} into the package {@code grammar}. Imports
 * {@code exchange.drawing} and {@code exchange.python.syntax}.
 */
@NullMarked
package io.github.layerbook.exchange.builder;

import org.jspecify.annotations.NullMarked;
