/**
 * What cells define, and how it is shown: a network ({@link
 * io.github.layerbook.notebook.outcome.Outcome}), several of one text, or an inventory, each with
 * what it was read from and what changed. Knows no session and no kernel; imports nothing of the
 * notebook.
 */
@NullMarked
package io.github.layerbook.notebook.outcome;

import org.jspecify.annotations.NullMarked;
