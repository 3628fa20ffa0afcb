package io.github.layerbook.exchange;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.form.LayerForm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Layers of more than one record, or made in a way that bindings cannot say.
 *
 * @param types the records
 * @param reader makes the layer
 * @param writer returns the arguments; throws if it cannot say the layer
 */
record FreeBody(
    List<Class<? extends Layer>> types,
    Function<Call, Layer> reader,
    Function<Writing, Map<String, ? extends @Nullable Object>> writer)
    implements Body {
  @Override
  public Layer read(Call call) {
    return reader.apply(call);
  }

  @Override
  public boolean says(Writing writing) {
    return types.contains(writing.layer().getClass());
  }

  @Override
  public Map<String, @Nullable Object> write(Writing writing) {
    return new LinkedHashMap<>(writer.apply(writing));
  }

  @Override
  public List<LayerForm> forms() {
    return types.stream().flatMap(type -> LayerForm.of(type).stream()).toList();
  }

  @Override
  public Body fixed(String option, Object value) {
    throw new IllegalStateException("an entry that makes its layers itself holds no options");
  }
}
