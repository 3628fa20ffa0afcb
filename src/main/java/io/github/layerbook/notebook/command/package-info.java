/**
 * What a command is: a record whose components are its words.
 *
 * <p>A record with {@link io.github.layerbook.notebook.command.Magic} is a command as a record with
 * {@code @Word} is a layer: {@link io.github.layerbook.notebook.command.CommandForm} reads its
 * name, its options with their types, its help and its messages off that one declaration, picocli
 * parses the words, and {@link io.github.layerbook.notebook.command.Command#run} is its body, in
 * the terms of the Java API. Options that several commands share are records too, such as {@link
 * io.github.layerbook.notebook.command.Counting}. The commands themselves lie in the rooms below,
 * by purpose; {@code notebook.magic} lists them. Imports {@code notebook}.
 */
@NullMarked
package io.github.layerbook.notebook.command;

import org.jspecify.annotations.NullMarked;
