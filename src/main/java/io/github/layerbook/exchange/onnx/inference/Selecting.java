package io.github.layerbook.exchange.onnx.inference;

import io.github.layerbook.exchange.onnx.model.ModelTensor;
import io.github.layerbook.exchange.onnx.model.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Operators that make tensors of sizes, look values up, or reduce axes. */
final class Selecting {
  private Selecting() {}

  /** Returns how an operator's outputs follow; null for one of another kind. */
  static @Nullable Rule of(String operator) {
    return switch (operator) {
      case "Constant" -> Selecting::constant;
      case "ConstantOfShape" -> Selecting::filled;
      case "Shape" -> Selecting::shape;
      case "Size" ->
          (operation, in) ->
              List.of(new Known(List.of(), Optional.of(List.of(in.get(0).size())), "", false));
      case "Range" -> Selecting::range;
      case "Gather" -> Selecting::gather;
      case "GatherElements" -> (operation, in) -> List.of(in.of(in.get(1).extents()));
      case "GatherND" -> Selecting::gatherPoints;
      case "OneHot" -> Selecting::oneHot;
      case "TopK" -> Selecting::largest;
      case "ReduceMean",
          "ReduceSum",
          "ReduceMax",
          "ReduceMin",
          "ReduceProd",
          "ReduceL1",
          "ReduceL2",
          "ReduceLogSum",
          "ReduceLogSumExp",
          "ReduceSumSquare" ->
          Selecting::reduced;
      case "ArgMax", "ArgMin" -> Selecting::best;
      case "RandomNormal", "RandomUniform" ->
          (operation, in) ->
              List.of(
                  in.of(
                      operation
                          .numbers("shape")
                          .orElseThrow(() -> new UnknownShapeException("no shape is stated"))));
      default -> null;
    };
  }

  private static List<Known> constant(Operation operation, Rule.Inputs in) {
    Object value = operation.attributes().values().stream().findFirst().orElse("");
    if (value instanceof ModelTensor tensor) {
      return List.of(of(tensor, operation.output()));
    } else if (value instanceof Number number) {
      return List.of(new Known(List.of(), Optional.of(List.of(number)), "", false));
    } else if (value instanceof List<?> list && list.stream().allMatch(Number.class::isInstance)) {
      return List.of(Known.of(list.stream().map(Number.class::cast).toList()));
    }
    throw new UnknownShapeException("a constant without a value");
  }

  /** Returns what is known of a tensor of the file; of a large one that it is a weight. */
  static Known of(ModelTensor tensor, String name) {
    boolean weight =
        tensor.isReal() ? tensor.size() > 0 : tensor.isQuantized() && tensor.values().isEmpty();
    return new Known(tensor.extents(), tensor.values(), weight ? name : "", false);
  }

  private static List<Known> filled(Operation operation, Rule.Inputs in) {
    List<Long> extents =
        in.get(0)
            .integers()
            .orElseThrow(
                () -> new UnknownShapeException("the shape is computed while the network runs"));
    Number value = 0.0;
    if (operation.attributes().get("value") instanceof ModelTensor tensor) {
      value = tensor.values().filter(all -> !all.isEmpty()).map(all -> all.get(0)).orElse(value);
    }
    long size = extents.stream().reduce(1L, Math::multiplyExact);
    return List.of(
        new Known(
            extents,
            size > Known.MOST_NUMBERS || size < 0
                ? Optional.empty()
                : Optional.of(Collections.nCopies((int) size, value)),
            "",
            false));
  }

  private static List<Known> shape(Operation operation, Rule.Inputs in) {
    List<Long> extents = in.get(0).extents();
    Range range =
        Range.of(
            extents.size(),
            operation.number("start", 0),
            operation.number("end", extents.size()),
            1);
    return List.of(
        Known.of(extents.subList((int) range.first(), (int) (range.first() + range.count()))));
  }

  private static List<Known> range(Operation operation, Rule.Inputs in) {
    List<Number> all = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      all.add(number(in.get(i)));
    }
    double start = all.get(0).doubleValue();
    double step = all.get(2).doubleValue();
    double count = Math.max(0, Math.ceil((all.get(1).doubleValue() - start) / step));
    if (!(count <= Long.MAX_VALUE)) {
      throw new UnknownShapeException("steps of 0");
    } else if (count > Known.MOST_NUMBERS) {
      return List.of(new Known(List.of((long) count), Optional.empty(), "", false));
    }
    List<Number> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      numbers.add(
          all.get(0) instanceof Long first && all.get(2) instanceof Long each
              ? (Number) (first + i * each)
              : (Number) (start + i * step));
    }
    return List.of(Known.of(numbers));
  }

  private static Number number(Known known) {
    return known
        .numbers()
        .filter(all -> all.size() == 1)
        .orElseThrow(() -> new UnknownShapeException("a size is computed while the network runs"))
        .get(0);
  }

  private static List<Known> gather(Operation operation, Rule.Inputs in) {
    Known data = in.get(0);
    Known indices = in.get(1);
    int axis = data.axis(operation.number("axis", 0));
    List<Long> extents = new ArrayList<>(data.extents().subList(0, axis));
    extents.addAll(indices.extents());
    extents.addAll(data.extents().subList(axis + 1, data.rank()));
    List<Number> numbers = null;
    List<Long> places = indices.integers().orElse(null);
    if (data.rank() == 1 && data.numbers().isPresent() && places != null) {
      numbers = new ArrayList<>();
      for (long place : places) {
        numbers.add(data.numbers().get().get(Known.axis(place, data.extents().get(0).intValue())));
      }
    }
    return List.of(
        new Known(
            extents, Optional.ofNullable(numbers), in.varies() ? "" : data.weight(), in.varies()));
  }

  private static List<Known> gatherPoints(Operation operation, Rule.Inputs in) {
    Known data = in.get(0);
    Known indices = in.get(1);
    long batch = operation.number("batch_dims", 0);
    long depth = indices.rank() == 0 ? 0 : indices.extents().get(indices.rank() - 1);
    if (batch < 0 || depth < 1 || batch + depth > data.rank()) {
      throw new UnknownShapeException(
          "indices %s of %s".formatted(indices.extents(), data.extents()));
    }
    List<Long> extents = new ArrayList<>(indices.extents().subList(0, indices.rank() - 1));
    extents.addAll(data.extents().subList((int) (batch + depth), data.rank()));
    return List.of(in.of(extents));
  }

  private static List<Known> oneHot(Operation operation, Rule.Inputs in) {
    List<Long> extents = new ArrayList<>(in.get(0).extents());
    int axis = Known.axis(operation.number("axis", -1), extents.size() + 1);
    extents.add(axis, number(in.get(1)).longValue());
    return List.of(in.of(extents));
  }

  private static List<Known> largest(Operation operation, Rule.Inputs in) {
    Known input = in.get(0);
    long number =
        operation.attributes().containsKey("k")
            ? operation.number("k", 1)
            : number(in.get(1)).longValue();
    List<Long> extents = new ArrayList<>(input.extents());
    extents.set(input.axis(operation.number("axis", -1)), number);
    return List.of(in.of(extents), in.of(extents));
  }

  private static List<Known> reduced(Operation operation, Rule.Inputs in) {
    Known input = in.get(0);
    List<Long> axes = in.numbers(operation, "axes", 1);
    boolean none = axes == null || axes.isEmpty();
    if (none && operation.number("noop_with_empty_axes", 0) != 0) {
      return List.of(in.of(input.extents()));
    }
    Known result = in.of(reduced(input, none ? null : axes, operation.number("keepdims", 1) != 0));
    boolean all = input.numbers().isPresent() && input.rank() == 1;
    return List.of(
        all
            ? new Known(result.extents(), total(operation, input.numbers().get()), "", false)
            : result);
  }

  private static Optional<List<Number>> total(Operation operation, List<Number> numbers) {
    if (numbers.isEmpty() || !numbers.stream().allMatch(Long.class::isInstance)) {
      return Optional.empty();
    }
    long total = (Long) numbers.get(0);
    for (Number number : numbers.subList(1, numbers.size())) {
      long next = (Long) number;
      switch (operation.operator()) {
        case "ReduceProd" -> total = Math.multiplyExact(total, next);
        case "ReduceSum" -> total = Math.addExact(total, next);
        case "ReduceMax" -> total = Math.max(total, next);
        case "ReduceMin" -> total = Math.min(total, next);
        default -> {
          return Optional.empty();
        }
      }
    }
    return Optional.of(List.of(total));
  }

  private static List<Long> reduced(Known input, @Nullable List<Long> axes, boolean keep) {
    List<Integer> gone = new ArrayList<>();
    if (axes != null) {
      axes.forEach(axis -> gone.add(input.axis(axis)));
    }
    List<Long> extents = new ArrayList<>();
    for (int axis = 0; axis < input.rank(); axis++) {
      if (axes != null && !gone.contains(axis)) {
        extents.add(input.extents().get(axis));
      } else if (keep) {
        extents.add(1L);
      }
    }
    return extents;
  }

  private static List<Known> best(Operation operation, Rule.Inputs in) {
    List<Long> axis = List.of(operation.number("axis", 0));
    return List.of(in.of(reduced(in.get(0), axis, operation.number("keepdims", 1) != 0)));
  }
}
