package io.github.layerbook.layer;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Gives a layer its words in the notation and its title in tables. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Word {
  /** The word that the notation prints, then the other words that it understands. */
  String[] value();

  /** The layer's name in tables: {@code max pool}. */
  String title();
}
