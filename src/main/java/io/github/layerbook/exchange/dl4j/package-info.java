/**
 * Deeplearning4j: the table of its layers, {@link io.github.layerbook.exchange.dl4j.Dl4j}, the
 * reader of code that configures networks, {@link io.github.layerbook.exchange.dl4j.Dl4jCode}, and
 * that of what its {@code summary()} prints, {@link io.github.layerbook.exchange.dl4j.Dl4jSummary}.
 *
 * <p>Imports {@code exchange}, {@code exchange.builder} and {@code inventory}.
 */
@NullMarked
package io.github.layerbook.exchange.dl4j;

import org.jspecify.annotations.NullMarked;
