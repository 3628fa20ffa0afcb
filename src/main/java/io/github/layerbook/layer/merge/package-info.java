/**
 * Layers of several inputs: sums, products and other combinations value by value, concatenation,
 * distances.
 *
 * <p>Imports the contract and geometry.
 */
@NullMarked
package io.github.layerbook.layer.merge;

import org.jspecify.annotations.NullMarked;
