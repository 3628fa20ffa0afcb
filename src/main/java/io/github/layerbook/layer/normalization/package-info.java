/**
 * Normalisations: over the batch, groups, instances, layers and neighbouring channels.
 *
 * <p>Batch: S. Ioffe and C. Szegedy, 2015. Layer: J. L. Ba et al., 2016. Group: Y. Wu and K. He,
 * 2018. Root mean square: B. Zhang and R. Sennrich, 2019. Local response: A. Krizhevsky et al.,
 * 2012. Scales and shifts are parameters, running statistics buffers. Imports the contract,
 * geometry and {@code merge}.
 */
@NullMarked
package io.github.layerbook.layer.normalization;

import org.jspecify.annotations.NullMarked;
