/**
 * The commands that define networks, from the notation, from pasted code or from files, list them
 * and go back. Imports {@code notebook.command}.
 */
@NullMarked
package io.github.layerbook.notebook.command.define;

import org.jspecify.annotations.NullMarked;
