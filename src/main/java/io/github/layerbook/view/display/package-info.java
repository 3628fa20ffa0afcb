/**
 * Tables as grids of cells, and grids as HTML, Markdown and plain text; numbers as readers see
 * them. Any Tablesaw table is shown by {@link io.github.layerbook.view.display.TableDisplay}.
 * Imports {@code report} and what comes before it.
 */
@NullMarked
package io.github.layerbook.view.display;

import org.jspecify.annotations.NullMarked;
