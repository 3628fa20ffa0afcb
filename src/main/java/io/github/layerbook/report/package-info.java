/**
 * What a network costs, layer by layer: quantities, measures that explain themselves, rows and
 * groups.
 *
 * <p>A {@link io.github.layerbook.report.Report} is a fold over what the layers of a network
 * declare, under {@link io.github.layerbook.report.Settings}. It holds numbers and derivations,
 * never formatted text. Imports {@code network}, {@code layer}, {@code unit} and {@code size}.
 */
@NullMarked
package io.github.layerbook.report;

import org.jspecify.annotations.NullMarked;
