/**
 * Exercises, and what became of answers, in every medium that a notebook shows; what a student
 * wrote is escaped. Start at {@link ExerciseDisplay}.
 */
@NullMarked
package io.github.layerbook.view.exercise;

import org.jspecify.annotations.NullMarked;
