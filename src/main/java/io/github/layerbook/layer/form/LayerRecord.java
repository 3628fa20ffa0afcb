package io.github.layerbook.layer.form;

import io.github.layerbook.layer.LayerException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A layer's record as the values of its components, in their order: taken apart and made. */
final class LayerRecord {
  private static final ClassValue<LayerRecord> RECORDS =
      new ClassValue<>() {
        @Override
        protected LayerRecord computeValue(Class<?> type) {
          return new LayerRecord(type);
        }
      };

  private final Class<?> type;
  private final List<RecordComponent> components;
  private final Method[] accessors;
  private final Constructor<?> constructor;

  private LayerRecord(Class<?> type) {
    RecordComponent[] all = type.getRecordComponents();
    if (all == null) {
      throw new LayerException(
          "the layer " + type.getSimpleName() + " is not a record, as layers are");
    }
    this.type = type;
    this.components = List.of(all);
    this.accessors = Arrays.stream(all).map(RecordComponent::getAccessor).toArray(Method[]::new);
    for (Method accessor : accessors) {
      accessor.trySetAccessible();
    }
    Class<?>[] types = Arrays.stream(all).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      this.constructor = type.getDeclaredConstructor(types);
    } catch (NoSuchMethodException e) {
      throw new LayerException("the layer " + type.getSimpleName() + " cannot be made: " + e);
    }
    constructor.trySetAccessible();
  }

  static LayerRecord of(Class<?> type) {
    return RECORDS.get(type);
  }

  List<RecordComponent> components() {
    return components;
  }

  /** The place of a component; -1 if there is none of that name. */
  int index(String name) {
    for (int i = 0; i < components.size(); i++) {
      if (components.get(i).getName().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  @Nullable Object get(Object layer, int index) {
    try {
      return accessors[index].invoke(layer);
    } catch (ReflectiveOperationException e) {
      throw new LayerException(
          components.get(index).getName() + " of " + layer + " cannot be read: " + e);
    }
  }

  @Nullable Object[] values(Object layer) {
    @Nullable Object[] values = new Object[accessors.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = get(layer, i);
    }
    return values;
  }

  /**
   * Makes the record.
   *
   * @throws IllegalArgumentException as its constructor does where it refuses the values
   */
  Object make(@Nullable Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw refused;
      }
      throw new LayerException(
          "the layer " + type.getSimpleName() + " cannot be made: " + e.getCause());
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      throw new LayerException("the layer " + type.getSimpleName() + " cannot be made: " + e);
    }
  }
}
