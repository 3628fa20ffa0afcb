/**
 * Recurrent layers: simple, LSTM (S. Hochreiter and J. Schmidhuber, 1997) and GRU (K. Cho et al.,
 * 2014) over sequences, their cells, and the convolutional LSTM (X. Shi et al., 2015).
 *
 * <p>Imports the contract, geometry, {@code activation}, {@code merge} and {@code convolution}.
 */
@NullMarked
package io.github.layerbook.layer.recurrent;

import org.jspecify.annotations.NullMarked;
