/**
 * The written form of layers: {@code conv 3x3-64 stride=2} and back.
 *
 * <p>A record's components are its options: those without {@link
 * io.github.layerbook.layer.form.Default} are required and stand first, joined by hyphens ({@code
 * conv 3x3-64}); the others follow as words ({@code stride=2}). {@link
 * io.github.layerbook.layer.form.LayerForm} reads and prints that form for every record with a
 * {@link io.github.layerbook.layer.form.Word}, a user's own included, so a new layer needs no
 * parser and no printer. Imports {@code layer} and {@code layer.geometry}.
 */
@NullMarked
package io.github.layerbook.layer.form;

import org.jspecify.annotations.NullMarked;
