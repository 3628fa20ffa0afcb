/**
 * What a network costs: counts, memory and work as measures that explain themselves.
 *
 * <p>A {@link io.github.layerbook.analysis.Report} is a fold over what the layers of a network
 * declare, under {@link io.github.layerbook.analysis.Settings}. It holds numbers and derivations,
 * never formatted text. Imports {@code network}, {@code layer} and {@code size} only.
 */
@NullMarked
package io.github.layerbook.analysis;

import org.jspecify.annotations.NullMarked;
