/**
 * Networks as ONNX files with weights of zeros: {@link
 * io.github.layerbook.exchange.onnx.source.OnnxSource} writes one. Which layer is which operator
 * stands in the dialect's table alone. Imports {@code exchange.source} and {@code
 * exchange.onnx.operator}.
 */
@NullMarked
package io.github.layerbook.exchange.onnx.source;

import org.jspecify.annotations.NullMarked;
