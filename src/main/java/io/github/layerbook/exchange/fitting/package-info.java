/**
 * What layers a tool's table may mean: from the extents before and after a layer and from its count
 * of parameters to kernels, strides and padding, the likeliest first.
 *
 * <p>Knows no framework and imports {@code exchange}. Start at {@link
 * io.github.layerbook.exchange.fitting.Kernel} and {@link
 * io.github.layerbook.exchange.fitting.Sliding}.
 */
@NullMarked
package io.github.layerbook.exchange.fitting;

import org.jspecify.annotations.NullMarked;
