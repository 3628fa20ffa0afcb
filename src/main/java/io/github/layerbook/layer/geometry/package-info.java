/**
 * How windows, padding and extents work, for any layer that needs them: built-in or a user's own.
 *
 * <p>{@link io.github.layerbook.layer.geometry.Windows} are the strided, padded, dilated windows of
 * convolutions and pools: their output shape, requirements and field of view. {@link
 * io.github.layerbook.layer.geometry.Inputs} checks what a layer is applied to; {@link
 * io.github.layerbook.layer.geometry.Broadcast} combines shapes. Formulas: V. Dumoulin and F.
 * Visin, "A guide to convolution arithmetic for deep learning", 2016. Imports {@code layer} and
 * {@code size}.
 */
@NullMarked
package io.github.layerbook.layer.geometry;

import org.jspecify.annotations.NullMarked;
