/**
 * What a text or a file says of a model without saying how its layers are wired: named layers with
 * the tensors that each holds. Printed models, summaries and files of weights are such.
 *
 * <p>Start at {@link io.github.layerbook.inventory.Inventory}. Imports no other room; tables,
 * comparisons and claims read it as they read a network's report.
 */
@NullMarked
package io.github.layerbook.inventory;

import org.jspecify.annotations.NullMarked;
