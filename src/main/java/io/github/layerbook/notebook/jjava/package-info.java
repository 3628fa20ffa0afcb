/** Layerbook in the JJava kernel, as an extension that the kernel discovers on its class path. */
@NullMarked
package io.github.layerbook.notebook.jjava;

import org.jspecify.annotations.NullMarked;
