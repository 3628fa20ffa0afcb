/** The commands that define networks, list them and go back. Imports {@code notebook.command}. */
@NullMarked
package io.github.layerbook.notebook.command.define;

import org.jspecify.annotations.NullMarked;
