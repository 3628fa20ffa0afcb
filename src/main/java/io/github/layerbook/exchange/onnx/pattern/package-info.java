/**
 * Groups of nodes that are one layer: exporters write GELU as five nodes, a layer norm as nine,
 * attention as some thirty.
 *
 * <p>Start at {@link io.github.layerbook.exchange.onnx.pattern.Recognition}. A {@link
 * io.github.layerbook.exchange.onnx.pattern.Pattern} is looked for backwards from its last node,
 * and holds only where nothing else reads what is in between. What is found becomes one operation
 * of the dialect.
 *
 * <p>Imports {@code exchange.onnx.model}, {@code exchange.onnx.inference} and {@code
 * exchange.onnx.operator}.
 */
@NullMarked
package io.github.layerbook.exchange.onnx.pattern;

import org.jspecify.annotations.NullMarked;
