/**
 * What every reader of foreign texts and files has in common: the {@link
 * io.github.layerbook.exchange.form.TextForm} that recognises and reads one kind of text, the
 * {@link io.github.layerbook.exchange.form.FileForm} that does one kind of file, what they are
 * asked ({@link io.github.layerbook.exchange.form.ReadingOptions}, {@link
 * io.github.layerbook.exchange.form.FileOptions}) and what they answer ({@link
 * io.github.layerbook.exchange.form.ReadNetwork}).
 *
 * <p>Imports {@code network}, {@code claim} and {@code inventory}; every package that reads a form
 * imports it.
 */
@NullMarked
package io.github.layerbook.exchange.form;

import org.jspecify.annotations.NullMarked;
