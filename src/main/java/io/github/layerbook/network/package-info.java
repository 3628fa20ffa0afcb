/**
 * Networks: immutable graphs of named layers in topological order, grouped into named blocks.
 *
 * <p>A {@link io.github.layerbook.network.Network} exists only if every layer accepts its inputs:
 * shapes are inferred when it is built, and {@link io.github.layerbook.network.NetworkException}
 * names the layer at fault, and what it refers to. It prints as the canonical notation. A {@link
 * io.github.layerbook.network.BlockPath} names a block, an {@link
 * io.github.layerbook.network.OutputAddress} what a layer reads; users name layers as {@link
 * io.github.layerbook.network.LayerNames} reads them, and every change of a network's layers is one
 * of its {@link io.github.layerbook.network.Blueprint}. Imports {@code layer} and {@code size}
 * only.
 */
@NullMarked
package io.github.layerbook.network;

import org.jspecify.annotations.NullMarked;
