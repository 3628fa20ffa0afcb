/**
 * Exercise sheets as files: pages that check answers offline, LaTeX, Moodle's questions, notebooks
 * for nbgrader, and the key apart from them. Students' names are escaped in each, and never become
 * paths. Start at {@link SheetForm}; {@link SheetFiles} writes them, all or none.
 *
 * <p>Imports {@code view.exercise}, and {@code view.document} for CSV and LaTeX.
 */
@NullMarked
package io.github.layerbook.view.sheet;

import org.jspecify.annotations.NullMarked;
