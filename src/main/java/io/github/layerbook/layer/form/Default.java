package io.github.layerbook.layer.form;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a layer's option the value that it has where the notation is silent: PyTorch's default
 * unless the layer's documentation says otherwise.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
  /** The value, as the notation writes it; empty for none ({@code null}). */
  String value();

  /** Whether the value may stand among the required ones, after them: {@code moe 8-14336}. */
  boolean head() default false;
}
