/**
 * The forms in which people paste networks, in the order in which they are tried: {@link
 * io.github.layerbook.exchange.pasted.PastedText}. A new form is a {@link
 * io.github.layerbook.exchange.form.TextForm} in a package of its own and a line here.
 *
 * <p>What quoting, logging and web pages put around lines is taken off first; a text that no form
 * makes a network of is told what it is.
 *
 * <p>Imports the readers, which know nothing of each other, and the zoo.
 */
@NullMarked
package io.github.layerbook.exchange.pasted;

import org.jspecify.annotations.NullMarked;
