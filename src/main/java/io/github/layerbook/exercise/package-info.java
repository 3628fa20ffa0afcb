/**
 * Exercises on drawn networks, and the mistakes behind wrong answers.
 *
 * <p>A {@link Topic} says what is asked and which expression answers it; {@link Drawing} draws
 * networks of a seed; a {@link Mistake} is a reading of that expression as people often get it
 * wrong — a symbol left out, one taken for another, rounding up for down —, so that a wrong number
 * can be met by the mistake that gives exactly it. Start at {@link Exercise}.
 *
 * <p>It reads networks and reports, and shows nothing itself.
 */
@NullMarked
package io.github.layerbook.exercise;

import org.jspecify.annotations.NullMarked;
