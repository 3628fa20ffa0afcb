/**
 * Layers whose memory of a sequence is a state of fixed size: selective state spaces (A. Gu and T.
 * Dao, "Mamba", 2023) and the gated delta rule (S. Yang et al., "Gated delta networks", 2025).
 *
 * <p>What a position changes in the state is element-wise where each state is a number, and counted
 * so; matrix products are counted as such. Libraries compute chunks of positions at once, and more
 * positions than there are where chunks or kernels are padded: that is theirs, not the layer's.
 *
 * <p>Imports the contract, geometry, {@code linear}, {@code normalization}, {@code activation} and
 * {@code merge}.
 */
@NullMarked
package io.github.layerbook.layer.statespace;

import org.jspecify.annotations.NullMarked;
