/**
 * Activations, gates and dropout: value by value, or along one axis as softmax.
 *
 * <p>Work is counted as exponentials, comparisons, multiplications and so on, never as
 * multiply-adds. Imports the contract, geometry and {@code merge}.
 */
@NullMarked
package io.github.layerbook.layer.activation;

import org.jspecify.annotations.NullMarked;
