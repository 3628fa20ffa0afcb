/**
 * Two networks aligned layer by layer, and what changed between them. Imports {@code report} and
 * what comes before it.
 */
@NullMarked
package io.github.layerbook.whatif.diff;

import org.jspecify.annotations.NullMarked;
