/**
 * What an ONNX file holds: graphs of operations, and tensors without their values.
 *
 * <p>Start at {@link io.github.layerbook.exchange.onnx.model.ModelReader}. It walks over the file's
 * protocol buffers with positional reads, leaves out the values of weights, and hands what is left
 * to the generated classes of ONNX's messages. External data is never opened. Limits: {@link
 * io.github.layerbook.exchange.onnx.model.Limits}.
 *
 * <p>Imports protobuf and ONNX's messages, and nothing of Layerbook.
 */
@NullMarked
package io.github.layerbook.exchange.onnx.model;

import org.jspecify.annotations.NullMarked;
