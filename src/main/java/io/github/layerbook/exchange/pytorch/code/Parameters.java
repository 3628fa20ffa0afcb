package io.github.layerbook.exchange.pytorch.code;

import io.github.layerbook.exchange.python.syntax.Singleton;
import io.github.layerbook.exchange.python.value.CallArguments;
import io.github.layerbook.exchange.python.value.Operators;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.python.value.TupleValue;
import io.github.layerbook.exchange.python.value.Unknown;
import io.github.layerbook.exchange.tracing.TracedTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tensors that code makes itself, and {@code nn.Parameter}. */
final class Parameters {
  private final TracedTensor.Methods methods;
  private final Training training;

  Parameters(TracedTensor.Methods methods, Training training) {
    this.methods = methods;
    this.training = training;
  }

  TracedTensor.Methods methods() {
    return methods;
  }

  /** {@code torch.zeros(2, 3)}, {@code torch.randn((2, 3))}, {@code size=…}. */
  Object made(Python in, CallArguments arguments) {
    List<Object> sizes = arguments.positional();
    Optional<Object> named = arguments.find(Integer.MAX_VALUE, "size");
    if (named.isPresent()) {
      sizes = in.items().list(named.get());
    } else if (!sizes.isEmpty() && isData(sizes.get(0))) {
      return literal(in, arguments);
    } else if (!sizes.isEmpty() && Operators.isSequence(sizes.get(0))) {
      sizes = in.items().list(sizes.get(0));
    }
    List<Long> extents = new ArrayList<>();
    for (Object size : sizes) {
      if (size instanceof Unknown unknown) {
        return unknown;
      }
      extents.add(Operators.whole(size, "an extent"));
    }
    return TracedTensor.constant(extents, null, methods);
  }

  /** Values rather than extents. */
  private static boolean isData(Object value) {
    return value instanceof List<?> list
        && !list.isEmpty()
        && (list.get(0) instanceof List<?> || list.get(0) instanceof Double);
  }

  /** {@code torch.randint(0, 10, (2, 3))}: the size is the last list. */
  Object random(Python in, CallArguments arguments) {
    return arguments.positional().stream()
        .filter(Operators::isSequence)
        .findFirst()
        .or(() -> arguments.find(Integer.MAX_VALUE, "size"))
        .map(size -> made(in, CallArguments.of(size)))
        .orElseGet(() -> new Unknown("torch.randint()", true));
  }

  /** {@code torch.arange(n)}. */
  Object counted(Python in, CallArguments arguments) {
    List<Object> bounds = arguments.positional();
    for (Object bound : bounds) {
      if (Operators.number(bound).isEmpty()) {
        return new Unknown("torch.arange()", true);
      }
    }
    double first = bounds.size() > 1 ? number(bounds.get(0)) : 0;
    double end = number(bounds.get(bounds.size() > 1 ? 1 : 0));
    double step = bounds.size() > 2 ? number(bounds.get(2)) : 1;
    return TracedTensor.constant(
        List.of((long) Math.max(0, Math.ceil((end - first) / step))), null, methods);
  }

  private static double number(Object value) {
    return Operators.number(value).orElse(1L).doubleValue();
  }

  /** {@code torch.meshgrid(a, b)}: as many tensors, each of all extents. */
  Object mesh(Python in, CallArguments arguments) {
    List<Object> given = arguments.positional();
    if (given.size() == 1 && Operators.isSequence(given.get(0))) {
      given = in.items().list(given.get(0));
    }
    List<Long> extents = new ArrayList<>();
    for (Object each : given) {
      if (!(each instanceof TracedTensor tensor) || tensor.isTraced() || tensor.rank() > 1) {
        return new Unknown("torch.meshgrid()", true);
      }
      extents.addAll(tensor.extents());
    }
    TracedTensor one = TracedTensor.constant(extents, null, methods);
    return TupleValue.of(given.stream().<Object>map(each -> one).toList());
  }

  /** {@code torch.zeros_like(x)}. */
  Object like(Python in, CallArguments arguments) {
    Object model = arguments.get(0, "input");
    return model instanceof TracedTensor tensor
        ? TracedTensor.constant(tensor.extents(), null, methods)
        : model;
  }

  /** {@code torch.tensor([[1, 2]])}. */
  Object literal(Python in, CallArguments arguments) {
    List<Long> extents = new ArrayList<>();
    Object value = arguments.get(0, "data");
    while (value instanceof List<?> list && extents.size() < 8) {
      extents.add((long) list.size());
      value = list.isEmpty() ? Singleton.NONE : list.get(0);
    }
    return value instanceof Unknown ? value : TracedTensor.constant(extents, null, methods);
  }

  /** {@code nn.Parameter(tensor)}: learned values. */
  Object parameter(Python in, CallArguments arguments) {
    Object data = arguments.get(0, "data", TracedTensor.constant(List.of(), null, methods));
    if (data instanceof TracedTensor tensor && !tensor.isTraced()) {
      TracedTensor.Weight weight =
          new TracedTensor.Weight(new Object(), "parameter", tensor.extents());
      TracedTensor parameter = TracedTensor.constant(tensor.extents(), weight, methods);
      training.set(parameter, in.truth(arguments.get(1, "requires_grad", true)));
      return parameter;
    }
    return data;
  }

  /** Returns a parameter under the name of the field that it is put in. */
  static TracedTensor named(TracedTensor tensor, String name) {
    TracedTensor.Weight weight = tensor.weight();
    return weight == null || !weight.path().equals("parameter")
        ? tensor
        : TracedTensor.constant(
            tensor.extents(),
            new TracedTensor.Weight(weight.owner(), name, weight.extents(), weight.changes()),
            tensor.methods());
  }

  /** Returns the learned values of a layer's module as a tensor. */
  TracedTensor of(Object owner, String name, List<Long> extents) {
    return TracedTensor.constant(extents, new TracedTensor.Weight(owner, name, extents), methods);
  }

  /** Returns options by name. */
  static CallArguments named(Map<String, Object> values) {
    return new CallArguments(List.of(), values);
  }
}
