package io.github.layerbook.exchange.pytorch.code;

import io.github.layerbook.exchange.python.Builtin;
import io.github.layerbook.exchange.python.Interpreter;
import io.github.layerbook.exchange.python.Operators;
import io.github.layerbook.exchange.python.Unknown;
import io.github.layerbook.exchange.tracing.Layouts;
import io.github.layerbook.exchange.tracing.Tensor;
import java.util.Optional;

/** What PyTorch's tensors can do: mostly its functions with the tensor first. */
final class TensorMethods implements Tensor.Methods {
  private final Functions functions;

  TensorMethods(Functions functions) {
    this.functions = functions;
  }

  @Override
  public Optional<Object> attribute(Interpreter interpreter, Tensor tensor, String name) {
    switch (name) {
      case "shape":
        return Optional.of(tensor.shape());
      case "size":
        return Optional.of(
            Builtin.function(
                name,
                (in, a) ->
                    a.find(0, "dim").isEmpty()
                        ? tensor.shape()
                        : tensor
                            .extents()
                            .get(tensor.axis(Operators.whole(a.get(0, "dim"), "dim")))));
      case "ndim":
        return Optional.of((long) tensor.rank());
      case "dim", "ndimension":
        return Optional.of(Builtin.function(name, (in, a) -> (long) tensor.rank()));
      case "numel":
        return Optional.of(
            Builtin.function(
                name, (in, a) -> tensor.extents().stream().reduce(1L, Math::multiplyExact)));
      case "T", "mT":
        return Optional.of(
            tensor.rank() < 2
                ? tensor
                : Layouts.permuted(
                    tensor,
                    java.util.stream.IntStream.range(0, tensor.rank())
                        .map(i -> i < tensor.rank() - 2 ? i : 2 * tensor.rank() - 3 - i)
                        .boxed()
                        .toList()));
      case "data", "real":
        return Optional.of(tensor);
      case "requires_grad", "is_cuda":
        return Optional.of(false);
      case "device", "dtype", "grad", "layout":
        return Optional.of(new Unknown("tensor." + name, true));
      case "new_zeros", "new_ones", "new_empty":
        return Optional.of(
            Builtin.function(name, (in, a) -> new Parameters(tensor.methods()).made(in, a)));
      default:
        Optional<Object> function = functions.find(name);
        return function.isPresent()
            ? function.map(
                found -> Builtin.function(name, (in, a) -> in.call(found, a.after(tensor))))
            : Optional.of(new Unknown("tensor." + name, true));
    }
  }
}
