/**
 * Layerbook in the IJava kernel, which knows no extensions: a line of a start-up script or of a
 * cell installs it.
 */
@NullMarked
package io.github.layerbook.notebook.ijava;

import org.jspecify.annotations.NullMarked;
