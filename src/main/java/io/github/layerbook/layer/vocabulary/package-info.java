/**
 * The layers that a text may name: the built-in ones and those that a user adds.
 *
 * <p>The one place that lists the families. Imports everything in {@code layer}.
 */
@NullMarked
package io.github.layerbook.layer.vocabulary;

import org.jspecify.annotations.NullMarked;
