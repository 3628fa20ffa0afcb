/**
 * Attention and what transformers are made of: A. Vaswani et al., "Attention is all you need",
 * 2017; windows: Z. Liu et al., "Swin transformer", 2021; rotary embedding: J. Su et al., 2021.
 *
 * <p>Imports the contract, geometry, {@code shape}, {@code linear}, {@code normalization}, {@code
 * activation} and {@code merge}.
 */
@NullMarked
package io.github.layerbook.layer.attention;

import org.jspecify.annotations.NullMarked;
