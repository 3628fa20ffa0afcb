/**
 * What a notebook does with Layerbook: one {@link io.github.layerbook.notebook.Session} per kernel,
 * and the {@link io.github.layerbook.notebook.command.Command}s behind its magics. What a cell
 * defines is in {@link io.github.layerbook.notebook.outcome}.
 *
 * <p>Nothing here knows a particular kernel: the little that Layerbook needs of one is {@link
 * io.github.layerbook.notebook.Kernel}, and the packages {@code jjava} and {@code ijava} provide
 * it. The notebook's variables are the truth: a network is looked up in the variable of its name,
 * so that networks made in Java cells, in magics and changed in either are one and the same.
 */
@NullMarked
package io.github.layerbook.notebook;

import org.jspecify.annotations.NullMarked;
