/**
 * Every variant of a network over a grid of options, from one symbolic analysis.
 *
 * <p>A {@link io.github.layerbook.whatif.sweep.Sweep} analyses a network once, with symbols for
 * what its knobs vary. A {@link io.github.layerbook.whatif.sweep.SweepPart} carries the compiled
 * instructions to other processes, for a {@link io.github.layerbook.whatif.sweep.SweepEngine}.
 * Imports {@code whatif.edit}, {@code whatif.tape}, {@code memory}, {@code report} and what comes
 * before them.
 */
@NullMarked
package io.github.layerbook.whatif.sweep;

import org.jspecify.annotations.NullMarked;
