package io.github.layerbook.exchange.onnx;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.onnx.inference.Known;
import io.github.layerbook.exchange.onnx.inference.OperatorArguments;
import io.github.layerbook.exchange.onnx.inference.Reasons;
import io.github.layerbook.exchange.onnx.inference.ShapeInference;
import io.github.layerbook.exchange.onnx.model.ModelGraph;
import io.github.layerbook.exchange.onnx.model.Operation;
import io.github.layerbook.exchange.onnx.operator.OnnxOperators;
import io.github.layerbook.exchange.onnx.operator.Signature;
import io.github.layerbook.exchange.onnx.pattern.NodeNames;
import io.github.layerbook.exchange.onnx.pattern.Recognition;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.tracing.Graph;
import io.github.layerbook.exchange.tracing.TracedTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Follows a graph's operations and writes them down as layers. */
final class Tracer {
  /** Why what comes after something unknown is not known either. */
  static final String NOT_FOLLOWED = "it reads what could not be followed";

  /** What tensors can do in code; in a file they are only read. */
  static final TracedTensor.Methods NO_METHODS = (interpreter, tensor, name) -> Optional.empty();

  private final ShapeInference shapes;
  private final Views views;
  private final ModuleNames names;
  private final Graph graph;
  private final Map<String, TracedTensor> traced = new HashMap<>();
  private final Map<Object, String> paths = new HashMap<>();
  private final Map<String, Integer> silent = new TreeMap<>();
  private final Map<String, String> failures = new LinkedHashMap<>();
  private final Map<String, List<String>> uses = new LinkedHashMap<>();
  private final Map<String, Integer> readers = new HashMap<>();
  private final Set<String> computed = new LinkedHashSet<>();
  private final LearnedConstants learned;
  private final Copies copies;

  Tracer(ShapeInference shapes, long batch, ModuleNames names, ModelGraph followed) {
    this.shapes = shapes;
    this.graph =
        new Graph(followed.operations().stream().filter(this::hasWeights).map(names::of).toList());
    this.views = new Views(Math.max(batch, 1));
    this.names = names;
    this.learned = new LearnedConstants(this);
    this.copies = Copies.in(followed);
    followed
        .operations()
        .forEach(each -> each.inputs().forEach(input -> readers.merge(input, 1, Integer::sum)));
  }

  /** Returns which initializers are copies of others. */
  Copies copies() {
    return copies;
  }

  /** Returns what is computed of learned values alone. */
  LearnedConstants learned() {
    return learned;
  }

  private boolean hasWeights(Operation operation) {
    Signature signature = Signature.of(operation.operator());
    for (int i = 0; i < operation.inputs().size(); i++) {
      String input = operation.inputs().get(i);
      boolean weight =
          signature.weights().contains(signature.name(i))
              && shapes.find(input).filter(known -> !known.weight().isEmpty()).isPresent();
      if (weight) {
        return true;
      }
    }
    return operation.attributes().containsKey(Recognition.WEIGHTS);
  }

  Graph graph() {
    return graph;
  }

  Views views() {
    return views;
  }

  ModuleNames names() {
    return names;
  }

  ShapeInference shapes() {
    return shapes;
  }

  /** Returns operators that no layer was made of, with how often they occur. */
  Map<String, Integer> silent() {
    return silent;
  }

  /** Returns what could not be followed, by operation. */
  Map<String, String> failures() {
    return failures;
  }

  /** Returns which layers use each initializer. */
  Map<String, List<String>> uses() {
    return uses;
  }

  /** Returns the constants that are combined with tensors and were taken as not learned. */
  Set<String> computed() {
    return computed;
  }

  void put(String name, TracedTensor tensor) {
    traced.put(name, tensor);
  }

  Optional<TracedTensor> find(String name) {
    return Optional.ofNullable(traced.get(name));
  }

  void follow(ModelGraph body) {
    body.operations().forEach(this::follow);
  }

  private void follow(Operation operation) {
    boolean bodies = Bodies.has(operation);
    boolean varies = bodies || operation.inputs().stream().anyMatch(traced::containsKey);
    if (!bodies && isSettled(operation)) {
      learned.add(operation);
      return;
    } else if (!varies) {
      boolean lost =
          operation.inputs().stream()
              .anyMatch(
                  name -> !name.isEmpty() && shapes.find(name).map(Known::varies).orElse(true));
      if (lost) {
        failures.put(operation.toString(), NOT_FOLLOWED);
      }
      return;
    }
    try {
      if (bodies) {
        new Bodies(this).follow(operation);
        return;
      }
      List<TracedTensor> outputs = outputs(operation);
      for (int i = 0; i < Math.min(outputs.size(), operation.outputs().size()); i++) {
        put(operation.outputs().get(i), outputs.get(i));
      }
    } catch (PythonException
        | IllegalArgumentException
        | ArithmeticException
        | IndexOutOfBoundsException e) {
      Opaques.follow(this, operation, Reasons.of(e));
    }
  }

  /** Sizes of what depends on the network's input do not depend on it. */
  private boolean isSettled(Operation operation) {
    return operation.outputs().stream()
        .allMatch(
            name -> name.isEmpty() || shapes.find(name).filter(each -> !each.varies()).isPresent());
  }

  private List<TracedTensor> outputs(Operation operation) {
    String operator = operation.operator();
    boolean own = operation.domain().isEmpty() || operation.domain().equals(OnnxOperators.GROUPS);
    if (!own) {
      throw new PythonException("an operator of the domain %s", operation.domain());
    }
    Handler handler = Handlers.of(operator);
    if (handler != null) {
      return handler.apply(this, operation);
    }
    Optional<Entry> entry = OnnxOperators.dialect().find(operator);
    if (entry.isPresent()) {
      return applied(entry.get(), operation);
    }
    throw new PythonException("there is no layer for it");
  }

  /** What becomes of an operation. */
  @FunctionalInterface
  interface Handler {
    List<TracedTensor> apply(Tracer tracer, Operation operation);
  }

  /** Applies a layer of the dialect to the inputs that depend on the network's. */
  List<TracedTensor> applied(Entry entry, Operation operation) {
    List<@Nullable Known> known = new ArrayList<>();
    for (String name : operation.inputs()) {
      known.add(name.isEmpty() ? null : known(name));
    }
    OperatorArguments sorted = OperatorArguments.of(operation, known);
    Signature signature = Signature.of(operation.operator());
    List<TracedTensor> tensors = new ArrayList<>();
    for (int input : sorted.tensors()) {
      boolean given =
          entry.arguments().stream().anyMatch(a -> a.name().equals(signature.name(input)));
      if (given) {
        throw new PythonException("%s is computed while the network runs", signature.name(input));
      } else if (!isSetting(signature.name(input))) {
        tensors.add(tensor(operation.inputs().get(input)));
      }
    }
    Map<String, @Nullable Object> arguments = new LinkedHashMap<>(sorted.arguments().named());
    if (operation.operator().equals("InstanceNormalization")
        && isUnnamed(operation.input(1).orElse(""))) {
      // Nothing was learned: an exporter wrote ones and zeros.
      arguments.keySet().removeAll(List.of("scale", "B"));
    }
    if (operation.operator().equals("BatchNormalization")) {
      for (int i = 1; i <= 2; i++) {
        if (operation.input(i).filter(name -> known(name).weight().isEmpty()).isPresent()) {
          arguments.remove(signature.name(i));
        }
      }
    }
    operation
        .input(3)
        .filter(bias -> signature.name(3).equals("B") && isHalfLearned(known(bias)))
        .ifPresent(bias -> arguments.put("single_bias", 1L));
    arguments
        .keySet()
        .removeIf(name -> entry.arguments().stream().noneMatch(a -> a.name().equals(name)));
    String path = names.of(operation);
    if (entry.arguments().stream().anyMatch(argument -> argument.name().equals("batch_axis"))) {
      arguments.put("batch_axis", (long) Math.max(0, tensors.get(0).batchAxis()));
    }
    Object owner = owner(operation, signature, arguments, path);
    learned.addBeside(operation);
    return Batches.apply(entry, Arguments.named(arguments), tensors, path, owner);
  }

  /** One bias for each gate, beside zeros. */
  private boolean isHalfLearned(Known bias) {
    long gates = bias.extents().get(bias.rank() - 1) / 2;
    List<Number> all = bias.numbers().orElse(List.of());
    boolean first = false;
    boolean second = false;
    for (int i = 0; i < all.size(); i++) {
      boolean zero = all.get(i).doubleValue() == 0;
      first |= !zero && i % (2 * gates) < gates;
      second |= !zero && i % (2 * gates) >= gates;
    }
    return (first && !second)
        || shapes
            .find(bias.weight())
            .filter(weight -> 2 * weight.size() == bias.size())
            .isPresent();
  }

  /** Lengths and first states change no layer. */
  private static boolean isSetting(String input) {
    return input.startsWith("initial_")
        || input.equals("sequence_lens")
        || input.equals("training_mode");
  }

  /** Whose weights a layer uses: those of the first weight that it has. */
  private @Nullable Object owner(
      Operation operation,
      Signature signature,
      Map<String, @Nullable Object> arguments,
      String path) {
    Object owner = null;
    if (operation.attributes().get(Recognition.WEIGHTS) instanceof List<?> weights) {
      weights.forEach(
          name -> uses.computeIfAbsent((String) name, each -> new ArrayList<>()).add(path));
      return operation.operator() + weights;
    }
    for (int i = 0; i < operation.inputs().size(); i++) {
      String name = operation.inputs().get(i);
      boolean own =
          signature.weights().contains(signature.name(i))
              && !name.isEmpty()
              && !traced.containsKey(name);
      String weight = own ? known(name).weight() : "";
      if (!weight.isEmpty()) {
        uses.computeIfAbsent(weight, each -> new ArrayList<>()).add(path);
        boolean shared = owner == null && isMatrix(known(name).extents());
        owner = shared ? shared(operation, copies.of(weight, operation), arguments) : owner;
      }
    }
    return owner == null && hasWeights(operation) ? operation : owner;
  }

  /** What layers share that have a matrix in common; products and tables of one may. */
  private static String shared(
      Operation operation, String weight, Map<String, @Nullable Object> arguments) {
    return switch (operation.operator()) {
      case "Gather" -> weight + arguments.get("data");
      case "MatMul", "Gemm" -> {
        List<?> extents = (List<?>) Objects.requireNonNull(arguments.get("B"));
        boolean turned = operation.number("transB", 0) != 0;
        yield weight + (turned ? extents : List.of(extents.get(1), extents.get(0)));
      }
      default -> operation.operator() + " " + weight + " " + arguments;
    };
  }

  /** Vectors that layers have in common were merged by an exporter, as they were equal. */
  static boolean isMatrix(List<Long> extents) {
    return extents.stream().filter(extent -> extent != 1).count() > 1;
  }

  /** Notes an operation that changes values alike, for which there is no layer. */
  void passed(Operation operation) {
    silent.merge(operation.type(), 1, Integer::sum);
  }

  Known known(String name) {
    return shapes
        .find(name)
        .orElseThrow(
            () ->
                new PythonException("the shape of %s is not known: %s", name, shapes.reason(name)));
  }

  /** Returns a value as a tensor, one that does not depend on the network's input too. */
  TracedTensor tensor(String name) {
    TracedTensor tensor = traced.get(name);
    if (tensor != null) {
      return tensor;
    }
    Known known = known(name);
    if (known.varies()) {
      throw new PythonException(NOT_FOLLOWED);
    }
    return TracedTensor.constant(known.extents(), weight(known, ""), NO_METHODS);
  }

  /** Returns a value that an operation combines with others; learned values are called after it. */
  TracedTensor operand(String name, Operation operation) {
    TracedTensor tensor = traced.get(name);
    if (tensor != null) {
      return tensor;
    }
    Known known = known(name);
    TracedTensor.Weight weight =
        isWhole(known) || isTable(known) ? weight(known, names.of(operation)) : null;
    if (weight != null && isComputed(known, operation)) {
      computed.add(known.weight());
      return TracedTensor.constant(known.extents(), null, NO_METHODS);
    } else if (weight != null) {
      uses.computeIfAbsent(known.weight(), each -> new ArrayList<>()).add(weight.path());
      String first = weight.path();
      Object owner =
          isMatrix(known.extents())
              ? operation.operator() + " " + known.weight() + " " + known.extents()
              : operation;
      String path = paths.computeIfAbsent(owner, each -> first);
      weight = new TracedTensor.Weight(owner, path, weight.extents());
    }
    return TracedTensor.constant(known.extents(), weight, NO_METHODS);
  }

  /** Whether a value is one tensor of the file, maybe for each example of a batch. */
  boolean isWhole(Known known) {
    long one =
        known.extents().stream()
            .filter(extent -> extent != views.batch())
            .reduce(1L, Math::multiplyExact);
    return shapes
        .find(known.weight())
        .filter(weight -> weight.size() == known.size() || weight.size() == one)
        .isPresent();
  }

  /** Whether a value is rows of a table of positions. */
  boolean isTable(Known known) {
    List<Long> own = known.extents().stream().filter(extent -> extent != 1).toList();
    List<Long> table =
        shapes.find(known.weight()).map(Known::extents).orElse(List.of()).stream()
            .filter(extent -> extent != 1)
            .toList();
    return own.size() == 2
        && table.size() == 2
        && own.get(0) <= table.get(0)
        && own.get(1).equals(table.get(1));
  }

  /**
   * Whether an exporter computed what is combined, and nobody learned it: factors of several axes
   * are cosines and sines of positions, unless they scale what is one value along some axis; such
   * of one axis are frequencies, and those of one position scale queries and keys; what is the same
   * for all heads is a mask, what is taken away or divides a statistic or a place.
   */
  private boolean isComputed(Known known, Operation operation) {
    String operator = operation.operator();
    if (known.weight().startsWith("/")) {
      return true;
    } else if (known.weight().contains(".")) {
      return known.weight().contains(".running_");
    } else if (operator.equals("Sub") || operator.equals("Div")) {
      return true;
    } else if (operator.equals("Mul")) {
      boolean several = known.rank() == 4 && readers.getOrDefault(known.weight(), 0) > 1;
      return isMatrix(known.extents()) ? !isSpread(operation) : several || isSpread(operation);
    }
    return known.rank() == 4
        && known.extents().subList(0, 2).stream().allMatch(extent -> extent == 1)
        && isMatrix(known.extents());
  }

  /** Whether an operation's result has more values than any input that depends on the network's. */
  private boolean isSpread(Operation operation) {
    long size = known(operation.output()).size();
    return operation.inputs().stream()
        .filter(traced::containsKey)
        .allMatch(name -> known(name).size() < size);
  }

  private TracedTensor.@Nullable Weight weight(Known known, String after) {
    String name = known.weight();
    boolean unnamed = isUnnamed(name) || !name.contains(".");
    boolean number = known.size() == 1 && known.numbers().isPresent() && unnamed;
    if (name.isEmpty() || number) {
      return null;
    }
    List<Long> extents = shapes.find(name).map(Known::extents).orElse(known.extents());
    String path =
        unnamed && !after.isEmpty() ? after : NodeNames.path(List.of(name.split("[./]", -1)));
    return new TracedTensor.Weight(name, path.isEmpty() ? "weight" : path, extents);
  }

  /** Whether a value has no name of a module's: an exporter made it. */
  private static boolean isUnnamed(String name) {
    return NodeNames.isMadeUp(name) || name.contains("/");
  }
}
