/**
 * A network with changes: the difference that they make, and where they are impossible the nearest
 * values that are not. Imports {@code whatif.diff}, {@code whatif.sweep} and what comes before
 * them.
 */
@NullMarked
package io.github.layerbook.whatif.variation;

import org.jspecify.annotations.NullMarked;
