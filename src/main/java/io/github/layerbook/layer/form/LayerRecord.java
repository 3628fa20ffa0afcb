package io.github.layerbook.layer.form;

import io.github.layerbook.layer.LayerException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
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
  private final List<OptionForm> components;
  private final List<MethodHandle> accessors = new ArrayList<>();
  private final MethodHandle constructor;
  private final MethodHandle ofValues;

  /** What changes each component, found when it is first changed. */
  private final @Nullable MethodHandle[] changing;

  private LayerRecord(Class<?> type) {
    RecordComponent[] all = type.getRecordComponents();
    if (all == null) {
      throw new LayerException(
          "the layer " + type.getSimpleName() + " is not a record, as layers are");
    }
    this.type = type;
    this.changing = new @Nullable MethodHandle[all.length];
    this.components =
        IntStream.range(0, all.length).mapToObj(i -> OptionForm.of(all[i], i)).toList();
    Class<?>[] types = Arrays.stream(all).map(RecordComponent::getType).toArray(Class<?>[]::new);
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    try {
      for (RecordComponent component : all) {
        component.getAccessor().trySetAccessible();
        accessors.add(lookup.unreflect(component.getAccessor()));
      }
      Constructor<?> declared = type.getDeclaredConstructor(types);
      declared.trySetAccessible();
      this.constructor = lookup.unreflectConstructor(declared);
    } catch (ReflectiveOperationException e) {
      throw new LayerException("the layer " + type.getSimpleName() + " cannot be made: " + e);
    }
    this.ofValues =
        constructor
            .asSpreader(Object[].class, all.length)
            .asType(MethodType.methodType(Object.class, Object[].class));
  }

  static LayerRecord of(Class<?> type) {
    return RECORDS.get(type);
  }

  List<OptionForm> components() {
    return components;
  }

  /** The place of a component; -1 if there is none of that name. */
  int index(String name) {
    for (int i = 0; i < components.size(); i++) {
      if (components.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  @Nullable Object get(Object layer, int index) {
    try {
      return accessors.get(index).invoke(layer);
    } catch (Throwable e) {
      throw failure(components.get(index).name() + " of " + layer + " cannot be read", e);
    }
  }

  /**
   * Makes the record.
   *
   * @throws IllegalArgumentException as its constructor does where it refuses the values
   */
  Object make(@Nullable Object[] values) {
    try {
      return ofValues.invokeExact(values);
    } catch (Throwable e) {
      throw failure("the layer " + type.getSimpleName() + " cannot be made", e);
    }
  }

  /** The record with another value of a component. */
  Object with(Object layer, int index, @Nullable Object value) {
    return changed(changing(index), layer, value);
  }

  /** What a handle that {@link #changing} has made makes of a record and another value. */
  static Object changed(MethodHandle changing, Object layer, @Nullable Object value) {
    try {
      return changing.invokeExact(layer, value);
    } catch (Throwable e) {
      throw failure(layer + " cannot be changed", e);
    }
  }

  /** What makes, of a record and another value of one component, the record changed. */
  MethodHandle changing(int index) {
    MethodHandle known = changing[index];
    if (known == null) {
      known = newChanging(index);
      changing[index] = known;
    }
    return known;
  }

  private MethodHandle newChanging(int index) {
    int[] order = new int[components.size()];
    MethodHandle changed = constructor;
    for (int i = 0; i < order.length; i++) {
      if (i == index) {
        order[i] = 1;
      } else {
        changed = MethodHandles.filterArguments(changed, i, accessors.get(i));
      }
    }
    MethodType both = MethodType.methodType(type, type, components.get(index).type());
    return MethodHandles.permuteArguments(changed, both, order)
        .asType(MethodType.methodType(Object.class, Object.class, Object.class));
  }

  /** An exception of the record's constructor is passed on unchanged. */
  static RuntimeException failure(String what, Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof IllegalArgumentException refused
        ? refused
        : new LayerException(what + ": " + cause);
  }
}
