/**
 * Operators of files that were quantised or made for ONNX Runtime, as the plain operators that they
 * stand for: a {@code QLinearConv} is a {@code Conv} of the same weights.
 *
 * <p>Start at {@link io.github.layerbook.exchange.onnx.plain.PlainGraph}: it goes over a graph
 * once; {@code Quantized} and {@code Fused} are its tables, an operator a line. What is not listed
 * stays as it is. Imports {@code exchange.onnx.model}.
 */
@NullMarked
package io.github.layerbook.exchange.onnx.plain;

import org.jspecify.annotations.NullMarked;
