/**
 * The commands as a kernel's magics: {@link io.github.layerbook.notebook.magic.Magics} lists them
 * all, runs them by name, and says what is wrong with those that there are not; {@code %layerbook}
 * shows help that is made of their declarations. To add a command, write its record and name it
 * there. Imports {@code notebook.command} and the rooms in it.
 */
@NullMarked
package io.github.layerbook.notebook.magic;

import org.jspecify.annotations.NullMarked;
