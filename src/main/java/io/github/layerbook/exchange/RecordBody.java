package io.github.layerbook.exchange;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.form.LayerForm;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The layers of one record: each of its options is bound to arguments, held at a value, or has its
 * default.
 *
 * @param type the record
 * @param fixed the options that are held at a value
 * @param bindings what the arguments say
 */
record RecordBody(Class<? extends Layer> type, Map<String, Object> fixed, List<Binding> bindings)
    implements Body {
  @Override
  public Layer read(Call call) {
    Map<String, @Nullable Object> values = new HashMap<>(fixed);
    bindings.forEach(binding -> binding.reader().read(call, values));
    return LayerForm.of(type).get(0).of(values);
  }

  @Override
  public boolean says(Writing writing) {
    return type.isInstance(writing.layer())
        && fixed.entrySet().stream().allMatch(e -> e.getValue().equals(writing.get(e.getKey())));
  }

  @Override
  public Map<String, @Nullable Object> write(Writing writing) {
    Layer layer = writing.layer();
    LayerForm form = LayerForm.of(layer);
    fixed.forEach(
        (option, value) -> {
          if (!value.equals(writing.get(option))) {
            throw unsaid(form, option, writing.get(option));
          }
        });
    for (Map.Entry<String, String> change : form.changes(layer).entrySet()) {
      String option = change.getKey();
      if (!fixed.containsKey(option)
          && bindings.stream().noneMatch(binding -> binding.options().contains(option))) {
        throw unsaid(form, option, change.getValue());
      }
    }
    Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
    bindings.forEach(binding -> binding.writer().write(writing, arguments));
    return arguments;
  }

  /** Where an enum's constants tell the record's layers apart, that of the one that is fixed. */
  @Override
  public List<LayerForm> forms() {
    List<LayerForm> forms = LayerForm.of(type);
    Object[] constants =
        type.getRecordComponents().length == 0
            ? null
            : type.getRecordComponents()[0].getType().getEnumConstants();
    for (int i = 0; forms.size() > 1 && constants != null && i < constants.length; i++) {
      if (fixed.containsValue(constants[i])) {
        return List.of(forms.get(i));
      }
    }
    return forms;
  }

  private static NotExpressibleException unsaid(
      LayerForm form, String option, @Nullable Object value) {
    return new NotExpressibleException(
        "no argument says %s=%s of %s", option, value, form.words().get(0));
  }

  @Override
  public Body fixed(String option, Object value) {
    Map<String, Object> more = new HashMap<>(fixed);
    more.put(option, value);
    return new RecordBody(type, more, bindings);
  }
}
