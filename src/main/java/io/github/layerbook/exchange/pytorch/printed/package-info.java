/**
 * Reads what {@code print(model)} shows of a PyTorch model: {@link
 * io.github.layerbook.exchange.pytorch.printed.PrintedModel}.
 *
 * <p>The text becomes a tree of {@link io.github.layerbook.exchange.pytorch.printed.PrintedModule}s
 * whose arguments the dialect's table reads; where the modules in their order are a chain that fits
 * some input, it is a network, else an inventory.
 *
 * <p>Imports {@code exchange.pytorch}, {@code exchange.tracing} and {@code exchange.fitting}.
 */
@NullMarked
package io.github.layerbook.exchange.pytorch.printed;

import org.jspecify.annotations.NullMarked;
