/**
 * What a text states of a network, and whether it holds.
 *
 * <p>Each {@link io.github.layerbook.claim.Claim} is checked at the precision with which it is
 * stated; the verdict says which convention held. Imports {@code report} and what comes before it.
 */
@NullMarked
package io.github.layerbook.claim;

import org.jspecify.annotations.NullMarked;
