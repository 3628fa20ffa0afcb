package io.github.layerbook.notebook.command;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The component of a command that has an option for each quantity that networks have, under all its
 * words: {@code --parameters}, {@code --macs}, and those that the notebook declares. It is a {@code
 * Map<Quantity, String>} of the amounts that the options were given.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface EachQuantity {
  /** Whether the amount may be left out; then of an option without it, the text is empty. */
  boolean optional() default false;

  /** What such an option means, before the words for the quantities. */
  String description();
}
