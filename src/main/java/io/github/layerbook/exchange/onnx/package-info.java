/**
 * Networks out of ONNX files, without their weights.
 *
 * <p>Start at {@link io.github.layerbook.exchange.onnx.Onnx#read}. A file becomes a {@link
 * io.github.layerbook.exchange.onnx.model.Model}; functions are put in the place of their calls,
 * and {@linkplain io.github.layerbook.exchange.onnx.plain plain operators} in that of quantised
 * ones; shapes and what shapes are computed of are {@linkplain
 * io.github.layerbook.exchange.onnx.inference inferred}; groups of nodes that are one layer are
 * {@linkplain io.github.layerbook.exchange.onnx.pattern recognised}; at last the graph is followed
 * as pasted code is, its operators being layers by {@linkplain
 * io.github.layerbook.exchange.onnx.operator ONNX's dialect}.
 *
 * <p>Imports {@code exchange}, {@code exchange.form}, {@code exchange.tracing}, {@code inventory},
 * {@code network}, {@code layer} and {@code size}.
 */
@NullMarked
package io.github.layerbook.exchange.onnx;

import org.jspecify.annotations.NullMarked;
