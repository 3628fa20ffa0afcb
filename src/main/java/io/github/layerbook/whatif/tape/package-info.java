/**
 * Compiles sizes with symbols so that many variants are evaluated in one pass; knows nothing of
 * layers.
 *
 * <p>The sizes become a graph of equal terms ({@code Graph}), polynomials in which equal terms fall
 * together ({@code Algebra}), and instructions that are done as seldom as possible ({@code
 * Hoisting}, which collects them in a {@code ProgramBuilder}); they run over arrays of lanes, block
 * after block ({@code HoistedTape}). Relations between sizes stay as conditions. Where the largest
 * values could leave 62 bits ({@code Ranges}), terms are evaluated one by one and checked in place
 * of that ({@code ExactTape}). {@code Script} is the same graph as plain lists, for a program in
 * another language. Imports {@code size} only.
 */
@NullMarked
package io.github.layerbook.whatif.tape;

import org.jspecify.annotations.NullMarked;
