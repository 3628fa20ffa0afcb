/**
 * Numbers as people write them: the types of values and the precision of a stated figure. Imports
 * {@code size}.
 */
@NullMarked
package io.github.layerbook.unit;

import org.jspecify.annotations.NullMarked;
