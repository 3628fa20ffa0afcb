/**
 * What the zoo's families build their networks of: convolutions with their normalization, inverted
 * residual blocks, stages over patches, and paths beside a shortcut.
 *
 * <p>Public for the rooms of the zoo's families only. Imports {@code network} and the families of
 * layers.
 */
@NullMarked
package io.github.layerbook.zoo.block;

import org.jspecify.annotations.NullMarked;
