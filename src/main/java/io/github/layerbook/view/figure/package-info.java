/**
 * A figure in every medium: live by plotly.js where scripts may run, a picture where not, else
 * text. Imports {@code view.picture} and {@code view.plotly}.
 */
@NullMarked
package io.github.layerbook.view.figure;

import org.jspecify.annotations.NullMarked;
