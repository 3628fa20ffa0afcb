package io.github.layerbook.exchange.pytorch.code;

import static io.github.layerbook.exchange.tracing.TensorCall.function;

import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.value.CallArguments;
import io.github.layerbook.exchange.python.value.Members;
import io.github.layerbook.exchange.python.value.Operators;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.python.value.TupleValue;
import io.github.layerbook.exchange.python.value.Unknown;
import io.github.layerbook.exchange.tracing.Concatenations;
import io.github.layerbook.exchange.tracing.Layouts;
import io.github.layerbook.exchange.tracing.Slices;
import io.github.layerbook.exchange.tracing.TensorCall;
import io.github.layerbook.exchange.tracing.TracedTensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;

/** PyTorch's functions that rearrange, part and repeat values. */
final class Rearrangements {
  private Rearrangements() {}

  /** Adds the functions by name. */
  static void add(Members members) {
    members
        .known("view reshape", Rearrangements::viewed)
        .known(
            "flatten",
            function(
                call ->
                    Layouts.flattened(
                        call.tensor(),
                        call.number(1, "start_dim", 0),
                        call.number(2, "end_dim", -1))))
        .known("unflatten", function(Rearrangements::unflattened))
        .known("permute", function(call -> call.permuted(call.numbers(1, "dims"))))
        .known(
            "transpose swapaxes",
            function(call -> swapped(call, call.number(1, "dim0", 0), call.number(2, "dim1", 1))))
        .known("t", function(call -> swapped(call, 0, 1)))
        .known(
            "unsqueeze", function(call -> Layouts.unsqueezed(call.tensor(), call.dimension(1, 0))))
        .known("squeeze", function(TensorCall::squeezed))
        .known("chunk", function(Rearrangements::chunked))
        .known("split", function(Rearrangements::split))
        .known("unbind", function(Rearrangements::unbound))
        .known(
            "narrow",
            function(
                call ->
                    Slices.part(
                        call.tensor(),
                        call.axis(1),
                        call.number(2, "start", 0),
                        call.number(3, "length", 1),
                        1)))
        .known(
            "select",
            function(
                call -> Slices.picked(call.tensor(), call.axis(1), call.number(2, "index", 0))))
        .known("expand", function(Rearrangements::expanded))
        .known("repeat tile", function(Rearrangements::repeated));
  }

  /** A first extent that the text does not say is the batch's. */
  private static Object viewed(Python in, CallArguments arguments) {
    List<Object> sizes = new ArrayList<>(arguments.from(1).positional());
    if (sizes.size() > 1 && sizes.get(0) instanceof Unknown) {
      sizes.set(0, TracedTensor.BATCH);
    }
    TracedTensor tensor = TensorCall.tensor(arguments.get(0, "input"));
    CallArguments settled = new CallArguments(sizes, arguments.named()).after(tensor);
    return Layouts.reshaped(tensor, new TensorCall(in, settled).numbers(1, "shape"));
  }

  private static Object unflattened(TensorCall call) {
    TracedTensor tensor = call.tensor();
    int axis = call.axis(1);
    List<Long> extents = new ArrayList<>(tensor.extents());
    long whole = extents.remove(axis);
    List<Long> parts = new ArrayList<>();
    for (Object part : call.in().items().list(call.arguments().get(2, "sizes"))) {
      parts.add(Operators.whole(part, "sizes"));
    }
    long stated = parts.stream().filter(n -> n != -1).reduce(1L, Math::multiplyExact);
    parts.replaceAll(n -> n == -1 && stated != 0 ? whole / stated : n);
    extents.addAll(axis, parts);
    return Layouts.reshaped(tensor, extents);
  }

  static TracedTensor swapped(TensorCall call, long first, long second) {
    TracedTensor tensor = call.tensor();
    List<Long> order = new ArrayList<>(LongStream.range(0, tensor.rank()).boxed().toList());
    Collections.swap(order, tensor.axis(first), tensor.axis(second));
    return call.permuted(order);
  }

  private static Object unbound(TensorCall call) {
    TracedTensor tensor = call.tensor();
    int axis = call.axis(1);
    call.in().budget().elements(tensor.extents().get(axis));
    List<Object> parts = new ArrayList<>();
    for (long i = 0; i < tensor.extents().get(axis); i++) {
      parts.add(Slices.picked(tensor, axis, i));
    }
    return TupleValue.of(parts);
  }

  private static Object chunked(TensorCall call) {
    long parts = Math.max(1, call.number(1, "chunks", 1));
    int axis = call.axis(2);
    long extent = call.tensor().extents().get(axis);
    return parts(call, axis, (extent + parts - 1) / parts);
  }

  private static Object split(TensorCall call) {
    TracedTensor tensor = call.tensor();
    int axis = call.axis(2);
    Object sizes =
        call.arguments()
            .find(1, "split_size_or_sections")
            .or(() -> call.arguments().find(1, "split_size"))
            .orElse(1L);
    if (sizes instanceof Long size) {
      return parts(call, axis, Math.max(1, size));
    }
    List<Long> counts = new ArrayList<>();
    call.in().iterate(sizes).forEach(size -> counts.add(Operators.whole(size, "a size")));
    long whole = counts.stream().mapToLong(Long::longValue).sum();
    if (whole != tensor.extents().get(axis)) {
      throw new PythonException(
          "parts of %d together do not make dimension %d of %s",
          whole, axis, TracedTensor.text(tensor.extents()));
    }
    return TupleValue.of(Slices.parts(tensor, axis, counts));
  }

  private static Object parts(TensorCall call, int axis, long size) {
    long extent = call.tensor().extents().get(axis);
    call.in().budget().elements((extent + size - 1) / size);
    List<Long> sizes = new ArrayList<>();
    for (long start = 0; start < extent; start += size) {
      sizes.add(Math.min(size, extent - start));
    }
    return TupleValue.of(Slices.parts(call.tensor(), axis, sizes));
  }

  /** Values that are repeated by a merge later on stay as they are. */
  private static Object expanded(TensorCall call) {
    TracedTensor tensor = call.tensor();
    if (tensor.isTraced()) {
      return tensor;
    }
    List<Long> wanted = call.numbers(1, "size");
    List<Long> extents = new ArrayList<>();
    int added = wanted.size() - tensor.rank();
    for (int i = 0; i < wanted.size(); i++) {
      extents.add(
          wanted.get(i) == -1 && i >= added ? tensor.extents().get(i - added) : wanted.get(i));
    }
    return tensor.viewed(extents, tensor.placement());
  }

  private static Object repeated(TensorCall call) {
    List<Long> times = call.numbers(1, "repeats");
    TracedTensor tensor = call.tensor();
    while (tensor.rank() < times.size()) {
      tensor = Layouts.unsqueezed(tensor, 0);
    }
    for (int axis = 0; axis < times.size(); axis++) {
      long number = times.get(axis);
      if (!tensor.isTraced()) {
        List<Long> extents = new ArrayList<>(tensor.extents());
        extents.set(axis, Math.multiplyExact(extents.get(axis), number));
        tensor = tensor.viewed(extents, tensor.placement());
      } else if (number > 1) {
        call.in().budget().elements(number);
        tensor = Concatenations.of(Collections.nCopies((int) number, tensor), axis);
      }
    }
    return tensor;
  }
}
