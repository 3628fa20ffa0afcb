/**
 * Layers as people describe them in words: {@link io.github.layerbook.exchange.outline.LayerPhrase}
 * is what one phrase says, <em>96 11x11 filters at stride 4, pad 0</em>, <em>3x3 conv, 64</em>,
 * <em>a fully-connected layer with 128 neurons</em>; {@link
 * io.github.layerbook.exchange.outline.Outline} makes a network of such phrases in a row, finds
 * what they leave open from the shapes that the text states, and says what it assumed.
 *
 * <p>The forms of lectures, papers and sentences are made of it. Imports {@code exchange.drawing}
 * and {@code claim}.
 */
@NullMarked
package io.github.layerbook.exchange.outline;

import org.jspecify.annotations.NullMarked;
