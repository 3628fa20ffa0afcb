/**
 * Caffe's networks: the table of its layers, {@link io.github.layerbook.exchange.caffe.Caffe}, and
 * the reader of its prototxt files, {@link io.github.layerbook.exchange.caffe.Prototxt}.
 *
 * <p>Names and defaults are those of {@code caffe.proto}. Layers of the old form, {@code layers {
 * type: CONVOLUTION }}, stand in the table under their second name. Imports {@code exchange} and
 * {@code exchange.drawing}.
 */
@NullMarked
package io.github.layerbook.exchange.caffe;

import org.jspecify.annotations.NullMarked;
