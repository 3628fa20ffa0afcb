/**
 * Reads programs that {@code torch.export} saved, {@code .pt2}: a graph of ATen's operators in JSON
 * with the shape of every value, the modules that they come from, and the names of all parameters.
 * Start at {@link io.github.layerbook.exchange.checkpoint.exported.ExportedProgram}. Symbolic sizes
 * are texts of Python; they are shown and never evaluated.
 *
 * <p>Imports {@code exchange.checkpoint}.
 */
@NullMarked
package io.github.layerbook.exchange.checkpoint.exported;

import org.jspecify.annotations.NullMarked;
