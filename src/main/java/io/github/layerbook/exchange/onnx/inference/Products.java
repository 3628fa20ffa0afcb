package io.github.layerbook.exchange.onnx.inference;

import io.github.layerbook.exchange.Arrangement;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.Reading;
import io.github.layerbook.exchange.onnx.model.Operation;
import io.github.layerbook.exchange.onnx.operator.OnnxOperators;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Products of matrices, windows and recurrent operators. */
final class Products {
  private Products() {}

  /** Returns how an operator's outputs follow; null for one of another kind. */
  static @Nullable Rule of(String operator) {
    return switch (operator) {
      case "MatMul", "MatMulInteger" ->
          (operation, in) -> List.of(in.of(matrices(in.get(0).extents(), in.get(1).extents())));
      case "FusedMatMul" -> Products::fused;
      case "QLinearMatMul" ->
          (operation, in) -> List.of(in.of(matrices(in.get(0).extents(), in.get(3).extents())));
      case "Gemm" -> Products::gemm;
      case "Einsum" -> Products::einsum;
      case "Conv",
          "ConvTranspose",
          "MaxPool",
          "AveragePool",
          "LpPool",
          "GlobalAveragePool",
          "GlobalMaxPool",
          "Resize",
          "Upsample" ->
          Products::layer;
      case "FusedConv" ->
          (operation, in) ->
              layer(operation.as("Conv", "", operation.inputs(), operation.attributes()), in);
      case "LSTM" -> (operation, in) -> recurrent(operation, in, 3);
      case "GRU", "RNN" -> (operation, in) -> recurrent(operation, in, 2);
      case "Attention" -> Products::attention;
      default -> null;
    };
  }

  /** Returns the outputs that a layer of the dialect declares. */
  private static List<Known> layer(Operation operation, Rule.Inputs in) {
    Entry entry = OnnxOperators.dialect().require(operation.operator());
    OperatorArguments sorted = OperatorArguments.of(operation, in.known());
    Known first = in.get(0);
    Reading reading =
        entry.read(
            first.varies()
                ? sorted.arguments()
                : OperatorArguments.of(operation, varied(in)).arguments(),
            List.of(first.extents()));
    Arrangement arrangement = reading.arrangement();
    List<Shape> inputs = reading.inputs();
    Declaration declaration = reading.layer().on(inputs);
    for (Requirement requirement : declaration.requirements()) {
      if (requirement.isKnown() && !requirement.holds()) {
        throw new UnknownShapeException(requirement.violation());
      }
    }
    List<Known> outputs = new ArrayList<>();
    for (List<Long> extents :
        arrangement.extents(declaration.outputs().stream().map(Shape::evaluated).toList())) {
      outputs.add(in.of(extents));
    }
    if (operation.operator().equals("MaxPool") && operation.outputs().size() > 1) {
      outputs.add(outputs.get(0));
    }
    return outputs;
  }

  /** The inputs as if the first depended on the network's. */
  private static List<Known> varied(Rule.Inputs in) {
    List<Known> known = new ArrayList<>(in.known());
    known.set(0, Known.varying(in.get(0).extents()));
    return known;
  }

  static List<Long> matrices(List<Long> first, List<Long> second) {
    if (first.isEmpty() || second.isEmpty()) {
      throw new UnknownShapeException("the product of %s and %s".formatted(first, second));
    }
    List<Long> left = new ArrayList<>(first);
    List<Long> right = new ArrayList<>(second);
    if (first.size() == 1) {
      left.add(0, 1L);
    }
    if (second.size() == 1) {
      right.add(1L);
    }
    if (!left.get(left.size() - 1).equals(right.get(right.size() - 2))) {
      throw new UnknownShapeException("the product of %s and %s".formatted(first, second));
    }
    List<Long> extents =
        new ArrayList<>(
            Arithmetic.broadcast(
                left.subList(0, left.size() - 2), right.subList(0, right.size() - 2)));
    if (first.size() > 1) {
      extents.add(left.get(left.size() - 2));
    }
    if (second.size() > 1) {
      extents.add(right.get(right.size() - 1));
    }
    return extents;
  }

  private static List<Known> fused(Operation operation, Rule.Inputs in) {
    return List.of(
        in.of(
            matrices(
                turned(in.get(0).extents(), operation.number("transA", 0) != 0),
                turned(in.get(1).extents(), operation.number("transB", 0) != 0))));
  }

  private static List<Long> turned(List<Long> extents, boolean turn) {
    if (!turn || extents.size() < 2) {
      return extents;
    }
    List<Long> turned = new ArrayList<>(extents);
    turned.add(turned.remove(turned.size() - 2));
    return turned;
  }

  private static List<Known> gemm(Operation operation, Rule.Inputs in) {
    List<Long> first = turned(in.get(0).extents(), operation.number("transA", 0) != 0);
    List<Long> second = turned(in.get(1).extents(), operation.number("transB", 0) != 0);
    return List.of(in.of(matrices(first, second)));
  }

  private static List<Known> einsum(Operation operation, Rule.Inputs in) {
    String equation = operation.text("equation", "").replace(" ", "");
    int arrow = equation.indexOf("->");
    if (arrow < 0 || equation.contains(".")) {
      throw new UnknownShapeException("the equation %s".formatted(equation));
    }
    String[] terms = equation.substring(0, arrow).split(",", -1);
    Map<Character, Long> extents = new HashMap<>();
    for (int i = 0; i < terms.length; i++) {
      List<Long> own = in.get(i).extents();
      if (own.size() != terms[i].length()) {
        throw new UnknownShapeException("%s of %s".formatted(terms[i], own));
      }
      for (int axis = 0; axis < own.size(); axis++) {
        extents.put(terms[i].charAt(axis), own.get(axis));
      }
    }
    List<Long> result = new ArrayList<>();
    for (char letter : equation.substring(arrow + 2).toCharArray()) {
      Long extent = extents.get(letter);
      if (extent == null) {
        throw new UnknownShapeException("the equation %s".formatted(equation));
      }
      result.add(extent);
    }
    return List.of(in.of(result));
  }

  private static List<Known> recurrent(Operation operation, Rule.Inputs in, int outputs) {
    List<Long> input = in.get(0).extents();
    List<Long> recurrent = in.get(2).extents();
    if (input.size() != 3 || recurrent.size() != 3) {
      throw new UnknownShapeException("sequences %s".formatted(input));
    }
    boolean first = operation.number("layout", 0) != 0;
    long directions = recurrent.get(0);
    long units = recurrent.get(2);
    long steps = input.get(first ? 1 : 0);
    long batch = input.get(first ? 0 : 1);
    List<Known> results = new ArrayList<>();
    results.add(
        in.of(
            first
                ? List.of(batch, steps, directions, units)
                : List.of(steps, directions, batch, units)));
    for (int i = 1; i < outputs; i++) {
      results.add(
          in.of(first ? List.of(batch, directions, units) : List.of(directions, batch, units)));
    }
    return results;
  }

  /** ONNX's own, of projected queries, keys and values. */
  private static List<Known> attention(Operation operation, Rule.Inputs in) {
    if (!operation.domain().isEmpty()) {
      throw new UnknownShapeException("Attention of another domain");
    }
    List<Long> query = in.get(0).extents();
    List<Long> value = in.get(2).extents();
    List<Long> extents = new ArrayList<>(query);
    if (query.size() == 4 && value.size() == 4) {
      extents.set(3, value.get(3));
    } else if (query.size() == 3 && value.size() == 3) {
      long heads = operation.number("q_num_heads", 1);
      long keys = operation.number("kv_num_heads", heads);
      extents.set(2, Math.multiplyExact(value.get(2) / Math.max(1, keys), heads));
    } else {
      throw new UnknownShapeException("queries %s and values %s".formatted(query, value));
    }
    return List.of(in.of(extents));
  }
}
