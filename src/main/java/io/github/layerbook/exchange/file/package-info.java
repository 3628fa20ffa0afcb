/**
 * Reads model files of every form that is known: {@link
 * io.github.layerbook.exchange.file.Exchange}. A new form is a {@link
 * io.github.layerbook.exchange.form.FileForm} in a package of its own and a line there.
 *
 * <p>Imports the readers, which know nothing of each other; {@code notebook} imports it.
 */
@NullMarked
package io.github.layerbook.exchange.file;

import org.jspecify.annotations.NullMarked;
