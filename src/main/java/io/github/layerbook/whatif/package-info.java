/**
 * Networks against networks: what a change does to layers and totals, all variants of a network
 * over a grid of options, and the largest that keeps a budget.
 *
 * <p>A {@link io.github.layerbook.whatif.Variation} is a network with {@link
 * io.github.layerbook.whatif.Edit}s; where it cannot be built, the nearest values that can are
 * found by sweeping what was changed. A {@link io.github.layerbook.whatif.Fit} sweeps too, over
 * what it looks for.
 *
 * <p>A {@link io.github.layerbook.whatif.Diff} aligns two networks layer by layer. A {@link
 * io.github.layerbook.whatif.Sweep} analyses a network once, with symbols for what its {@link
 * io.github.layerbook.whatif.Knob}s vary. The sizes of that analysis become a graph of equal terms
 * once ({@code Graph}), polynomials in which layers that cost the same fall together ({@code
 * Algebra}), and instructions that are done as seldom as possible ({@code Hoisting}, which collects
 * them in a {@code ProgramBuilder}); they run over arrays of lanes, block after block ({@code
 * HoistedTape}). What layers require stays as conditions. Where the largest values could leave 62
 * bits ({@code Ranges}), terms are evaluated one by one and checked in place of that ({@code
 * ExactTape}). A {@link io.github.layerbook.whatif.SweepPart} carries these instructions to other
 * processes, for a {@link io.github.layerbook.whatif.SweepEngine}.
 *
 * <p>Works on {@link io.github.layerbook.analysis.Report}s, formats no tables. Imports {@code
 * notation}, in which the layers of edits are written, and what comes before it.
 */
@NullMarked
package io.github.layerbook.whatif;

import org.jspecify.annotations.NullMarked;
