/**
 * Darknet's networks: the table of its sections, {@link
 * io.github.layerbook.exchange.darknet.Darknet}, and the reader of its {@code .cfg} files, {@link
 * io.github.layerbook.exchange.darknet.ConfigFile}.
 *
 * <p>Names and defaults are those of {@code parser.c} of pjreddie's and AlexeyAB's Darknet. Imports
 * {@code exchange} and {@code exchange.drawing}.
 */
@NullMarked
package io.github.layerbook.exchange.darknet;

import org.jspecify.annotations.NullMarked;
