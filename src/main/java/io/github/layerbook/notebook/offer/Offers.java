package io.github.layerbook.notebook.offer;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what may stand for a component of a command, where its type does not: the words of an enum
 * or of the quantities are offered without.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Offers {
  /** What finds the words; it has a constructor without parameters. */
  Class<? extends Candidates> value();
}
