package io.github.layerbook.exchange.pytorch.code;

import io.github.layerbook.exchange.python.value.Builtin;
import io.github.layerbook.exchange.python.value.CallArguments;
import io.github.layerbook.exchange.python.value.Operators;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.python.value.Unknown;
import io.github.layerbook.exchange.tracing.Layouts;
import io.github.layerbook.exchange.tracing.TracedTensor;
import java.util.Optional;
import java.util.stream.IntStream;

/** What PyTorch's tensors can do: mostly its functions with the tensor first. */
final class TensorMethods implements TracedTensor.Methods {
  private final Functions functions;
  private final Training training;

  TensorMethods(Functions functions, Training training) {
    this.functions = functions;
    this.training = training;
  }

  @Override
  public void set(TracedTensor tensor, String name, Object value) {
    if (name.equals("requires_grad") && value instanceof Boolean trained) {
      training.set(tensor, trained);
    }
  }

  @Override
  public Optional<Object> attribute(Python interpreter, TracedTensor tensor, String name) {
    return switch (name) {
      case "shape" -> Optional.of(tensor.shape());
      case "size" -> Optional.of(Builtin.function(name, (in, a) -> size(tensor, a)));
      case "ndim" -> Optional.of((long) tensor.rank());
      case "dim", "ndimension" ->
          Optional.of(Builtin.function(name, (in, a) -> (long) tensor.rank()));
      case "numel" ->
          Optional.of(
              Builtin.function(
                  name, (in, a) -> tensor.extents().stream().reduce(1L, Math::multiplyExact)));
      case "T", "mT" -> Optional.of(transposed(tensor));
      case "data", "real" -> Optional.of(tensor);
      case "is_cuda" -> Optional.of(false);
      case "requires_grad" -> Optional.of(training.isTrained(tensor));
      case "requires_grad_" ->
          Optional.of(
              Builtin.function(
                  name,
                  (in, a) -> {
                    training.set(tensor, in.truth(a.get(0, "requires_grad", true)));
                    return tensor;
                  }));
      case "device", "dtype", "grad", "layout" -> Optional.of(new Unknown("tensor." + name, true));
      case "new_zeros", "new_ones", "new_empty" ->
          Optional.of(
              Builtin.function(
                  name, (in, a) -> new Parameters(tensor.methods(), training).made(in, a)));
      default ->
          Optional.of(
              functions
                  .find(name)
                  .<Object>map(
                      found -> Builtin.function(name, (in, a) -> in.call(found, a.after(tensor))))
                  .orElseGet(() -> new Unknown("tensor." + name, true)));
    };
  }

  private static Object size(TracedTensor tensor, CallArguments arguments) {
    return arguments.find(0, "dim").isEmpty()
        ? tensor.shape()
        : tensor.extents().get(tensor.axis(Operators.whole(arguments.get(0, "dim"), "dim")));
  }

  private static TracedTensor transposed(TracedTensor tensor) {
    int rank = tensor.rank();
    return rank < 2
        ? tensor
        : Layouts.permuted(
            tensor,
            IntStream.range(0, rank)
                .map(axis -> axis < rank - 2 ? axis : 2 * rank - 3 - axis)
                .boxed()
                .toList());
  }
}
