/**
 * Networks: immutable graphs of named layers in topological order, grouped into named blocks.
 *
 * <p>A {@link io.github.layerbook.network.Network} exists only if every layer accepts its inputs:
 * shapes are inferred when it is built, and {@link io.github.layerbook.network.NetworkException}
 * names the layer at fault. It prints as the canonical notation. Users name its layers as {@link
 * io.github.layerbook.network.LayerNames} reads them. Imports {@code layer} and {@code size} only.
 */
@NullMarked
package io.github.layerbook.network;

import org.jspecify.annotations.NullMarked;
