/**
 * Java's drawing commands as SVG: {@link io.github.layerbook.view.vector.SvgCanvas}. Imports {@code
 * view.display} for escaping; {@code view.picture} draws charts on it.
 */
@NullMarked
package io.github.layerbook.view.vector;

import org.jspecify.annotations.NullMarked;
