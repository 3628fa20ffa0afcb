/**
 * ONNX's dialect: which operator with its attributes is which layer, in both directions.
 *
 * <p>Start at {@link io.github.layerbook.exchange.onnx.operator.OnnxOperators}. An operator's
 * arguments are its attributes and its inputs that do not depend on the network's input, all by the
 * names that ONNX's documentation gives them: of a weight its extents ({@code W=(64, 3, 7, 7)}),
 * {@code None} for one that is left out; of few numbers the numbers themselves ({@code pads=(0, 0,
 * 1, 1)}), whether a version of ONNX has them as an attribute or as an input. What stands at which
 * input says {@link io.github.layerbook.exchange.onnx.operator.Signature}.
 *
 * <p>Imports {@code exchange} and the layers.
 */
@NullMarked
package io.github.layerbook.exchange.onnx.operator;

import org.jspecify.annotations.NullMarked;
