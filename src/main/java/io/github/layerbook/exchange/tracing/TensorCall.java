package io.github.layerbook.exchange.tracing;

import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.Singleton;
import io.github.layerbook.exchange.python.value.CallArguments;
import io.github.layerbook.exchange.python.value.Callable;
import io.github.layerbook.exchange.python.value.Operators;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.python.value.Unknown;
import io.github.layerbook.layer.pooling.GlobalPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The call of a function of tensors, whose axes are called {@code dim} or {@code axis}.
 *
 * @param in the interpreter
 * @param arguments the call's arguments
 */
public record TensorCall(Python in, CallArguments arguments) {
  /** Makes a function of what is done with its call. */
  public static Callable function(Function<TensorCall, Object> body) {
    return (in, a) -> body.apply(new TensorCall(in, a));
  }

  /**
   * Returns a value as a tensor.
   *
   * @throws PythonException if it is none
   */
  public static TracedTensor tensor(Object value) {
    if (value instanceof TracedTensor tensor) {
      return tensor;
    } else if (value instanceof Unknown unknown) {
      throw unknown.needed();
    }
    throw new PythonException("a tensor is needed here");
  }

  /** Returns the first argument. */
  public TracedTensor tensor() {
    return tensor(arguments.get(0, "input"));
  }

  /** Returns the tensors of a list, the first argument. */
  public List<TracedTensor> tensors() {
    return in.items().list(arguments.get(0, "tensors")).stream().map(TensorCall::tensor).toList();
  }

  /** Returns an argument that is a whole number. */
  public long number(int index, String name, long otherwise) {
    return Operators.whole(arguments.get(index, name, otherwise), name);
  }

  /** Returns whole numbers from a place on: {@code view(1, 2)} and {@code view((1, 2))} alike. */
  public List<Long> numbers(int from, String name) {
    List<Object> values = arguments.from(from).positional();
    if (values.isEmpty()) {
      values = List.of(arguments.get(from, name));
    }
    if (values.size() == 1 && Operators.isSequence(values.get(0))) {
      values = in.items().list(values.get(0));
    }
    return values.stream().map(value -> Operators.whole(value, name)).toList();
  }

  private Optional<Object> dimensions(int index) {
    return arguments
        .find(index, "dim")
        .or(() -> arguments.find(Integer.MAX_VALUE, "axis"))
        .filter(value -> value != Singleton.NONE);
  }

  /** Returns the argument {@code dim} or {@code axis}, as it is written. */
  public long dimension(int index, long otherwise) {
    return Operators.whole(dimensions(index).orElse(otherwise), "dim");
  }

  /** Returns the axis of the first argument that the argument {@code dim} or {@code axis} says. */
  public int axis(int index) {
    return tensor().axis(dimension(index, 0));
  }

  /** Joins the tensors of the first argument. */
  public TracedTensor concatenated(long otherwise) {
    return Concatenations.of(tensors(), dimension(1, otherwise));
  }

  /** Takes an axis of 1 away, or all of them. */
  public TracedTensor squeezed() {
    return dimensions(1).isPresent()
        ? Layouts.squeezed(tensor(), dimension(1, 0))
        : Layouts.squeezed(tensor());
  }

  /** Pools along the axes of the second argument; to one value that is not traced without. */
  public TracedTensor pooled(GlobalPool.Kind kind) {
    TracedTensor tensor = tensor();
    Optional<Object> dimensions = dimensions(1);
    if (dimensions.isEmpty()) {
      return TracedTensor.constant(List.of(), null, tensor.methods());
    }
    List<Integer> axes = new ArrayList<>();
    for (Object each :
        Operators.isSequence(dimensions.get())
            ? in.items().list(dimensions.get())
            : List.of(dimensions.get())) {
      axes.add(tensor.axis(Operators.whole(each, "dim")));
    }
    Object keep =
        arguments
            .find(2, "keepdim")
            .or(() -> arguments.find(Integer.MAX_VALUE, "keepdims"))
            .orElse(false);
    return Reductions.pooled(tensor, kind, axes, in.truth(keep));
  }

  /** Returns a tensor of the same values with its axes in another order. */
  public TracedTensor permuted(List<Long> order) {
    TracedTensor tensor = tensor();
    return Layouts.permuted(tensor, order.stream().map(tensor::axis).toList());
  }
}
