/**
 * How lectures, course notes and people describe networks in a few lines: a volume a line ({@link
 * io.github.layerbook.exchange.lecture.LectureForms}), a table of activations, arrows, and plain
 * sentences.
 *
 * <p>Each form finds the layers' phrases and the figures that stand beside them; what a phrase says
 * is read in {@code exchange.outline}. Imports {@code exchange.outline}.
 */
@NullMarked
package io.github.layerbook.exchange.lecture;

import org.jspecify.annotations.NullMarked;
