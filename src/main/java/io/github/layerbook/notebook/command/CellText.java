package io.github.layerbook.notebook.command;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The component of a command that takes the text of the cell below its first line. A {@code String}
 * makes a command that owns its cell, {@code %%name}; an {@code Optional<String>} one that stands
 * on a line too.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface CellText {
  /** What the text is: {@code the layers, one a line}. */
  String value();
}
