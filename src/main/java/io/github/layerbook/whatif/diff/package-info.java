/**
 * Two networks aligned layer by layer, and what changed between them. Imports {@code report},
 * {@code inventory} and what comes before them.
 */
@NullMarked
package io.github.layerbook.whatif.diff;

import org.jspecify.annotations.NullMarked;
