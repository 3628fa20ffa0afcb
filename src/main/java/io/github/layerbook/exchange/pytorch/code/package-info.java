/**
 * PyTorch's modules and functions as values of the interpreter: what pasted PyTorch code builds and
 * does.
 *
 * <p>{@link io.github.layerbook.exchange.pytorch.code.TorchCode} reads a text. Which class is which
 * layer stands in the dialect's table alone; here stand containers, parameters, the functions that
 * only rearrange tensors, and how a module is run on tensors without values. Imports {@code
 * exchange}, {@code exchange.python}, {@code exchange.tracing}, {@code network}, {@code layer} and
 * {@code size}.
 */
@NullMarked
package io.github.layerbook.exchange.pytorch.code;

import org.jspecify.annotations.NullMarked;
