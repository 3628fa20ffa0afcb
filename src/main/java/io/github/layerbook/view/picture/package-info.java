/** Still pictures of any figure, for readers that run no scripts. Imports {@code view.plotly}. */
@NullMarked
package io.github.layerbook.view.picture;

import org.jspecify.annotations.NullMarked;
