package io.github.layerbook.layer.form;

import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.size.Size;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The written form of one option of a layer, read off a component of its record.
 *
 * @param name its name
 * @param type what its values are
 * @param place the component's place in the record
 * @param hasDefault whether it need not be given
 * @param isInHead whether it may stand behind those that must be given
 * @param defaultText its default as it is written; empty for none
 */
record OptionForm(
    String name,
    Class<?> type,
    int place,
    boolean hasDefault,
    boolean isInHead,
    String defaultText) {
  static OptionForm of(RecordComponent component, int place) {
    Default value = component.getAnnotation(Default.class);
    return new OptionForm(
        component.getName(),
        component.getType(),
        place,
        value != null,
        value != null && value.head(),
        value == null ? "" : value.value());
  }

  /** Whether it must be given or may stand with those. */
  boolean isWrittenFirst() {
    return !hasDefault || isInHead;
  }

  /** Its value in a layer as it is written. */
  @Nullable Object read(String text) {
    boolean sized = type != List.class && type != String.class;
    if (text.isEmpty() && sized && !(hasDefault && defaultText.isEmpty())) {
      throw new OptionException("", name + " has no value").of(name);
    }
    try {
      return OptionValue.read(type, text);
    } catch (OptionException e) {
      throw e.of(name);
    }
  }

  /** Its default's value; null where it has none. */
  @Nullable Object defaultValue() {
    return hasDefault ? OptionValue.read(type, defaultText) : null;
  }

  /** Whether it takes a number or numbers, written so. */
  boolean takes(String number) {
    try {
      return type != String.class && read(number) != null;
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }

  /** A value as it is written; a text in the head, where it could be anything, in quotes. */
  static String written(@Nullable Object value, boolean head) {
    String text = OptionValue.print(value);
    if (value instanceof String) {
      return head ? WrittenText.quoted(text) : WrittenText.print(text);
    }
    return text.isEmpty() ? LayerForm.NONE : text;
  }

  /** How it is written after those that stand first: {@code stride=1}, {@code [in=N]}. */
  String usage() {
    if (!defaultText.isEmpty()) {
      return " " + name + "=" + defaultText;
    }
    String value =
        type == Size.class
            ? "N"
            : type == Extents.class || type == List.class ? "NxN" : name.toUpperCase(Locale.ROOT);
    return " [" + name + "=" + value + "]";
  }
}
