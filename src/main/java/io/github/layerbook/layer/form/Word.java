package io.github.layerbook.layer.form;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a layer its words in the notation and its title in tables.
 *
 * <p>It stands at the layer's record, or, where one record is many layers, at each constant of the
 * enum that tells them apart: {@code gelu} and {@code silu} of one activation record.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD})
public @interface Word {
  /**
   * The word that the notation prints, then the other words that it understands; one text may hold
   * several, with blanks between them: {@code "conv convolution conv2d"}.
   */
  String[] value();

  /** The layer's name in tables: {@code max pool}; the first word if none is given. */
  String title() default "";
}
