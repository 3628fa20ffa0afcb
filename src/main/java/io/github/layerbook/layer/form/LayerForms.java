package io.github.layerbook.layer.form;

import io.github.layerbook.layer.LayerException;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/** The forms of layers' records, each read once. */
final class LayerForms {
  private static final ClassValue<List<LayerForm>> FORMS =
      new ClassValue<>() {
        @Override
        protected List<LayerForm> computeValue(Class<?> type) {
          return read(type);
        }
      };

  private LayerForms() {}

  static List<LayerForm> of(Class<?> type) {
    return FORMS.get(type);
  }

  private static List<LayerForm> read(Class<?> type) {
    Word word = type.getAnnotation(Word.class);
    RecordComponent[] components = type.getRecordComponents();
    if (components != null && word != null) {
      return List.of(new LayerForm(type, word, null));
    }
    List<LayerForm> forms = new ArrayList<>();
    if (components != null && components.length > 0 && components[0].getType().isEnum()) {
      for (Word each : words(components[0].getType())) {
        Object constant = components[0].getType().getEnumConstants()[forms.size()];
        forms.add(new LayerForm(type, each, constant));
      }
    }
    if (forms.isEmpty()) {
      throw new LayerException(
          "the layer "
              + type.getSimpleName()
              + " is not a record annotated with @Word(value = \"its word\", title = \"its"
              + " name\")");
    }
    return List.copyOf(forms);
  }

  /** The words at an enum's constants, in their order; none if a constant has none. */
  private static List<Word> words(Class<?> type) {
    List<Word> words = new ArrayList<>();
    for (Field field : type.getFields()) {
      Word word = field.getAnnotation(Word.class);
      if (field.isEnumConstant() && word != null) {
        words.add(word);
      }
    }
    return words.size() == type.getEnumConstants().length ? words : List.of();
  }
}
