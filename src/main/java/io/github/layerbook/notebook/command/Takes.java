package io.github.layerbook.notebook.command;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares what a component of a command takes, as help says it: an option with its placeholder,
 * {@code --batch N: how many examples are processed together}; a flag, {@code --plot: a chart, not
 * the table}; or a word at the next place, {@code NAME: the name of a network}.
 *
 * <p>Names of one option stand with a stroke between, {@code --devices|--data N}. An option without
 * a placeholder has the words of its type in the place of it. {@code List} takes words with commas
 * between, and without an option's name all words from its place on.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Takes {
  /** What it takes and, after a colon, what that means. */
  String value();
}
