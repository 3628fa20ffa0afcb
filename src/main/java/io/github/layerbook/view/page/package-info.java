/**
 * Pages that compute: a network's totals, rows and derivations follow sliders in any browser,
 * without a kernel.
 *
 * <p>Start at {@link io.github.layerbook.view.page.LivePage}. The sizes of a sweep's symbolic
 * analysis become data ({@code PageData}); {@code model.js} among the resources evaluates them as
 * sweeps do, exactly, and {@code page.js} shows them. Imports {@code whatif.play}, {@code
 * view.table} and what comes before them.
 */
@NullMarked
package io.github.layerbook.view.page;

import org.jspecify.annotations.NullMarked;
