/**
 * The commands that define networks, from the notation or from pasted code, list them and go back.
 * Imports {@code notebook.command} and {@code exchange.code}.
 */
@NullMarked
package io.github.layerbook.notebook.command.define;

import org.jspecify.annotations.NullMarked;
