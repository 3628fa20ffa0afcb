/**
 * Python's values, and what is done with them: {@link
 * io.github.layerbook.exchange.python.value.Python} has the operators, comparisons, items,
 * attributes and formats, and the {@link io.github.layerbook.exchange.python.value.StepBudget} of
 * steps, depth and sizes.
 *
 * <p>Python's values are Java's: {@code Long}, {@code Double}, {@code Boolean}, {@code String},
 * {@code ArrayList}, {@link io.github.layerbook.exchange.python.value.TupleValue}, {@code
 * LinkedHashMap}, {@code LinkedHashSet}; what a library adds implements {@link
 * io.github.layerbook.exchange.python.value.HostValue}, and what the text does not say is {@link
 * io.github.layerbook.exchange.python.value.Unknown}. Imports {@code exchange.form} and {@code
 * syntax}.
 */
@NullMarked
package io.github.layerbook.exchange.python.value;

import org.jspecify.annotations.NullMarked;
