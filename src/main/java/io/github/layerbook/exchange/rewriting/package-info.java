/**
 * What a framework that has no class for a layer says instead: other layers, {@link
 * io.github.layerbook.exchange.rewriting.Expansions}, padding in numbers or before the layer,
 * {@link io.github.layerbook.exchange.rewriting.Padded}, or code of its own, {@link
 * io.github.layerbook.exchange.rewriting.OwnCode}.
 *
 * <p>The dialects' {@link io.github.layerbook.exchange.Rewriting}s use these. Imports {@code
 * exchange}.
 */
@NullMarked
package io.github.layerbook.exchange.rewriting;

import org.jspecify.annotations.NullMarked;
