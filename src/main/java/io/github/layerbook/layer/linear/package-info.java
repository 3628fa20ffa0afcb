/**
 * Layers that multiply by a matrix or look a row of one up: fully connected, linear, bilinear,
 * Einstein sums, embeddings, and parameters by themselves.
 *
 * <p>Parameters {@code N_in*N_out + N_out}, multiply-adds {@code N_in*N_out} for each position.
 * Imports the contract and geometry.
 */
@NullMarked
package io.github.layerbook.layer.linear;

import org.jspecify.annotations.NullMarked;
