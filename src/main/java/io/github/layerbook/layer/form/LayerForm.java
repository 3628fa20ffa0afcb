package io.github.layerbook.layer.form;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.geometry.Extents;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
  private final List<String> words;
  private final String title;

  /** What the first component is in this form; null where it is an option as any. */
  private final @Nullable Object constant;

  /** The options: of all components but that one. */
  private final List<OptionForm> all;

  private final List<OptionForm> required;
  private final List<OptionForm> optional;
  private final List<OptionForm> head;
  private final LayerRecord record;

  /** How a value is written that has nothing in it: no extents, or none given. */
  public static final String NONE = "()";

  LayerForm(Class<?> type, Word word, @Nullable Object constant) {
    this.words = List.of(String.join(" ", word.value()).split(" +"));
    this.title = word.title().isEmpty() ? words.get(0) : word.title();
    this.constant = constant;
    this.record = LayerRecord.of(type);
    List<OptionForm> components = record.components();
    this.all = constant == null ? components : components.subList(1, components.size());
    this.required = all.stream().filter(option -> !option.hasDefault()).toList();
    this.optional = all.stream().filter(OptionForm::hasDefault).toList();
    this.head = all.stream().filter(OptionForm::isWrittenFirst).toList();
  }

  /**
   * Reads the forms of a layer's record: one, or where the first component is an enum with a {@link
   * Word} at each constant, one for each of them.
   *
   * @throws LayerException if the type is not a record annotated with {@link Word}
   */
  public static List<LayerForm> of(Class<? extends Layer> type) {
    return LayerForms.of(type);
  }

  /** Returns the form of a layer. */
  public static LayerForm of(Layer layer) {
    List<LayerForm> forms = of(layer.getClass());
    LayerForm first = forms.get(0);
    Object kind = first.constant == null ? null : first.record.get(layer, 0);
    for (LayerForm form : forms) {
      if (form.constant == kind) {
        return form;
      }
    }
    throw new LayerException(layer + " has no form");
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
    return names(required);
  }

  /**
   * Returns the names of the options that are written first, joined by hyphens: those that must be
   * given, and those that may stand behind them.
   */
  public List<String> headOptions() {
    return names(head);
  }

  /** Returns the names of the options that have a default. */
  public List<String> otherOptions() {
    return names(optional);
  }

  private static List<String> names(List<OptionForm> options) {
    return options.stream().map(OptionForm::name).toList();
  }

  /** Returns the names of all options. */
  public List<String> options() {
    List<String> names = new ArrayList<>(requiredOptions());
    names.addAll(otherOptions());
    return names;
  }

  /**
   * Returns an option's default as it is written; empty for none.
   *
   * @throws OptionException if the option is unknown
   */
  public String defaultOf(String option) {
    return option(option).defaultText();
  }

  /**
   * Returns the words that an option takes, if they can be listed: {@code true} and {@code false}.
   *
   * @throws OptionException if the option is unknown
   */
  public List<String> valuesOf(String option) {
    return OptionValue.words(option(option).type());
  }

  /** Returns whether an option takes a number or numbers, written so. */
  public boolean takes(String option, String number) {
    return option(option).takes(number);
  }

  /** Returns how the layer is written, for errors and help: {@code conv kernel-out stride=1 …}. */
  public String usage() {
    StringBuilder text = new StringBuilder(words.get(0));
    text.append(required.isEmpty() ? "" : " " + String.join("-", requiredOptions()));
    head.stream()
        .filter(OptionForm::hasDefault)
        .forEach(option -> text.append("[-").append(option.name()).append(']'));
    optional.stream()
        .filter(option -> !option.isInHead())
        .forEach(option -> text.append(option.usage()));
    return text.toString();
  }

  /**
   * Makes the layer of its options' texts; options that are not given have their defaults.
   *
   * @throws OptionException if an option is unknown, missing or unreadable
   * @throws LayerException if the layer itself refuses its options
   */
  public Layer read(Map<String, String> options) {
    options.keySet().forEach(this::option);
    @Nullable Object[] values = values();
    for (OptionForm option : all) {
      String text = options.get(option.name());
      values[option.place()] = text == null ? unstated(option) : option.read(text);
    }
    return (Layer) record.make(values);
  }

  /** The values of the record's components, of which only that of the kind is there. */
  private @Nullable Object[] values() {
    @Nullable Object[] values = new @Nullable Object[record.components().size()];
    if (constant != null) {
      values[0] = constant;
    }
    return values;
  }

  /** What an option has that is not given. */
  private @Nullable Object unstated(OptionForm option) {
    if (option.hasDefault()) {
      return option.defaultValue();
    }
    throw new OptionException(
        "",
        "%s needs %s: write %1$s %s"
            .formatted(words.get(0), option.name(), String.join("-", requiredOptions())));
  }

  /**
   * Returns a layer with one option changed.
   *
   * @throws OptionException if the option is unknown or the text unreadable
   */
  public Layer with(Layer layer, String option, String text) {
    return with(layer, option(option), option(option).read(text));
  }

  /**
   * Returns a layer with each size of an option changed: the size of {@code out}, each extent of
   * {@code kernel}. An option without sizes stays as it is.
   *
   * @throws OptionException if the option is unknown
   */
  public Layer with(Layer layer, String option, UnaryOperator<Size> change) {
    OptionForm changed = option(option);
    return with(layer, changed, OptionValue.changed(get(layer, changed), change));
  }

  /**
   * Returns the sizes that an option's value is made of; none if it is made of something else or
   * not given.
   *
   * @throws OptionException if the option is unknown
   */
  public List<Size> sizes(Layer layer, String option) {
    return OptionValue.sizes(get(layer, option(option)));
  }

  private Layer with(Layer layer, OptionForm option, @Nullable Object value) {
    @Nullable Object[] values = values();
    all.forEach(each -> values[each.place()] = get(layer, each));
    values[option.place()] = value;
    return (Layer) record.make(values);
  }

  /** Returns the values of all components of a layer's record by name, the kind among them. */
  public Map<String, @Nullable Object> values(Layer layer) {
    Map<String, @Nullable Object> values = new HashMap<>();
    record.components().forEach(each -> values.put(each.name(), get(layer, each)));
    return values;
  }

  /**
   * Makes the layer of values of its record's components, the kind among them if it is another;
   * those without one have their defaults.
   *
   * @throws OptionException if one without a default is missing
   * @throws LayerException if the layer itself refuses its options
   */
  public Layer of(Map<String, @Nullable Object> values) {
    @Nullable Object[] made = values();
    for (OptionForm component : record.components()) {
      if (values.containsKey(component.name())) {
        made[component.place()] = values.get(component.name());
      } else if (all.contains(component)) {
        made[component.place()] = unstated(component);
      }
    }
    return (Layer) record.make(made);
  }

  /** Returns an option's value as it is written. */
  public String get(Layer layer, String option) {
    return OptionValue.print(get(layer, option(option)));
  }

  /** Returns the values that are written first, joined by hyphens: {@code 3x3-64}. */
  public String head(Layer layer) {
    return written(layer)
        .map(option -> OptionValue.print(get(layer, option)))
        .collect(Collectors.joining("-"));
  }

  /** The options that a layer's text begins with: all that must be given, others if they are. */
  private Stream<OptionForm> written(Layer layer) {
    return head.stream().filter(option -> !option.hasDefault() || get(layer, option) != null);
  }

  /** Returns the options that differ from their defaults and are not written first, as written. */
  public Map<String, String> changes(Layer layer) {
    Map<String, String> changes = new LinkedHashMap<>();
    for (OptionForm option : optional) {
      String value = option.isInHead() ? "" : OptionValue.print(get(layer, option));
      if (!option.isInHead() && !value.equals(option.defaultText())) {
        changes.put(option.name(), value);
      }
    }
    return changes;
  }

  /** Prints a layer as the notation writes it: {@code conv 3x3-64 padding=1}. */
  public String print(Layer layer) {
    StringBuilder text = new StringBuilder(printedWord(layer));
    String sign = " ";
    for (OptionForm option : written(layer).toList()) {
      text.append(sign).append(OptionForm.written(get(layer, option), true));
      sign = "-";
    }
    for (String option : changes(layer).keySet()) {
      Object value = get(layer, option(option));
      text.append(' ').append(option).append('=').append(OptionForm.written(value, false));
    }
    return text.toString();
  }

  /** Returns whether an option's value is a text, which may hold any character. */
  public boolean isText(String option) {
    return option(option).type() == String.class;
  }

  /** The word, with {@code 1d} where the kernel has one extent, which alone would mean a square. */
  private String printedWord(Layer layer) {
    boolean line =
        required.stream()
            .filter(option -> option.name().equals("kernel"))
            .anyMatch(option -> get(layer, option) instanceof Extents e && e.sizes().size() == 1);
    return words.get(0) + (line ? "1d" : "");
  }

  private @Nullable Object get(Layer layer, OptionForm option) {
    return record.get(layer, option.place());
  }

  private OptionForm option(String name) {
    for (OptionForm option : all) {
      if (option.name().equals(name.toLowerCase(Locale.ROOT))) {
        return option;
      }
    }
    String known = options().isEmpty() ? "none" : String.join(", ", options());
    throw new OptionException(
            name, "%s has no option \"%s\"; it has %s".formatted(words.get(0), name, known))
        .of(name);
  }
}
