/**
 * Shapes of all values of an ONNX graph, and the few numbers that shapes are made of.
 *
 * <p>Start at {@link io.github.layerbook.exchange.onnx.inference.ShapeInference}. Layers tell their
 * outputs themselves, by ONNX's dialect; here stand the operators that only rearrange or compute
 * with sizes.
 *
 * <p>Imports {@code exchange}, {@code exchange.onnx.model} and {@code exchange.onnx.operator}.
 */
@NullMarked
package io.github.layerbook.exchange.onnx.inference;

import org.jspecify.annotations.NullMarked;
