/**
 * One grammar for networks as people write them.
 *
 * <p>A {@link io.github.layerbook.notation.Notation} reads a lecture's table, a column of a paper's
 * table or the canonical form that {@link io.github.layerbook.network.Network#toString()} prints;
 * the words and options of layers come from the {@link
 * io.github.layerbook.layer.vocabulary.Vocabulary}, so a layer declared in a notebook cell is read
 * like a built-in one. A text is first split into {@link io.github.layerbook.notation.Cell}s of
 * clean characters at their original positions; whatever is wrong later is one {@link
 * io.github.layerbook.notation.NotationException} that points at them. What a text says beside its
 * layers is kept as {@link io.github.layerbook.notation.Remark}s for {@code claim} to read. Layers
 * in words, <em>96 11x11 filters at stride 4</em>, are the matter of {@code exchange.outline}.
 * Imports {@code network}, {@code layer.vocabulary}, {@code unit} and what comes before them.
 */
@NullMarked
package io.github.layerbook.notation;

import org.jspecify.annotations.NullMarked;
