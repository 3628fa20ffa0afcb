package io.github.layerbook.exchange;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.form.LayerForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A class or function of a framework and the layer that it is, in both directions.
 *
 * <p>{@link #read} takes arguments and the framework's input shapes, {@link #layer} arguments
 * alone, as a printed model has them; {@link #write} says a layer in the framework's terms.
 */
public final class Entry implements Declared {
  /** What is not expressible: the reason, and for which calls it holds. */
  record Limit(String reason, Predicate<Call> holds) {}

  /**
   * All parts of an entry.
   *
   * @param module where the framework has it, {@code torch.nn}
   * @param names its name, then its other names
   * @param operands of a function, the arguments that are tensors, which stand before the others
   * @param arguments its signature without these
   * @param tolerated arguments that every entry of the dialect takes and that say nothing here
   * @param options arguments of the layer's call, not of its making
   * @param body what the arguments say of the layer
   * @param axes the numbers of spatial axes that it is for; none for any
   * @param checks throw for what the framework refuses before it looks at the layer
   * @param limits what is not expressible
   * @param refusals throw for a layer that the framework refuses
   * @param arrangement how its inputs and outputs stand
   * @param naming how its tensors are called and shaped
   * @param activation makes what follows the layer; null if nothing does
   * @param written whether layers are said with it
   */
  record Parts(
      String module,
      List<String> names,
      List<String> operands,
      List<Argument> arguments,
      Set<String> tolerated,
      List<Argument> options,
      Body body,
      Set<Integer> axes,
      List<Consumer<Call>> checks,
      List<Limit> limits,
      List<Consumer<Layer>> refusals,
      Function<Call, Arrangement> arrangement,
      Function<Call, Naming> naming,
      Function<Call, @Nullable Layer> activation,
      boolean written) {}

  private final Parts parts;

  Entry(Parts parts) {
    this.parts = parts;
  }

  Parts parts() {
    return parts;
  }

  /** Returns the framework's name, without the module in which it stands. */
  public String name() {
    return parts.names().get(0);
  }

  /** Returns the name and the other names under which the framework has it. */
  public List<String> names() {
    return parts.names();
  }

  /** Returns the module in which the framework has it, such as {@code torch.nn}. */
  public String module() {
    return parts.module();
  }

  /**
   * Returns whether it is a function of tensors, which are no part of {@link Arguments}, rather
   * than a class.
   */
  public boolean isFunction() {
    return !parts.operands().isEmpty();
  }

  /**
   * Returns the names of a function's arguments that are tensors; they stand before the others. A
   * name that begins with {@code *} takes any number of them, in a list.
   */
  public List<String> operands() {
    return parts.operands();
  }

  /** Returns the signature, without the tensors of a function. */
  public List<Argument> arguments() {
    return parts.arguments();
  }

  /** Returns the arguments of the layer's call that say something of it: {@code need_weights}. */
  public List<Argument> options() {
    return parts.options();
  }

  /** Returns the notation's words for the layers that it may be; none if it wraps any layer. */
  public List<String> words() {
    List<String> words =
        parts.body().forms().stream().map(form -> form.words().get(0)).distinct().toList();
    boolean standard = words.size() > 1 && parts.arguments().stream().noneMatch(Argument::required);
    return standard ? standard(words) : words;
  }

  /** The word of the layer without arguments, if it is one. */
  private List<String> standard(List<String> otherwise) {
    try {
      return List.of(LayerForm.of(layer(Arguments.NONE)).words().get(0));
    } catch (DialectException e) {
      return otherwise;
    }
  }

  /** Returns this under another name, with other defaults of some arguments. */
  public Entry renamed(String name, Map<String, ? extends @Nullable Object> standards) {
    return new Entry(
        new Parts(
            parts.module(),
            List.of(name),
            parts.operands(),
            parts.arguments().stream()
                .map(
                    each ->
                        standards.containsKey(each.name())
                            ? new Argument(each.name(), false, standards.get(each.name()))
                            : each)
                .toList(),
            parts.tolerated(),
            parts.options(),
            parts.body(),
            parts.axes(),
            parts.checks(),
            parts.limits(),
            parts.refusals(),
            parts.arrangement(),
            parts.naming(),
            parts.activation(),
            parts.written()));
  }

  /** Returns why some of what it can be is not expressible. */
  public List<String> limits() {
    return parts.limits().stream().map(Limit::reason).toList();
  }

  /** Returns the signature as Python writes it. */
  public String usage() {
    List<String> all = new ArrayList<>(parts.operands());
    parts.arguments().forEach(argument -> all.add(argument.toString()));
    return all.stream().collect(Collectors.joining(", ", name() + "(", ")"));
  }

  /** Returns whether the signature has an argument. */
  public boolean takes(String argument) {
    return parts.arguments().stream().anyMatch(each -> each.name().equals(argument));
  }

  boolean tolerates(String argument) {
    return parts.tolerated().contains(argument);
  }

  /** Returns whether an argument may be given, whether or not it says something of the layer. */
  public boolean knows(String argument) {
    return takes(argument) || tolerates(argument);
  }

  /**
   * Returns the layer of arguments where the inputs are not known, as in a printed model: each
   * input is taken to have one axis for the batch.
   *
   * @throws NotExpressibleException if there is no such layer
   * @throws DialectException if the arguments are not those of the entry, or the inputs are needed
   */
  public Layer layer(Arguments arguments) {
    return layer(arguments, Arguments.NONE, List.of());
  }

  /**
   * Returns the layer alone.
   *
   * @param arguments what it is made with
   * @param options what it is called with beside its inputs, by name
   * @param inputs the framework's shapes of the inputs in its order, with the batch
   * @throws NotExpressibleException if there is no such layer
   * @throws IllegalArgumentException if the framework refuses the arguments
   */
  public Layer layer(Arguments arguments, Arguments options, List<List<Long>> inputs) {
    return layer(Call.of(this, arguments, options, inputs));
  }

  private Layer layer(Call call) {
    parts.checks().forEach(check -> check.accept(call));
    for (Limit limit : parts.limits()) {
      if (limit.holds().test(call)) {
        throw new NotExpressibleException(limit.reason());
      }
    }
    Layer layer = parts.body().read(call);
    parts.refusals().forEach(refusal -> refusal.accept(layer));
    return layer;
  }

  /**
   * Returns what the layer is on inputs.
   *
   * @param inputs the framework's shapes of the inputs in its order, with the batch
   * @throws NotExpressibleException if there is no such layer
   * @throws IllegalArgumentException if the framework refuses the arguments or inputs
   */
  public Reading read(Arguments arguments, List<List<Long>> inputs) {
    return read(arguments, Arguments.NONE, inputs);
  }

  /**
   * Returns what the layer is on inputs.
   *
   * @param arguments what it is made with
   * @param options what it is called with beside its inputs, by name
   * @param inputs the framework's shapes of the inputs in its order, with the batch
   * @throws NotExpressibleException if there is no such layer
   * @throws IllegalArgumentException if the framework refuses the arguments or inputs
   */
  public Reading read(Arguments arguments, Arguments options, List<List<Long>> inputs) {
    Call call = Call.of(this, arguments, options, inputs);
    Layer layer = layer(call);
    return new Reading(
        layer,
        parts.activation().apply(call),
        parts.arrangement().apply(call),
        parts.naming().apply(call));
  }

  /** Returns how the framework names and shapes the tensors of a layer that arguments make. */
  public Naming naming(Arguments arguments) {
    return parts.naming().apply(Call.of(this, arguments, Arguments.NONE, List.of()));
  }

  /** Returns whether it is of the kind of a layer, which it may still be unable to say. */
  boolean says(Writing writing) {
    return parts.written()
        && (parts.axes().isEmpty() || parts.axes().stream().anyMatch(writing::hasAxes))
        && parts.body().says(writing);
  }

  /**
   * Says a layer in the framework's terms, with the arguments that differ from their defaults.
   *
   * @param inputs the shapes of its inputs; none if they are not known
   * @throws NotExpressibleException if it cannot be said, or only with inputs
   */
  public Invocation write(Layer layer, List<Shape> inputs) {
    return write(Writing.of(layer, inputs));
  }

  Invocation write(Writing writing) {
    try {
      parts.refusals().forEach(refusal -> refusal.accept(writing.layer()));
    } catch (LayerException e) {
      throw new NotExpressibleException(String.valueOf(e.getMessage()));
    }
    Map<String, @Nullable Object> values = parts.body().write(writing);
    List<@Nullable Object> positional = new ArrayList<>();
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    for (Argument argument : parts.arguments()) {
      Object value = values.get(argument.name());
      if (argument.required() && value == null) {
        throw new NotExpressibleException(
            "%s needs %s, which the layer does not state", name(), argument.name());
      } else if (argument.required() && named.isEmpty()) {
        positional.add(value);
      } else if (values.containsKey(argument.name()) && !same(value, argument.value())) {
        named.put(argument.name(), value);
      }
    }
    Map<String, @Nullable Object> called = new LinkedHashMap<>();
    for (Argument option : parts.options()) {
      Object value = values.get(option.name());
      if (values.containsKey(option.name()) && !same(value, option.value())) {
        called.put(option.name(), value);
      }
    }
    return new Invocation(name(), new Arguments(positional, named), Arguments.named(called));
  }

  private static boolean same(@Nullable Object value, @Nullable Object other) {
    if (value instanceof Number a && other instanceof Number b) {
      return a.doubleValue() == b.doubleValue();
    }
    return Objects.equals(value, other);
  }

  @Override
  public Entry entry() {
    return this;
  }

  @Override
  public String toString() {
    return parts.module() + "." + usage();
  }
}
