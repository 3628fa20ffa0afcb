/**
 * PyTorch's table: the classes of {@code torch.nn} and the functions of {@code torch.nn.functional}
 * and {@code torch} that are layers.
 *
 * <p>Start at {@link io.github.layerbook.exchange.pytorch.PyTorch#dialect}; the entries stand by
 * family. Signatures are those of PyTorch 2.
 */
@NullMarked
package io.github.layerbook.exchange.pytorch;

import org.jspecify.annotations.NullMarked;
