/**
 * Pools: the largest, the average or a power mean of a window, of an adaptive window, or of
 * everything.
 *
 * <p>No parameters; comparisons and additions are counted as such. Imports the contract and
 * geometry.
 */
@NullMarked
package io.github.layerbook.layer.pooling;

import org.jspecify.annotations.NullMarked;
