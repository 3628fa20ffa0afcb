/**
 * What of the input each layer sees, and dense evaluation of a network on larger inputs.
 *
 * <p>{@link io.github.layerbook.receptive.ReceptiveFields} follow positions back to the input,
 * exact in the holes that windows skip and where branches meet. Formulas: A. Araujo et al.,
 * "Computing receptive fields of convolutional neural networks", Distill 2019. Imports {@code
 * report} and what comes before it.
 */
@NullMarked
package io.github.layerbook.receptive;

import org.jspecify.annotations.NullMarked;
