/**
 * Networks as DJL's blocks: {@link io.github.layerbook.exchange.djl.source.DjlSource}. Paths that
 * run side by side are a {@code ParallelBlock}; what crosses others is refused.
 *
 * <p>Imports {@code exchange.djl} and {@code exchange.source}.
 */
@NullMarked
package io.github.layerbook.exchange.djl.source;

import org.jspecify.annotations.NullMarked;
