/**
 * Feed-forward parts of transformers: plain and gated (A. Vaswani et al., "Attention is all you
 * need", 2017; N. Shazeer, "GLU variants improve transformer", 2020), and mixtures of experts (N.
 * Shazeer et al., "Outrageously large neural networks", 2017).
 *
 * <p>Imports the contract, geometry, {@code linear}, {@code activation} and {@code merge}.
 */
@NullMarked
package io.github.layerbook.layer.feedforward;

import org.jspecify.annotations.NullMarked;
