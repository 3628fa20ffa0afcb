/**
 * Calculations as mathematics: LaTeX in notebooks, aligned lines in plain text. Imports {@code
 * view.display}.
 */
@NullMarked
package io.github.layerbook.view.explanation;

import org.jspecify.annotations.NullMarked;
