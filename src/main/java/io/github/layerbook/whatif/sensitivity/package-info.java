/**
 * What the next channel, pixel, token, head, expert, example or layer costs, and what it buys: the
 * exact differences of a network's quantities by each of its options.
 *
 * <p>Start at {@link io.github.layerbook.whatif.sensitivity.Sensitivity}. A network is analysed
 * once with a symbol for each size of its options ({@code OpenNetwork}); its sizes are then folded
 * to what they are now and what they become with each step ({@code Perturbation}), its requirements
 * first, so that {@code StepSearch} finds the smallest steps that build. {@link
 * io.github.layerbook.whatif.sensitivity.Growth} is the difference as an expression, and {@link
 * io.github.layerbook.whatif.sensitivity.Crossings} where two figures change places, by a sweep.
 * Imports {@code whatif.sweep}, {@code receptive} and what comes before them.
 */
@NullMarked
package io.github.layerbook.whatif.sensitivity;

import org.jspecify.annotations.NullMarked;
