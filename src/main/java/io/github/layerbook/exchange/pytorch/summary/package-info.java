/**
 * Reads the tables that tools print of PyTorch models: torchinfo, torchsummary,
 * pytorch-model-summary and Lightning. Start at {@link
 * io.github.layerbook.exchange.pytorch.summary.TorchSummary}.
 *
 * <p>The text becomes {@link io.github.layerbook.exchange.pytorch.summary.TableRow}s; each row's
 * class, output and count give calls of the dialect's table that are tried on what stands before
 * it. Where the rows are a chain, they are a network, else an inventory.
 *
 * <p>Imports {@code exchange.pytorch}, {@code exchange.tracing} and {@code exchange.fitting}.
 */
@NullMarked
package io.github.layerbook.exchange.pytorch.summary;

import org.jspecify.annotations.NullMarked;
