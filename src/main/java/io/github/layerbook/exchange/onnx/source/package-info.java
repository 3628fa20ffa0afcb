/**
 * Networks as ONNX files with weights of zeros: {@link
 * io.github.layerbook.exchange.onnx.source.OnnxSource} writes one. Which layer is which operator
 * stands in the dialect's table alone.
 *
 * <p>What ONNX has no operator for is several: attention with its masks (a sliding window is a
 * query's own key and those before it), positions that turn queries and keys, mixtures of experts
 * (all experts as one product of banks, weighed by gates that are zero but for the chosen ones:
 * {@code TopK} and {@code ScatterElements}), windows of images. State-space layers are refused.
 *
 * <p>Imports {@code exchange.source} and {@code exchange.onnx.operator}.
 */
@NullMarked
package io.github.layerbook.exchange.onnx.source;

import org.jspecify.annotations.NullMarked;
