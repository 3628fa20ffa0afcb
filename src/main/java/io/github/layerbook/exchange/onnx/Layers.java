package io.github.layerbook.exchange.onnx;

import io.github.layerbook.exchange.Arguments;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.onnx.inference.Known;
import io.github.layerbook.exchange.onnx.inference.OperatorArguments;
import io.github.layerbook.exchange.onnx.inference.ShapeInference;
import io.github.layerbook.exchange.onnx.model.Operation;
import io.github.layerbook.exchange.onnx.operator.Signature;
import io.github.layerbook.exchange.onnx.pattern.Recognition;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.tracing.TracedTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Operators of the dialect applied to tensors, and whose weights the layers use. */
final class Layers {
  private final Tracer tracer;
  private final Copies copies;
  private final Map<String, List<String>> uses = new LinkedHashMap<>();

  Layers(Tracer tracer, Copies copies) {
    this.tracer = tracer;
    this.copies = copies;
  }

  /** Returns which initializers are copies of others. */
  Copies copies() {
    return copies;
  }

  /** Returns which layers use each initializer. */
  Map<String, List<String>> uses() {
    return uses;
  }

  /** Notes that a layer uses an initializer. */
  void use(String weight, String layer) {
    uses.computeIfAbsent(weight, each -> new ArrayList<>()).add(layer);
  }

  /** Returns whether an operation reads weights of the file. */
  static boolean hasWeights(Operation operation, ShapeInference shapes) {
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

  /** Applies a layer of the dialect to the inputs that depend on the network's. */
  List<TracedTensor> applied(Entry entry, Operation operation) {
    List<@Nullable Known> known = new ArrayList<>();
    for (String name : operation.inputs()) {
      known.add(name.isEmpty() ? null : tracer.known(name));
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
        tensors.add(tracer.tensor(operation.inputs().get(input)));
      }
    }
    Map<String, @Nullable Object> arguments = new LinkedHashMap<>(sorted.arguments().named());
    if (operation.operator().equals("InstanceNormalization")
        && Operands.isUnnamed(operation.input(1).orElse(""))) {
      // Nothing was learned: an exporter wrote ones and zeros.
      arguments.keySet().removeAll(List.of("scale", "B"));
    }
    if (operation.operator().equals("BatchNormalization")) {
      for (int i = 1; i <= 2; i++) {
        if (operation.input(i).filter(name -> tracer.known(name).weight().isEmpty()).isPresent()) {
          arguments.remove(signature.name(i));
        }
      }
    }
    operation
        .input(3)
        .filter(bias -> signature.name(3).equals("B") && isHalfLearned(tracer.known(bias)))
        .ifPresent(bias -> arguments.put("single_bias", 1L));
    arguments
        .keySet()
        .removeIf(name -> entry.arguments().stream().noneMatch(a -> a.name().equals(name)));
    String path = tracer.names().of(operation);
    if (entry.arguments().stream().anyMatch(argument -> argument.name().equals("batch_axis"))) {
      arguments.put("batch_axis", (long) Math.max(0, tensors.get(0).batchAxis()));
    }
    Object owner = owner(operation, signature, arguments, path);
    tracer.learned().addBeside(operation);
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
        || tracer
            .shapes()
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
      weights.forEach(name -> use((String) name, path));
      return operation.operator() + weights;
    }
    for (int i = 0; i < operation.inputs().size(); i++) {
      String name = operation.inputs().get(i);
      boolean own =
          signature.weights().contains(signature.name(i))
              && !name.isEmpty()
              && tracer.find(name).isEmpty();
      String weight = own ? tracer.known(name).weight() : "";
      if (!weight.isEmpty()) {
        use(weight, path);
        boolean shared = owner == null && tracer.known(name).isMatrix();
        owner = shared ? shared(operation, copies.of(weight, operation), arguments) : owner;
      }
    }
    return owner == null && hasWeights(operation, tracer.shapes()) ? operation : owner;
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
}
