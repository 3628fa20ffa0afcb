/**
 * What a page with sliders is made of: the options of a sweep, where each starts, the budgets.
 *
 * <p>Start at {@link io.github.layerbook.whatif.play.Play}. Imports {@code whatif.fit}, for
 * budgets, and what comes before it; {@code view.page} makes the page.
 */
@NullMarked
package io.github.layerbook.whatif.play;

import org.jspecify.annotations.NullMarked;
