package io.github.layerbook.exchange.pytorch.code;

import io.github.layerbook.exchange.python.Arguments;
import io.github.layerbook.exchange.python.Interpreter;
import io.github.layerbook.exchange.python.None;
import io.github.layerbook.exchange.python.Operators;
import io.github.layerbook.exchange.python.Tuple;
import io.github.layerbook.exchange.python.Unknown;
import io.github.layerbook.exchange.tracing.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tensors that code makes itself, and {@code nn.Parameter}. */
final class Parameters {
  private final Tensor.Methods methods;

  Parameters(Tensor.Methods methods) {
    this.methods = methods;
  }

  /** {@code torch.zeros(2, 3)}, {@code torch.randn((2, 3))}, {@code size=…}. */
  Object made(Interpreter in, Arguments arguments) {
    List<Object> sizes = arguments.positional();
    Optional<Object> named = arguments.find(Integer.MAX_VALUE, "size");
    if (named.isPresent()) {
      sizes = in.operators().list(named.get());
    } else if (!sizes.isEmpty() && isSequence(sizes.get(0))) {
      sizes = in.operators().list(sizes.get(0));
    }
    List<Long> extents = new ArrayList<>();
    for (Object size : sizes) {
      if (size instanceof Unknown unknown) {
        return unknown;
      }
      extents.add(Operators.whole(size, "an extent"));
    }
    return Tensor.constant(extents, null, methods);
  }

  private static boolean isSequence(Object value) {
    return value instanceof List<?> || value instanceof Tuple;
  }

  /** {@code torch.randint(0, 10, (2, 3))}: the size is the last list. */
  Object random(Interpreter in, Arguments arguments) {
    return arguments.positional().stream()
        .filter(Parameters::isSequence)
        .findFirst()
        .or(() -> arguments.find(Integer.MAX_VALUE, "size"))
        .map(size -> made(in, Arguments.of(size)))
        .orElseGet(() -> new Unknown("torch.randint()", true));
  }

  /** {@code torch.arange(n)}. */
  Object counted(Interpreter in, Arguments arguments) {
    List<Object> bounds = arguments.positional();
    for (Object bound : bounds) {
      if (Operators.number(bound).isEmpty()) {
        return new Unknown("torch.arange()", true);
      }
    }
    double first = bounds.size() > 1 ? number(bounds.get(0)) : 0;
    double end = number(bounds.get(bounds.size() > 1 ? 1 : 0));
    double step = bounds.size() > 2 ? number(bounds.get(2)) : 1;
    return Tensor.constant(
        List.of((long) Math.max(0, Math.ceil((end - first) / step))), null, methods);
  }

  private static double number(Object value) {
    return ((Number) Operators.number(value).orElse(1L)).doubleValue();
  }

  /** {@code torch.zeros_like(x)}. */
  Object like(Interpreter in, Arguments arguments) {
    Object model = arguments.get(0, "input");
    return model instanceof Tensor tensor
        ? Tensor.constant(tensor.extents(), null, methods)
        : model;
  }

  /** {@code torch.tensor([[1, 2]])}. */
  Object literal(Interpreter in, Arguments arguments) {
    List<Long> extents = new ArrayList<>();
    Object value = arguments.get(0, "data");
    while (value instanceof List<?> list && extents.size() < 8) {
      extents.add((long) list.size());
      value = list.isEmpty() ? None.NONE : list.get(0);
    }
    return value instanceof Unknown ? value : Tensor.constant(extents, null, methods);
  }

  /** {@code nn.Parameter(tensor)}: learned values. */
  Object parameter(Interpreter in, Arguments arguments) {
    Object data = arguments.get(0, "data", Tensor.constant(List.of(), null, methods));
    if (data instanceof Tensor tensor && !tensor.isTraced()) {
      Tensor.Weight weight = new Tensor.Weight(new Object(), "parameter", tensor.extents());
      return Tensor.constant(tensor.extents(), weight, methods);
    }
    return data;
  }

  /** Returns a parameter under the name of the field that it is put in. */
  static Tensor named(Tensor tensor, String name) {
    Tensor.Weight weight = tensor.weight();
    return weight == null || !weight.path().equals("parameter")
        ? tensor
        : Tensor.constant(
            tensor.extents(),
            new Tensor.Weight(weight.owner(), name, weight.extents()),
            tensor.methods());
  }

  /** Returns the learned values of a layer's module as a tensor. */
  Tensor of(Object owner, String name, List<Long> extents) {
    return Tensor.constant(extents, new Tensor.Weight(owner, name, extents), methods);
  }

  /** Returns options by name. */
  static Arguments named(Map<String, Object> values) {
    return new Arguments(List.of(), values);
  }
}
