/**
 * Networks as code of a framework, as far as that is the same for all of them: {@link
 * io.github.layerbook.exchange.source.Sayings} says each layer by the entries of a dialect, {@code
 * Unfolding} takes composites apart that a dialect has no words for, {@link
 * io.github.layerbook.exchange.source.Regions} finds the blocks that can be modules or functions of
 * their own, {@code Variables} follows where a framework's axes stand. The writers of each
 * framework stand in packages of their own, such as {@code exchange.pytorch.source}. Imports {@code
 * exchange}, {@code network} and {@code layer}.
 */
@NullMarked
package io.github.layerbook.exchange.source;

import org.jspecify.annotations.NullMarked;
