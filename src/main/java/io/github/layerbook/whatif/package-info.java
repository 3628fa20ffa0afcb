/**
 * Networks against networks: what a change does to layers and totals.
 *
 * <p>Works on {@link io.github.layerbook.analysis.Report}s, formats nothing. Imports {@code
 * analysis} and what comes before it.
 */
@NullMarked
package io.github.layerbook.whatif;

import org.jspecify.annotations.NullMarked;
