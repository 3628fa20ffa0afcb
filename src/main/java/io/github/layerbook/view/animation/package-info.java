/**
 * The arithmetic of windows as moving pictures: convolutions, transposed convolutions, pools and
 * whatever else declares windows as its {@link io.github.layerbook.layer.FieldOfView}. Everything
 * that is drawn is a fold over a layer's declaration.
 *
 * <p>Start with {@link io.github.layerbook.view.animation.LayerAnimation}. {@code WindowAxes} has
 * the positions along one axis, {@code WindowScene} what is drawn of a layer, {@code WindowWords}
 * what is said under it, {@code SceneSvg} the drawing. Imports {@code view.display}.
 */
@NullMarked
package io.github.layerbook.view.animation;

import org.jspecify.annotations.NullMarked;
