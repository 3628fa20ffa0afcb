/**
 * What a layer declares: from its input shapes its output shape, its parameter tensors with named
 * axes, and its work; everything else in Layerbook is a fold over that.
 *
 * <p>One file per family, each layer a record that implements {@link
 * io.github.layerbook.layer.Layer}. A record's components are its options: those without {@link
 * io.github.layerbook.layer.Default} are required and stand first in the notation, joined by
 * hyphens ({@code conv 3x3-64}); the others follow as words ({@code stride=2}). {@link
 * io.github.layerbook.layer.LayerForm} reads and prints that form for every layer, a user's own
 * included, so a new layer needs no parser and no printer. Conditions under which a layer cannot be
 * built are declared too ({@link io.github.layerbook.layer.Requirement}), so that a sweep can guard
 * with them; so is what a backward pass needs ({@link io.github.layerbook.layer.Backward}) and what
 * of its input an output sees ({@link io.github.layerbook.layer.Sight}). A layer that PyTorch runs
 * in several steps says which ({@link io.github.layerbook.layer.Part}), so that memory is followed
 * through these. Imports {@code size} only.
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
