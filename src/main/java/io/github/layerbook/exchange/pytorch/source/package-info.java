/**
 * Networks as PyTorch code, as a person would write it.
 *
 * <p>{@link io.github.layerbook.exchange.pytorch.source.TorchSource} writes a network. A block that
 * runs as one piece is a module: {@code nn.Sequential} if it is a chain, else a class with a {@code
 * forward}, which all blocks share that differ in no more than the numbers of their layers. Which
 * layer is which class stands in the dialect's table alone; the layers that PyTorch lacks are small
 * modules of {@code modules.py}. Imports {@code exchange.source}, {@code exchange.pytorch}, {@code
 * network} and {@code layer}.
 */
@NullMarked
package io.github.layerbook.exchange.pytorch.source;

import org.jspecify.annotations.NullMarked;
