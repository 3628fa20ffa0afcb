/**
 * Reads files of weights as inventories: safetensors ({@link
 * io.github.layerbook.exchange.checkpoint.Safetensors}) and GGUF ({@link
 * io.github.layerbook.exchange.checkpoint.Gguf}), and indexes of several files ({@link
 * io.github.layerbook.exchange.checkpoint.ShardIndex}); PyTorch's are in {@code .torch}. Headers
 * only, no weight is read. Each reader lists {@link
 * io.github.layerbook.exchange.checkpoint.FileTensor}s; {@link
 * io.github.layerbook.exchange.checkpoint.TensorList} makes layers of their names.
 *
 * <p>{@link io.github.layerbook.exchange.checkpoint.TensorListing} reads the same of a pasted text
 * that lists names and shapes.
 *
 * <p>Imports {@code exchange.container}.
 */
@NullMarked
package io.github.layerbook.exchange.checkpoint;

import org.jspecify.annotations.NullMarked;
