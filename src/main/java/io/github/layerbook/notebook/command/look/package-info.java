/**
 * The commands that show what networks cost and why, and check what texts claim of them. Imports
 * {@code notebook.command}.
 */
@NullMarked
package io.github.layerbook.notebook.command.look;

import org.jspecify.annotations.NullMarked;
