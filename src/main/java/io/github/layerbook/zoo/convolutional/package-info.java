/**
 * Networks of convolutions, one file per family, each written as a reader of its paper would write
 * it.
 *
 * <p>Each class is a {@link io.github.layerbook.zoo.ZooFamily}, which {@code META-INF/services}
 * names in the order of the zoo; start at {@code first.txt} (written in the notation) or {@code
 * ResNets} (built layer by layer). Imports {@code zoo} and {@code zoo.block}.
 */
@NullMarked
package io.github.layerbook.zoo.convolutional;

import org.jspecify.annotations.NullMarked;
