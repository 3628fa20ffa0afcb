package io.github.layerbook.layer.form;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.size.Size;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The written form of one kind of layer, read off its record: its word, the required options joined
 * by hyphens, and the others as {@code name=value} where they differ from their default.
 */
public final class LayerForm {
  private static final ClassValue<List<LayerForm>> FORMS =
      new ClassValue<>() {
        @Override
        protected List<LayerForm> computeValue(Class<?> type) {
          return read(type);
        }
      };

  private final List<String> words;
  private final String title;
  private final @Nullable RecordComponent kind;
  private final @Nullable Object constant;
  private final List<RecordComponent> components;
  private final List<RecordComponent> required;
  private final List<RecordComponent> optional;
  private final List<RecordComponent> head;
  private final LayerRecord record;

  /** How a value is written that has nothing in it: no extents, or none given. */
  public static final String NONE = "()";

  private LayerForm(
      Class<?> type, Word word, @Nullable RecordComponent kind, @Nullable Object constant) {
    this.words = List.of(String.join(" ", word.value()).split(" +"));
    this.title = word.title().isEmpty() ? words.get(0) : word.title();
    this.kind = kind;
    this.constant = constant;
    this.record = LayerRecord.of(type);
    this.components = record.components();
    List<RecordComponent> options = components.stream().filter(c -> !isKind(c)).toList();
    this.required = options.stream().filter(c -> !hasDefault(c)).toList();
    this.optional = options.stream().filter(LayerForm::hasDefault).toList();
    this.head = options.stream().filter(c -> !hasDefault(c) || isInHead(c)).toList();
  }

  /**
   * Reads the forms of a layer's record: one, or where the first component is an enum with a {@link
   * Word} at each constant, one for each of them.
   *
   * @throws LayerException if the type is not a record annotated with {@link Word}
   */
  public static List<LayerForm> of(Class<? extends Layer> type) {
    return FORMS.get(type);
  }

  /** Returns the form of a layer. */
  public static LayerForm of(Layer layer) {
    List<LayerForm> forms = of(layer.getClass());
    LayerForm first = forms.get(0);
    Object kind = first.kind == null ? null : first.get(layer, first.kind);
    for (LayerForm form : forms) {
      if (form.constant == kind) {
        return form;
      }
    }
    throw new LayerException(layer + " has no form");
  }

  private static List<LayerForm> read(Class<?> type) {
    Word word = type.getAnnotation(Word.class);
    RecordComponent[] components = type.getRecordComponents();
    if (components != null && word != null) {
      return List.of(new LayerForm(type, word, null, null));
    }
    List<LayerForm> forms = new ArrayList<>();
    if (components != null && components.length > 0 && components[0].getType().isEnum()) {
      for (Word each : words(components[0].getType())) {
        Object constant = components[0].getType().getEnumConstants()[forms.size()];
        forms.add(new LayerForm(type, each, components[0], constant));
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
    for (java.lang.reflect.Field field : type.getFields()) {
      Word word = field.getAnnotation(Word.class);
      if (field.isEnumConstant() && word != null) {
        words.add(word);
      }
    }
    return words.size() == type.getEnumConstants().length ? words : List.of();
  }

  private boolean isKind(RecordComponent component) {
    return kind != null && component.getName().equals(kind.getName());
  }

  /** Returns the words that stand for the layer, the one that is printed first. */
  public List<String> words() {
    return words;
  }

  /** Returns the layer's name in tables: {@code max pool}. */
  public String title() {
    return title;
  }

  /** Returns the names of the options that must be given, in the order of writing. */
  public List<String> requiredOptions() {
    return required.stream().map(RecordComponent::getName).toList();
  }

  /**
   * Returns the names of the options that are written first, joined by hyphens: those that must be
   * given, and those that may stand behind them.
   */
  public List<String> headOptions() {
    return head.stream().map(RecordComponent::getName).toList();
  }

  /** Returns the names of the options that have a default. */
  public List<String> otherOptions() {
    return optional.stream().map(RecordComponent::getName).toList();
  }

  /** Returns the names of all options. */
  public List<String> options() {
    List<String> all = new ArrayList<>(requiredOptions());
    all.addAll(otherOptions());
    return all;
  }

  /**
   * Returns an option's default as it is written; empty for none.
   *
   * @throws OptionException if the option is unknown
   */
  public String defaultOf(String option) {
    return defaultText(component(option));
  }

  /**
   * Returns the words that an option takes, if they can be listed: {@code true} and {@code false}.
   *
   * @throws OptionException if the option is unknown
   */
  public List<String> valuesOf(String option) {
    return OptionValue.words(component(option).getType());
  }

  /** Returns whether an option takes a number or numbers, written so. */
  public boolean takes(String option, String number) {
    RecordComponent component = component(option);
    try {
      return component.getType() != String.class && value(component, number) != null;
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }

  /** Returns how the layer is written, for errors and help: {@code conv kernel-out stride=1 …}. */
  public String usage() {
    String first = required.isEmpty() ? "" : " " + String.join("-", requiredOptions());
    return words.get(0)
        + first
        + head.stream()
            .filter(LayerForm::hasDefault)
            .map(c -> "[-" + c.getName() + "]")
            .collect(Collectors.joining())
        + optional.stream()
            .filter(c -> !isInHead(c))
            .map(c -> defaultText(c).isEmpty() ? open(c) : " " + c.getName() + "=" + defaultText(c))
            .collect(Collectors.joining());
  }

  /** An option that has no value unless one is given: {@code [in=N]}. */
  private static String open(RecordComponent component) {
    Class<?> type = component.getType();
    String value =
        type == Size.class
            ? "N"
            : type == Extents.class || type == List.class
                ? "NxN"
                : component.getName().toUpperCase(Locale.ROOT);
    return " [" + component.getName() + "=" + value + "]";
  }

  /**
   * Makes the layer of its options' texts; options that are not given have their defaults.
   *
   * @throws OptionException if an option is unknown, missing or unreadable
   * @throws LayerException if the layer itself refuses its options
   */
  public Layer read(Map<String, String> options) {
    for (String name : options.keySet()) {
      component(name);
    }
    Map<String, @Nullable Object> values = new HashMap<>();
    for (RecordComponent component : components) {
      values.put(component.getName(), read(component, options.get(component.getName())));
    }
    return make(values);
  }

  private @Nullable Object read(RecordComponent component, @Nullable String text) {
    if (isKind(component)) {
      return constant;
    } else if (text != null) {
      return value(component, text);
    } else if (hasDefault(component)) {
      return OptionValue.read(component.getType(), defaultText(component));
    }
    throw new OptionException(
        "",
        "%s needs %s: write %1$s %s"
            .formatted(words.get(0), component.getName(), String.join("-", requiredOptions())));
  }

  private static @Nullable Object value(RecordComponent component, String text) {
    boolean sized = component.getType() != List.class && component.getType() != String.class;
    if (text.isEmpty() && sized && !(hasDefault(component) && defaultText(component).isEmpty())) {
      throw new OptionException("", component.getName() + " has no value").of(component.getName());
    }
    try {
      return OptionValue.read(component.getType(), text);
    } catch (OptionException e) {
      throw e.of(component.getName());
    }
  }

  /**
   * Returns a layer with one option changed.
   *
   * @throws OptionException if the option is unknown or the text unreadable
   */
  public Layer with(Layer layer, String option, String text) {
    RecordComponent component = component(option);
    return with(layer, component, value(component, text));
  }

  /**
   * Returns a layer with each size of an option changed: the size of {@code out}, each extent of
   * {@code kernel}. An option without sizes stays as it is.
   *
   * @throws OptionException if the option is unknown
   */
  public Layer with(Layer layer, String option, UnaryOperator<Size> change) {
    RecordComponent component = component(option);
    return with(layer, component, OptionValue.changed(get(layer, component), change));
  }

  /**
   * Returns the sizes that an option's value is made of; none if it is made of something else or
   * not given.
   *
   * @throws OptionException if the option is unknown
   */
  public List<Size> sizes(Layer layer, String option) {
    return OptionValue.sizes(get(layer, component(option)));
  }

  private Layer with(Layer layer, RecordComponent option, @Nullable Object value) {
    Map<String, @Nullable Object> values = values(layer);
    values.put(option.getName(), value);
    return make(values);
  }

  /** Returns the values of all components of a layer's record by name, the kind among them. */
  public Map<String, @Nullable Object> values(Layer layer) {
    Map<String, @Nullable Object> values = new HashMap<>();
    for (RecordComponent component : components) {
      values.put(component.getName(), get(layer, component));
    }
    return values;
  }

  /**
   * Makes the layer of values of its record's components; those without one have their defaults.
   *
   * @throws OptionException if one without a default is missing
   * @throws LayerException if the layer itself refuses its options
   */
  public Layer of(Map<String, @Nullable Object> values) {
    Map<String, @Nullable Object> all = new HashMap<>(values);
    for (RecordComponent component : components) {
      if (!all.containsKey(component.getName())) {
        all.put(component.getName(), read(component, null));
      }
    }
    return make(all);
  }

  /** Returns an option's value as it is written. */
  public String get(Layer layer, String option) {
    return OptionValue.print(get(layer, component(option)));
  }

  /** Returns the values that are written first, joined by hyphens: {@code 3x3-64}. */
  public String head(Layer layer) {
    return written(layer).map(c -> get(layer, c.getName())).collect(Collectors.joining("-"));
  }

  /** The options that a layer's text begins with: all that must be given, others if they are. */
  private Stream<RecordComponent> written(Layer layer) {
    return head.stream().filter(c -> !hasDefault(c) || get(layer, c) != null);
  }

  /** Returns the options that differ from their defaults and are not written first, as written. */
  public Map<String, String> changes(Layer layer) {
    Map<String, String> changes = new java.util.LinkedHashMap<>();
    for (RecordComponent component : optional) {
      if (isInHead(component)) {
        continue;
      }
      String value = OptionValue.print(get(layer, component));
      if (!value.equals(defaultText(component))) {
        changes.put(component.getName(), value);
      }
    }
    return changes;
  }

  /** Prints a layer as the notation writes it: {@code conv 3x3-64 padding=1}. */
  public String print(Layer layer) {
    StringBuilder text = new StringBuilder(printedWord(layer));
    String sign = " ";
    for (RecordComponent component : written(layer).toList()) {
      text.append(sign).append(written(get(layer, component), true));
      sign = "-";
    }
    for (String option : changes(layer).keySet()) {
      Object value = get(layer, component(option));
      text.append(' ').append(option).append('=').append(written(value, false));
    }
    return text.toString();
  }

  /** A value as it is written; a text in the head, where it could be anything, in quotes. */
  private static String written(@Nullable Object value, boolean head) {
    String text = OptionValue.print(value);
    if (value instanceof String) {
      return head ? WrittenText.quoted(text) : WrittenText.print(text);
    }
    return text.isEmpty() ? NONE : text;
  }

  /** Returns whether an option's value is a text, which may hold any character. */
  public boolean isText(String option) {
    return component(option).getType() == String.class;
  }

  /** The word, with {@code 1d} where the kernel has one extent, which alone would mean a square. */
  private String printedWord(Layer layer) {
    boolean line =
        required.stream()
            .filter(c -> c.getName().equals("kernel"))
            .anyMatch(c -> get(layer, c) instanceof Extents e && e.sizes().size() == 1);
    return words.get(0) + (line ? "1d" : "");
  }

  private @Nullable Object get(Layer layer, RecordComponent component) {
    return record.get(layer, record.index(component.getName()));
  }

  private RecordComponent component(String name) {
    for (RecordComponent component : components) {
      if (component.getName().equals(name.toLowerCase(Locale.ROOT)) && !isKind(component)) {
        return component;
      }
    }
    String known = options().isEmpty() ? "none" : String.join(", ", options());
    throw new OptionException(
            name, "%s has no option \"%s\"; it has %s".formatted(words.get(0), name, known))
        .of(name);
  }

  private Layer make(Map<String, @Nullable Object> values) {
    return (Layer) record.make(components.stream().map(c -> values.get(c.getName())).toArray());
  }

  private static boolean hasDefault(RecordComponent component) {
    return component.isAnnotationPresent(Default.class);
  }

  private static boolean isInHead(RecordComponent component) {
    Default value = component.getAnnotation(Default.class);
    return value != null && value.head();
  }

  private static String defaultText(RecordComponent component) {
    Default value = component.getAnnotation(Default.class);
    return value == null ? "" : value.value();
  }
}
