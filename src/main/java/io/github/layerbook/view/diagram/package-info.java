/**
 * Networks drawn: blocks in blocks, shapes on the edges, derivations under the pointer. Layout by
 * Eclipse ELK. Imports {@code view.display}.
 */
@NullMarked
package io.github.layerbook.view.diagram;

import org.jspecify.annotations.NullMarked;
