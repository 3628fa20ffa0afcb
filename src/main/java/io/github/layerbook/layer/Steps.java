package io.github.layerbook.layer;

import io.github.layerbook.layer.Declaration.Storage;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a layer while they are added one after the other, and the fold of what they declare.
 *
 * <p>Each step is applied as it is added, so that the shape of what it gives is known to those
 * after it. Tensors, work and requirements are those of all steps, in their order; a tensor that
 * two steps name is one that they share.
 */
public final class Steps {
  private static final ClassValue<String> NAMES =
      new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> layer) {
          String words = layer.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ");
          return words.toLowerCase(Locale.ROOT);
        }
      };

  private final List<Part> parts = new ArrayList<>();
  private final Provenance values;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final List<Work> work = new ArrayList<>();
  private final List<Requirement> requirements = new ArrayList<>();
  private final List<Integer> held = new ArrayList<>();
  private final List<Cached> cache = new ArrayList<>();

  /** The last step of each layer that was added. */
  private final Map<Layer, Part> layers = new HashMap<>();

  private List<Value> given = List.of();
  private @Nullable Backward fused;

  /**
   * An input of the layer, or what one of its steps gives.
   *
   * @param number its place among all, inputs first
   * @param shape its shape, with its extents evaluated
   */
  public record Value(int number, Shape shape) {}

  private Steps(List<Shape> inputs) {
    this.values = new Provenance(inputs, parts);
  }

  /**
   * Declares a layer by its steps.
   *
   * @param inputs the shapes of its inputs
   * @param composing adds the steps, at least one
   */
  public static Declaration of(List<Shape> inputs, Consumer<Steps> composing) {
    Steps steps = new Steps(inputs);
    composing.accept(steps);
    return steps.declaration();
  }

  /** Returns the layer's inputs. */
  public List<Value> inputs() {
    return values.inputs();
  }

  /** Returns the shapes of the layer's inputs. */
  public List<Shape> shapes() {
    return shapes(inputs());
  }

  /**
   * Returns the layer's first input.
   *
   * @throws LayerException if there is none
   */
  public Value input() {
    if (inputs().isEmpty()) {
      throw new LayerException(
          "this layer has no input: start with a line such as input 224x224x3");
    }
    return inputs().get(0);
  }

  /**
   * Adds a step and returns what it gives, the first output of several.
   *
   * @param reads what it reads; if nothing is stated what the step before gives, or for the first
   *     step all inputs
   */
  public Value add(Layer layer, Value... reads) {
    return add(NAMES.get(layer.getClass()), "", layer, reads);
  }

  /**
   * Adds a step under a name: its tensors have it before their own, {@code fc1.weight}, and
   * derivations call its terms so.
   */
  public Value add(String name, Layer layer, Value... reads) {
    return add(name, name + ".", layer, reads);
  }

  /**
   * Adds a step that derivations call by one name, and whose tensors have another before theirs.
   */
  public Value add(String name, String prefix, Layer layer, Value... reads) {
    return all(name, prefix, layer, reads).get(0);
  }

  /** Adds a step and returns all its outputs. */
  public List<Value> all(String name, String prefix, Layer layer, Value... reads) {
    List<Value> from = layer.isSource() ? List.of() : orLast(reads);
    Part part = new Part(name, prefix, declared(layer, from), numbers(from), Optional.of(layer));
    layers.put(layer, part);
    return append(part);
  }

  /** What a layer declares; an equal one on equal inputs has declared it already. */
  private Declaration declared(Layer layer, List<Value> from) {
    List<Shape> shapes = shapes(from);
    Part same = layers.get(layer);
    return same != null && shapes.equals(same.reads().stream().map(values::shape).toList())
        ? same.declaration()
        : layer.on(shapes);
  }

  private static List<Shape> shapes(List<Value> values) {
    Shape[] shapes = new Shape[values.size()];
    for (int i = 0; i < shapes.length; i++) {
      shapes[i] = values.get(i).shape();
    }
    return List.of(shapes);
  }

  /**
   * Adds a step that is no layer of its own, such as an absolute value.
   *
   * @param name what derivations call it
   * @param reads what it reads; what the step before gives if nothing is stated
   */
  public Value add(String name, Declaration declaration, Value... reads) {
    return append(new Part(name, "", declaration, numbers(orLast(reads)))).get(0);
  }

  /** Adds a step that reads parameters alone: what it gives is there once for all examples. */
  public Value addOfParameters(String name, Declaration declaration) {
    return append(new Part(name, "", declaration, List.of())).get(0);
  }

  /** Adds a step that takes channels out of a value, as one of several that lie side by side. */
  public Value part(Value whole, Size channels) {
    Declaration part = Declaration.of(whole.shape().channels(channels), Backward.OF_PART);
    return add("", part.with(FieldOfView.OWN_PLACE), whole);
  }

  /** Adds a step that reads a value in another shape, as heads apart. */
  public Value view(Value value, Shape shape) {
    Declaration view = Declaration.of(shape, Backward.OF_VIEW).with(FieldOfView.OWN_PLACE);
    return add("", view, value);
  }

  private List<Value> orLast(Value... reads) {
    if (reads.length > 0) {
      return List.of(reads);
    }
    return parts.isEmpty() ? inputs() : List.of(values.last());
  }

  private static List<Integer> numbers(List<Value> values) {
    Integer[] numbers = new Integer[values.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = values.get(i).number();
    }
    return List.of(numbers);
  }

  private List<Value> append(Part part) {
    Declaration declaration = part.declaration();
    require(declaration.requirements());
    for (Tensor tensor : declaration.tensors()) {
      tensors.putIfAbsent(
          part.prefix() + tensor.name(),
          part.prefix().isEmpty() ? tensor : tensor.renamed(part.prefix() + tensor.name()));
    }
    for (Work each : declaration.work()) {
      work.add(each.of(part.name()));
    }
    cache.addAll(declaration.cache());
    return values.append(part);
  }

  /** Adds a tensor of the layer itself, of which steps may read pieces under its name. */
  public void tensor(Tensor whole) {
    tensors.put(whole.name(), whole);
  }

  /**
   * Adds what must hold for the layer to exist.
   *
   * @throws LayerException if it is known not to hold
   */
  public void require(List<Requirement> more) {
    for (Requirement each : more) {
      if (each.isKnown() && !each.holds()) {
        throw new LayerException(each.violation());
      }
      requirements.add(each);
    }
  }

  /** Adds what must hold for the layer to exist, as {@link #require(List)} does. */
  public void require(Requirement... more) {
    require(List.of(more));
  }

  /** Holds values until the layer has run, as the local variables of a function do. */
  public void hold(Value... more) {
    for (Value each : more) {
      held.add(each.number());
    }
  }

  /** Adds what generation keeps of the layer for the next token, besides what its steps do. */
  public void cache(Cached cached) {
    cache.add(cached);
  }

  /** Sets the layer's outputs. */
  public void give(Value... outputs) {
    given = List.of(outputs);
  }

  /**
   * Says that the steps run as one kernel, which computes what they do, and takes and keeps other
   * memory than they would.
   */
  public void fuse(Backward kernel) {
    fused = kernel;
  }

  /** Says that all steps are run a number of times, as for each position of a sequence. */
  public void repeat(Size times) {
    work.replaceAll(each -> new Work(each.kind(), Size.product(each.count(), times), each.part()));
  }

  private Declaration declaration() {
    if (parts.isEmpty()) {
      throw new LayerException("a layer of several steps adds none: add at least one");
    }
    List<Value> outputs = given.isEmpty() ? List.of(values.last()) : given;
    List<Shape> shapes = outputs.stream().map(value -> values.derived(value.number())).toList();
    Storage storage = values.storage(outputs.get(0).number());
    Backward kernel = fused;
    return new Declaration(
        shapes,
        List.copyOf(tensors.values()),
        work,
        requirements,
        storage,
        kernel == null ? Backward.OF_NOTHING.storedAs(storage) : kernel,
        FieldOfView.OF_STEPS,
        new Composition(parts, numbers(outputs), held, kernel != null),
        cache);
  }
}
