/**
 * Networks as ONNX files with weights of zeros: {@link
 * io.github.layerbook.exchange.onnx.source.OnnxSource} writes one. Which layer is which operator
 * stands in the dialect's table alone.
 *
 * <p>What ONNX has no operator for is several: attention with its masks (a sliding window is a
 * query's own key and those before it), positions that turn queries and keys, mixtures of experts
 * (all experts as one product of banks, weighed by gates that are zero but for the chosen ones:
 * {@code TopK} and {@code ScatterElements}), windows of images, state spaces (a {@code Scan} over
 * the positions, whose body fades the state and adds to it). {@link
 * io.github.layerbook.exchange.onnx.source.LayerSteps} lists them, and what writes each.
 *
 * <p>A tensor that a network holds by itself has no batch: what reads it takes it as it is or is
 * given one for each example. One that nothing reads stands in the file, and gives no output.
 *
 * <p>Imports {@code exchange.source} and {@code exchange.onnx.operator}.
 */
@NullMarked
package io.github.layerbook.exchange.onnx.source;

import org.jspecify.annotations.NullMarked;
