/**
 * The dialects that come with Layerbook, and what a foreign name means: {@code Conv2d} is {@code
 * conv}.
 *
 * <p>Start at {@link io.github.layerbook.exchange.known.Dialects}. Imports the packages of the
 * frameworks, which do not know it.
 */
@NullMarked
package io.github.layerbook.exchange.known;

import org.jspecify.annotations.NullMarked;
