/**
 * Exact, non-negative, possibly symbolic integers, and the ways to read them.
 *
 * <p>A {@link io.github.layerbook.size.Size} is an expression that is never simplified: {@code
 * (3*3*3)*64 + 64} stays what it says. Its value, its digits, its mathematics and its compiled form
 * for sweeps are each a {@link io.github.layerbook.size.Fold} over it; arithmetic is done by {@link
 * io.github.layerbook.size.Op} alone. This package needs the JDK only.
 */
@NullMarked
package io.github.layerbook.size;

import org.jspecify.annotations.NullMarked;
