/**
 * What a network costs, layer by layer: quantities, measures that explain themselves, rows and
 * groups.
 *
 * <p>A {@link io.github.layerbook.report.Quantity} is declared once, with its name, its unit, its
 * words, what it is of a layer ({@code Rule}) and how layers total; {@link
 * io.github.layerbook.report.Quantities} is the list that tables, charts, sweeps, fits, commands
 * and help iterate over. A new one is a declaration in {@code StandardQuantities}; nothing else
 * enumerates them. Whether it can be swept or budgeted is not declared: what has a total can. A
 * quantity of networks that needs a later room, as the memory of training does, is declared in that
 * room and added to the list there.
 *
 * <p>A {@link io.github.layerbook.report.Report} is a fold over what the layers of a network
 * declare, under {@link io.github.layerbook.report.Settings}. It holds numbers and derivations,
 * never formatted text. Imports {@code network}, {@code layer}, {@code unit} and {@code size}.
 */
@NullMarked
package io.github.layerbook.report;

import org.jspecify.annotations.NullMarked;
