/**
 * What may go on from the words that a reader has begun to write: the networks of the notebook, the
 * layers of one of them, the options of a layer, the lines of the notation.
 *
 * <p>A component of a command says with {@link io.github.layerbook.notebook.offer.Offers} what
 * stands for it; each kind of words is a {@link io.github.layerbook.notebook.offer.Candidates} of
 * its own, which reads what it offers off the session, the vocabulary and the quantities. Imports
 * {@code notebook}.
 */
@NullMarked
package io.github.layerbook.notebook.offer;

import org.jspecify.annotations.NullMarked;
