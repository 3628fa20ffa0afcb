/**
 * Compares a network's tensors with those that a file of weights lists: which agree, are missing,
 * or of other shapes, under which prefix, and what that amounts to. Start at {@link
 * io.github.layerbook.inventory.match.TensorMatch}.
 *
 * <p>Imports {@code network} and {@code inventory}.
 */
@NullMarked
package io.github.layerbook.inventory.match;

import org.jspecify.annotations.NullMarked;
