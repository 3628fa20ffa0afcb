/**
 * Networks against networks: what a change does to layers and totals, all variants of a network
 * over a grid of options, and the largest that keeps a budget.
 *
 * <p>{@code edit} changes networks, {@code diff} aligns two, {@code sweep} evaluates a grid by way
 * of {@code tape}, {@code fit} searches under budgets, {@code variation} puts a change beside what
 * it was made of, {@code sensitivity} finds what one more of each option costs, and {@code play} is
 * what a page with sliders needs. Formats no tables.
 */
@NullMarked
package io.github.layerbook.whatif;

import org.jspecify.annotations.NullMarked;
