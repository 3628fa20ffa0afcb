/**
 * The commands that change networks to see what that does, compare them and search. Imports {@code
 * notebook.command}.
 */
@NullMarked
package io.github.layerbook.notebook.command.change;

import org.jspecify.annotations.NullMarked;
