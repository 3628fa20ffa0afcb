package io.github.layerbook.exchange;

import io.github.layerbook.layer.Layer;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Layers of more than one record, or made in a way that bindings cannot say.
 *
 * @param reader makes the layer
 * @param writer returns the arguments; null for a layer that the entry does not say
 */
record FreeBody(
    Function<Call, Layer> reader,
    Function<Writing, @Nullable Map<String, ? extends @Nullable Object>> writer)
    implements Body {
  @Override
  public Layer read(Call call) {
    return reader.apply(call);
  }

  @Override
  public boolean says(Writing writing) {
    return writer.apply(writing) != null;
  }

  @Override
  public Map<String, @Nullable Object> write(Writing writing) {
    Map<String, ? extends @Nullable Object> arguments = writer.apply(writing);
    if (arguments == null) {
      throw new NotExpressibleException(writing.layer() + " is no such layer");
    }
    return new java.util.LinkedHashMap<>(arguments);
  }

  @Override
  public Body fixed(String option, Object value) {
    throw new IllegalStateException("an entry that makes its layers itself holds no options");
  }
}
