package io.github.layerbook.exchange;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.form.LayerForm;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the arguments of an entry say of a layer, in both directions. */
interface Body {
  /** Returns the layer of bound arguments. */
  Layer read(Call call);

  /**
   * Returns the arguments of a layer by name, those that have their default too.
   *
   * @throws NotExpressibleException if the entry cannot say this layer
   */
  Map<String, @Nullable Object> write(Writing writing);

  /** Returns whether the layer is of the kind that the entry says. */
  boolean says(Writing writing);

  /** Returns the forms of the layers that it may be. */
  List<LayerForm> forms();

  /** Returns this with an option of the layer held at a value that no argument says. */
  Body fixed(String option, Object value);
}
