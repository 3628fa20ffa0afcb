/**
 * What a layer declares: from its input shapes its output shape, its parameter tensors with named
 * axes, and its work; everything else in Layerbook is a fold over that.
 *
 * <p>This package is the contract. A {@link io.github.layerbook.layer.Layer} is a record that
 * returns a {@link io.github.layerbook.layer.Declaration} for its inputs' {@link
 * io.github.layerbook.layer.Shape}s. Conditions under which it cannot be built are declared too
 * ({@link io.github.layerbook.layer.Requirement}), so that a sweep can guard with them; so is what
 * its backward pass needs ({@link io.github.layerbook.layer.Backward}) and what of its input an
 * output sees ({@link io.github.layerbook.layer.FieldOfView}). A layer that runs in several steps
 * is a {@link io.github.layerbook.layer.Composite}. How windows, padding and extents work is in
 * {@code layer.geometry}, how a layer is written in {@code layer.form}; the built-in layers are in
 * one package for each family. Imports {@code size} only.
 *
 * <p>Keras's wrappers are no layers here. {@code Bidirectional} is an option of recurrent layers:
 * {@code lstm 64 bidirectional=true merge=sum}. {@code TimeDistributed} takes the steps of a
 * sequence as examples: around {@code Dense} it is {@code linear}, which takes any axes before the
 * features; of another layer it is that layer on one step, with the same parameters, in an analysis
 * whose batch is the number of steps times the batch.
 */
@NullMarked
package io.github.layerbook.layer;

import org.jspecify.annotations.NullMarked;
