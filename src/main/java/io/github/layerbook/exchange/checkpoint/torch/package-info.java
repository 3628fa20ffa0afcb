/**
 * Reads PyTorch's own files, whose objects are pickles: programs for a stack machine that may call
 * anything. {@link io.github.layerbook.exchange.checkpoint.torch.Unpickler} runs none of it: it
 * keeps lists, dictionaries and texts, makes tensors' descriptions of the few calls that {@link
 * io.github.layerbook.exchange.checkpoint.torch.KnownCalls} lists, and refuses every other by its
 * name. Start at {@link io.github.layerbook.exchange.checkpoint.torch.TorchFile}.
 *
 * <p>Imports {@code exchange.checkpoint}.
 */
@NullMarked
package io.github.layerbook.exchange.checkpoint.torch;

import org.jspecify.annotations.NullMarked;
