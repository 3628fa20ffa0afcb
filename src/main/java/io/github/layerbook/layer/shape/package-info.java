/**
 * Layers that move values and compute little or nothing: inputs, reshaping, slicing, padding,
 * resizing.
 *
 * <p>Imports the contract and geometry.
 */
@NullMarked
package io.github.layerbook.layer.shape;

import org.jspecify.annotations.NullMarked;
