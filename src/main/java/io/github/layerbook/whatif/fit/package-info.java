/**
 * The largest or smallest value of options that keeps budgets, with the next possible value as the
 * proof. Imports {@code whatif.sweep} and {@code whatif.edit}.
 */
@NullMarked
package io.github.layerbook.whatif.fit;

import org.jspecify.annotations.NullMarked;
