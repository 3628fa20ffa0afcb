/**
 * What a text states of a network: reading it, and whether it holds.
 *
 * <p>Start with {@link io.github.layerbook.claim.Claims}, which are read from a text or from what a
 * definition says beside its layers. Each {@link io.github.layerbook.claim.Claim} is checked at the
 * precision with which it is stated; the verdict says which convention held. Imports {@code
 * notation}, {@code report} and what comes before them.
 */
@NullMarked
package io.github.layerbook.claim;

import org.jspecify.annotations.NullMarked;
