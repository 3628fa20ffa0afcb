/**
 * Any Plotly figure as a tree: of jsplot's figures, repaired so that plotly.js shows them, or of
 * our own; and as text. Imports {@code view.display}.
 */
@NullMarked
package io.github.layerbook.view.plotly;

import org.jspecify.annotations.NullMarked;
