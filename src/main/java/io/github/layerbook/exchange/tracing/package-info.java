/**
 * What code does to tensors, written down as layers.
 *
 * <p>A {@link io.github.layerbook.exchange.tracing.TracedTensor} is a value of the {@linkplain
 * io.github.layerbook.exchange.python.Interpreter interpreter} that carries a framework's extents
 * and the output of a layer that it is; a {@link io.github.layerbook.exchange.tracing.Graph}
 * collects the layers. What the frameworks share of reshaping, slicing, merging and reducing stands
 * here. The batch is {@link io.github.layerbook.exchange.tracing.TracedTensor#BATCH}: a large
 * prime, so that it survives any arithmetic of the code on extents.
 *
 * <p>Imports {@code exchange}, {@code exchange.python}, {@code network}, {@code layer} and {@code
 * size}.
 */
@NullMarked
package io.github.layerbook.exchange.tracing;

import org.jspecify.annotations.NullMarked;
