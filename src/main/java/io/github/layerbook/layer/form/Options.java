package io.github.layerbook.layer.form;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/**
 * A layer's options, changed one by one. An option is named by its accessor, so that the compiler
 * checks its name and its type; defaults are those of {@link Default}.
 *
 * <pre>{@code
 * Convolution conv = Options.make(Convolution.class, Extents.square(3), Size.of(64));
 * Options.with(conv, Convolution::stride, Extents.of(2)).stride()   // 2
 * Options.of(conv).with(Convolution::bias, false).with(Convolution::in, Size.of(3)).layer().in()   // 3
 * }</pre>
 *
 * @param <L> the layer
 */
public final class Options<L extends Layer> {
  /**
   * An option's accessor, as a method reference.
   *
   * @param <L> the layer
   * @param <T> the option's type
   */
  @FunctionalInterface
  public interface Option<L extends Layer, T extends @Nullable Object> extends Serializable {
    /** Returns the option's value. */
    T of(L layer);
  }

  /** The defaults of a layer's options, null where there is none, made once. */
  private static final ClassValue<@Nullable Object[]> DEFAULTS =
      new ClassValue<>() {
        @Override
        protected @Nullable Object[] computeValue(Class<?> type) {
          return LayerRecord.of(type).components().stream().map(Options::byDefault).toArray();
        }
      };

  /** The names of options by the classes that the compiler makes of method references. */
  private static final ClassValue<Method> REPLACEMENTS =
      new ClassValue<>() {
        @Override
        protected Method computeValue(Class<?> type) {
          try {
            Method method = type.getDeclaredMethod("writeReplace");
            method.setAccessible(true);
            return method;
          } catch (NoSuchMethodException e) {
            throw new LayerException("options are named by a method reference, not by " + type);
          }
        }
      };

  private final Class<?> type;
  private final @Nullable Object[] values;

  private Options(Class<?> type, @Nullable Object[] values) {
    this.type = type;
    this.values = values;
  }

  /** Takes a layer's options, to change several of them. */
  public static <L extends Layer> Options<L> of(L layer) {
    return new Options<>(layer.getClass(), LayerRecord.of(layer.getClass()).values(layer));
  }

  /**
   * Makes a layer; options that have a default have it.
   *
   * @param required the other options' values, in the record's order
   * @throws LayerException if there are more or fewer of them, or of other types
   */
  public static <L extends Layer> L make(Class<L> type, Object... required) {
    LayerRecord record = LayerRecord.of(type);
    @Nullable Object[] values = DEFAULTS.get(type).clone();
    int next = 0;
    for (int i = 0; i < values.length; i++) {
      if (!record.components().get(i).isAnnotationPresent(Default.class)) {
        values[i] = next < required.length ? required[next] : null;
        next++;
      }
    }
    if (next != required.length) {
      throw new LayerException(
          "%s has %d required options, not %d"
              .formatted(type.getSimpleName(), next, required.length));
    }
    return type.cast(record.make(values));
  }

  /** Returns a layer with one option changed. */
  public static <L extends Layer, T extends @Nullable Object> L with(
      L layer, Option<L, T> option, T value) {
    return of(layer).with(option, value).layer();
  }

  /** Returns these with one changed. */
  public <T extends @Nullable Object> Options<L> with(Option<L, T> option, T value) {
    int index = LayerRecord.of(type).index(name(option));
    if (index < 0) {
      throw new LayerException("options are named by a method reference such as Convolution::out");
    }
    @Nullable Object[] changed = values.clone();
    changed[index] = value;
    return new Options<>(type, changed);
  }

  /**
   * Makes the layer.
   *
   * @throws LayerException if it refuses its options
   */
  @SuppressWarnings("unchecked")
  public L layer() {
    return (L) LayerRecord.of(type).make(values);
  }

  private static String name(Option<?, ?> option) {
    try {
      Object form = REPLACEMENTS.get(option.getClass()).invoke(option);
      return ((SerializedLambda) form).getImplMethodName();
    } catch (ReflectiveOperationException e) {
      throw new LayerException("options are named by a method reference: " + e);
    }
  }

  private static @Nullable Object byDefault(RecordComponent component) {
    Default value = component.getAnnotation(Default.class);
    return value == null ? null : OptionValue.read(component.getType(), value.value());
  }
}
