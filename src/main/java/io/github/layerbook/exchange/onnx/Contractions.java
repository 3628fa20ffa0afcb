package io.github.layerbook.exchange.onnx;

import io.github.layerbook.exchange.onnx.model.Operation;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.tracing.Layouts;
import io.github.layerbook.exchange.tracing.MatrixProducts;
import io.github.layerbook.exchange.tracing.TracedTensor;
import java.util.ArrayList;
import java.util.List;

/** {@code Einsum} of two tensors that is a product of matrices: {@code bhid,bhjd->bhij}. */
final class Contractions {
  private Contractions() {}

  static List<TracedTensor> follow(Tracer tracer, Operation operation) {
    String equation = operation.text("equation", "").replace(" ", "");
    if (operation.inputs().size() == 1 && equation.matches("[A-Za-z]+->[A-Za-z]+")) {
      String[] terms = equation.split("->", -1);
      return List.of(ordered(tracer.tensor(operation.inputs().get(0)), terms[0], terms[1]));
    } else if (!equation.matches("[A-Za-z]+,[A-Za-z]+->[A-Za-z]+")) {
      throw new PythonException("the equation %s has no layer", equation);
    }
    String[] terms = equation.split(",|->", -1);
    TracedTensor first = tracer.tensor(operation.inputs().get(0));
    TracedTensor second = tracer.tensor(operation.inputs().get(1));
    StringBuilder common = new StringBuilder();
    String left = "";
    String right = "";
    String summed = "";
    for (char letter : (terms[0] + terms[1]).chars().mapToObj(c -> (char) c).distinct().toList()) {
      boolean inFirst = terms[0].indexOf(letter) >= 0;
      boolean inSecond = terms[1].indexOf(letter) >= 0;
      boolean stays = terms[2].indexOf(letter) >= 0;
      if (inFirst && inSecond && stays) {
        common.append(letter);
      } else if (inFirst && inSecond) {
        summed += letter;
      } else if (inFirst) {
        left += letter;
      } else {
        right += letter;
      }
    }
    if (left.length() != 1 || right.length() != 1 || summed.length() != 1) {
      throw new PythonException("the equation %s has no layer", equation);
    }
    TracedTensor product =
        MatrixProducts.of(
            ordered(first, terms[0], common + left + summed),
            ordered(second, terms[1], common + summed + right));
    return List.of(ordered(product, common + left + right, terms[2]));
  }

  /** The tensor with its axes in the order of letters. */
  private static TracedTensor ordered(TracedTensor tensor, String have, String wanted) {
    if (have.length() != tensor.rank() || wanted.length() != tensor.rank()) {
      throw new PythonException(
          "the axes %s are not those of %s", have, TracedTensor.text(tensor.extents()));
    }
    List<Integer> order = new ArrayList<>();
    wanted.chars().forEach(letter -> order.add(have.indexOf(letter)));
    return Layouts.permuted(tensor, order);
  }
}
