/**
 * A network with changes: the difference that they make, and where they are impossible the nearest
 * values that are not. Imports the other rooms of {@code whatif} but {@code fit}.
 */
@NullMarked
package io.github.layerbook.whatif.variation;

import org.jspecify.annotations.NullMarked;
