/**
 * Where the memory of inference and of a step of training goes, step by step.
 *
 * <p>A {@link io.github.layerbook.memory.MemoryReport} follows the values of a report through the
 * steps of a run in the order of execution; {@link io.github.layerbook.memory.Training} says what
 * is trained and how, {@link io.github.layerbook.memory.Sharding} what each of several devices
 * holds. The order in which tensors are taken and let go is PyTorch's, measured. Imports {@code
 * report} and what comes before it.
 */
@NullMarked
package io.github.layerbook.memory;

import org.jspecify.annotations.NullMarked;
