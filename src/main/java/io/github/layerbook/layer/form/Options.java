package io.github.layerbook.layer.form;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.List;
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
  public interface Option<L extends Layer, T> extends Serializable {
    /** Returns the option's value. */
    @Nullable T of(L layer);
  }

  /** What a layer is made of, found once: its defaults, and the places of what has none. */
  private static final class Form {
    private final LayerRecord record;
    private final @Nullable Object[] defaults;
    private final int[] required;

    private Form(Class<?> type) {
      this.record = LayerRecord.of(type);
      List<OptionForm> all = record.components();
      this.defaults = all.stream().map(OptionForm::defaultValue).toArray();
      this.required =
          all.stream().filter(option -> !option.hasDefault()).mapToInt(OptionForm::place).toArray();
    }
  }

  private static final ClassValue<Form> FORMS =
      new ClassValue<>() {
        @Override
        protected Form computeValue(Class<?> type) {
          return new Form(type);
        }
      };

  /** How the option of a method reference is changed; found when it is first changed. */
  private static final class Change {
    private @Nullable MethodHandle handle;
  }

  /** Changes by the classes that the compiler makes of method references. */
  private static final ClassValue<Change> CHANGES =
      new ClassValue<>() {
        @Override
        protected Change computeValue(Class<?> type) {
          return new Change();
        }
      };

  private final L layer;

  private Options(L layer) {
    this.layer = layer;
  }

  /** Takes a layer's options, to change several of them. */
  public static <L extends Layer> Options<L> of(L layer) {
    return new Options<>(layer);
  }

  /**
   * Makes a layer; options that have a default have it.
   *
   * @param required the other options' values, in the record's order
   * @throws LayerException if there are more or fewer of them, or of other types
   */
  public static <L extends Layer> L make(Class<L> type, Object... required) {
    Form form = FORMS.get(type);
    if (form.required.length != required.length) {
      throw new LayerException(
          "%s has %d required options, not %d"
              .formatted(type.getSimpleName(), form.required.length, required.length));
    }
    @Nullable Object[] values = form.defaults.clone();
    for (int i = 0; i < required.length; i++) {
      values[form.required[i]] = required[i];
    }
    return type.cast(form.record.make(values));
  }

  /**
   * Returns a layer with one option changed.
   *
   * @throws LayerException if it refuses the value, or if the option is no method reference
   */
  @SuppressWarnings("unchecked")
  public static <L extends Layer, T> L with(L layer, Option<L, T> option, @Nullable T value) {
    Change change = CHANGES.get(option.getClass());
    MethodHandle handle = change.handle;
    if (handle == null) {
      handle = changing(layer, option);
      change.handle = handle;
    }
    return (L) LayerRecord.changed(handle, layer, value);
  }

  /** Returns a layer with the option of a name changed. */
  @SuppressWarnings("unchecked")
  static <L extends Layer> L with(Layer layer, String option, Object value) {
    LayerRecord record = LayerRecord.of(layer.getClass());
    return (L) record.with(layer, record.index(option), value);
  }

  /** Returns these with one changed. */
  public <T> Options<L> with(Option<L, T> option, @Nullable T value) {
    return new Options<>(with(layer, option, value));
  }

  /** Returns the layer. */
  public L layer() {
    return layer;
  }

  private static MethodHandle changing(Layer layer, Option<?, ?> option) {
    LayerRecord record = LayerRecord.of(layer.getClass());
    int index = record.index(name(option));
    if (index < 0) {
      throw new LayerException("options are named by a method reference such as Convolution::out");
    }
    return record.changing(index);
  }

  private static String name(Option<?, ?> option) {
    try {
      Method method = option.getClass().getDeclaredMethod("writeReplace");
      method.setAccessible(true);
      return ((SerializedLambda) method.invoke(option)).getImplMethodName();
    } catch (ReflectiveOperationException e) {
      throw new LayerException("options are named by a method reference: " + e);
    }
  }
}
