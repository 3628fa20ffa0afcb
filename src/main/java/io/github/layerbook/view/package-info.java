/**
 * What a reader sees. {@link io.github.layerbook.view.Renderer} finds how a value is shown.
 *
 * <p>The rooms below are the only ones that import Tablesaw and jsplot. They know nothing of a
 * kernel: everything that can be shown ends as a {@link io.github.layerbook.view.display.Display}.
 */
@NullMarked
package io.github.layerbook.view;

import org.jspecify.annotations.NullMarked;
