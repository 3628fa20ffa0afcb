/**
 * What a network costs and sees: counts, memory, work and receptive fields, as measures that
 * explain themselves.
 *
 * <p>A {@link io.github.layerbook.analysis.Report} is a fold over what the layers of a network
 * declare, under {@link io.github.layerbook.analysis.Settings}. It holds numbers and derivations,
 * never formatted text. A {@link io.github.layerbook.analysis.MemoryReport} follows the values of a
 * report through the steps of inference or of {@link io.github.layerbook.analysis.Training}; {@link
 * io.github.layerbook.analysis.ReceptiveFields} follow positions back to the input. Imports {@code
 * network}, {@code layer} and {@code size} only.
 */
@NullMarked
package io.github.layerbook.analysis;

import org.jspecify.annotations.NullMarked;
