/**
 * Numbers as people write them, both ways, and the types of values.
 *
 * <p>{@link io.github.layerbook.unit.WrittenFigure} reads a figure with its unit and its precision,
 * {@link io.github.layerbook.unit.Numbers} writes numbers for readers; no other room does either.
 * Imports {@code size}.
 */
@NullMarked
package io.github.layerbook.unit;

import org.jspecify.annotations.NullMarked;
