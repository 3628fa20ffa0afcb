/**
 * Networks of attention, and the language models that are built layer by layer, one file per
 * family.
 *
 * <p>Each class is a {@link io.github.layerbook.zoo.ZooFamily}, which {@code META-INF/services}
 * names in the order of the zoo; start at {@code VisionTransformers}. Imports {@code zoo} and
 * {@code zoo.block}.
 */
@NullMarked
package io.github.layerbook.zoo.transformer;

import org.jspecify.annotations.NullMarked;
