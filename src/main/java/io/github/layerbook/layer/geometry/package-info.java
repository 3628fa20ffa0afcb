/**
 * How windows, padding and extents work, for any layer that needs them: built-in or a user's own.
 *
 * <p>Start with {@link io.github.layerbook.layer.geometry.Windows}: the options of the strided,
 * padded, dilated windows that convolutions and pools share. Placed on an input they are {@link
 * io.github.layerbook.layer.geometry.SlidingWindows}, or {@link
 * io.github.layerbook.layer.geometry.TransposedWindows} the other way around, which declare the
 * output, what must hold, and what an output sees; the arithmetic of one axis stands in {@link
 * io.github.layerbook.layer.geometry.WindowAxis}. {@link io.github.layerbook.layer.geometry.Inputs}
 * checks what a layer is applied to; {@link io.github.layerbook.layer.geometry.Broadcast} combines
 * shapes. Formulas: V. Dumoulin and F. Visin, "A guide to convolution arithmetic for deep
 * learning", 2016. Imports {@code layer} and {@code size}.
 */
@NullMarked
package io.github.layerbook.layer.geometry;

import org.jspecify.annotations.NullMarked;
