package io.github.layerbook.exchange.onnx.inference;

import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.onnx.model.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Operators that work value by value; on few numbers they are computed. */
final class Arithmetic {
  /** Operators whose output has the extents of their first input. */
  private static final Set<String> ALIKE =
      Set.copyOf(
          Dialect.names(
              """
              Sin Cos Tan Asin Acos Atan Sinh Cosh Asinh Acosh Atanh Erf Erfc Log Sign IsNaN IsInf
              BitwiseNot CumSum Trilu CastLike LayerNormalization SimplifiedLayerNormalization
              Hardmax QuantizeLinear DequantizeLinear Bernoulli ReverseSequence ScatterElements
              Scatter ScatterND Swish ImageScaler BiasGelu FastGelu Gelu QuickGelu RotaryEmbedding
              MeanVarianceNormalization LpNormalization Snake EyeLike RMSNormalization
              GroupNormalization BatchNormalization InstanceNormalization LRN Softmax LogSoftmax
              PRelu Relu Clip LeakyRelu Elu Selu Celu Mish HardSigmoid HardSwish ThresholdedRelu
              Sigmoid Tanh Softplus Softsign Exp Shrink RandomNormalLike RandomUniformLike Scaler
              Normalizer Imputer Binarizer LabelEncoder
              """));

  private Arithmetic() {}

  /** Returns how an operator's outputs follow; null for one of another kind. */
  static @Nullable Rule of(String operator) {
    return switch (operator) {
      case "Identity",
          "Cast",
          "Neg",
          "Abs",
          "Floor",
          "Ceil",
          "Round",
          "Sqrt",
          "Reciprocal",
          "Not" ->
          (operation, in) -> unary(operation, in, unary(operator));
      case "Dropout" ->
          (operation, in) -> List.of(in.of(in.get(0).extents()), in.of(in.get(0).extents()));
      case "Where" -> Arithmetic::where;
      default -> {
        BinaryOperator<Number> binary = binary(operator);
        if (binary != null) {
          yield (operation, in) -> several(in, binary);
        }
        yield ALIKE.contains(operator) ? Rule.ALIKE : null;
      }
    };
  }

  private static UnaryOperator<Number> unary(String operator) {
    return switch (operator) {
      case "Neg" -> number -> number instanceof Long n ? (Number) (-n) : -number.doubleValue();
      case "Abs" ->
          number ->
              number instanceof Long n ? (Number) Math.abs(n) : Math.abs(number.doubleValue());
      case "Floor" ->
          number -> number instanceof Long ? number : Math.floor(number.doubleValue());
      case "Ceil" -> number -> number instanceof Long ? number : Math.ceil(number.doubleValue());
      case "Round" -> number -> number instanceof Long ? number : Math.rint(number.doubleValue());
      case "Sqrt" -> number -> Math.sqrt(number.doubleValue());
      case "Reciprocal" -> number -> 1 / number.doubleValue();
      case "Not" -> number -> number.doubleValue() == 0 ? 1L : 0L;
      default -> number -> number;
    };
  }

  private static @Nullable BinaryOperator<Number> binary(String operator) {
    return switch (operator) {
      case "Add", "Sum" ->
          (a, b) ->
              whole(a, b)
                  ? (Number) Math.addExact((Long) a, (Long) b)
                  : a.doubleValue() + b.doubleValue();
      case "Sub" ->
          (a, b) ->
              whole(a, b)
                  ? (Number) Math.subtractExact((Long) a, (Long) b)
                  : a.doubleValue() - b.doubleValue();
      case "Mul" ->
          (a, b) ->
              whole(a, b)
                  ? (Number) Math.multiplyExact((Long) a, (Long) b)
                  : a.doubleValue() * b.doubleValue();
      case "Div" -> Arithmetic::divided;
      case "Mod" ->
          (a, b) ->
              whole(a, b) && (Long) b != 0
                  ? (Number) Math.floorMod((Long) a, (Long) b)
                  : a.doubleValue() % b.doubleValue();
      case "Pow" ->
          (a, b) ->
              whole(a, b)
                  ? (Number) Math.round(Math.pow((Long) a, (Long) b))
                  : Math.pow(a.doubleValue(), b.doubleValue());
      case "Min" -> (a, b) -> a.doubleValue() <= b.doubleValue() ? a : b;
      case "Max" -> (a, b) -> a.doubleValue() >= b.doubleValue() ? a : b;
      case "Mean" -> (a, b) -> (a.doubleValue() + b.doubleValue()) / 2;
      case "Equal" -> (a, b) -> a.doubleValue() == b.doubleValue() ? 1L : 0L;
      case "Greater" -> (a, b) -> a.doubleValue() > b.doubleValue() ? 1L : 0L;
      case "GreaterOrEqual" -> (a, b) -> a.doubleValue() >= b.doubleValue() ? 1L : 0L;
      case "Less" -> (a, b) -> a.doubleValue() < b.doubleValue() ? 1L : 0L;
      case "LessOrEqual" -> (a, b) -> a.doubleValue() <= b.doubleValue() ? 1L : 0L;
      case "And" -> (a, b) -> a.doubleValue() != 0 && b.doubleValue() != 0 ? 1L : 0L;
      case "Or" -> (a, b) -> a.doubleValue() != 0 || b.doubleValue() != 0 ? 1L : 0L;
      case "Xor" -> (a, b) -> (a.doubleValue() != 0) ^ (b.doubleValue() != 0) ? 1L : 0L;
      case "BitwiseAnd" -> (a, b) -> whole(a, b) ? (Number) ((Long) a & (Long) b) : 0L;
      default -> null;
    };
  }

  private static boolean whole(Number a, Number b) {
    return a instanceof Long && b instanceof Long;
  }

  private static Number divided(Number a, Number b) {
    if (whole(a, b)) {
      if ((Long) b == 0) {
        throw new UnknownShapeException("a division by zero");
      }
      return (Long) a / (Long) b;
    }
    return a.doubleValue() / b.doubleValue();
  }

  private static List<Known> unary(
      Operation operation, Rule.Inputs in, UnaryOperator<Number> operator) {
    Known input = in.get(0);
    Optional<List<Number>> numbers =
        input
            .numbers()
            .map(all -> all.stream().map(operator).map(n -> cast(operation, n)).toList());
    boolean renamed = operation.operator().equals("Identity") && !input.weight().isEmpty();
    String weight = renamed ? operation.output() : input.weight();
    return List.of(new Known(input.extents(), numbers, weight, input.varies()));
  }

  /** A cast to whole numbers cuts fractions off. */
  private static Number cast(Operation operation, Number number) {
    boolean whole =
        operation.operator().equals("Cast")
            && List.of(5L, 6L, 7L, 12L, 13L).contains(operation.number("to", 0));
    return whole && number instanceof Double value ? (Number) value.longValue() : number;
  }

  private static List<Known> several(Rule.Inputs in, BinaryOperator<Number> operator) {
    Known result = in.get(0);
    for (int i = 1; i < in.known().size(); i++) {
      Known next = in.get(i);
      List<Long> extents = broadcast(result.extents(), next.extents());
      result =
          new Known(
              extents,
              numbers(result, next, extents, operator),
              "",
              result.varies() || next.varies());
    }
    return List.of(
        new Known(
            result.extents(),
            result.numbers(),
            result.varies() ? "" : in.weight(),
            result.varies()));
  }

  private static Optional<List<Number>> numbers(
      Known one, Known two, List<Long> extents, BinaryOperator<Number> operator) {
    if (one.numbers().isEmpty() || two.numbers().isEmpty()) {
      return Optional.empty();
    }
    List<Number> first = expanded(one, extents);
    List<Number> second = expanded(two, extents);
    if (first == null || second == null) {
      return Optional.empty();
    }
    List<Number> numbers = new ArrayList<>(first.size());
    for (int i = 0; i < first.size(); i++) {
      numbers.add(operator.apply(first.get(i), second.get(i)));
    }
    return Optional.of(numbers);
  }

  /** Returns the numbers repeated to larger extents; null if they are not known or too many. */
  static @Nullable List<Number> expanded(Known known, List<Long> extents) {
    List<Number> numbers = known.numbers().orElse(null);
    long size = extents.stream().reduce(1L, Arithmetic::product);
    if (numbers == null || size > Known.MOST_NUMBERS) {
      return null;
    }
    if (extents.equals(known.extents())) {
      return numbers;
    }
    List<Number> result = new ArrayList<>((int) size);
    for (long i = 0; i < size; i++) {
      long rest = i;
      long index = 0;
      long step = 1;
      for (int axis = extents.size() - 1; axis >= 0; axis--) {
        long place = rest % extents.get(axis);
        rest /= extents.get(axis);
        int own = axis - extents.size() + known.rank();
        if (own >= 0) {
          index += known.extents().get(own) == 1 ? 0 : place * step;
          step *= known.extents().get(own);
        }
      }
      result.add(numbers.get((int) index));
    }
    return result;
  }

  static long product(long a, long b) {
    return Math.multiplyExact(a, b);
  }

  private static List<Known> where(Operation operation, Rule.Inputs in) {
    List<Long> extents =
        broadcast(broadcast(in.get(0).extents(), in.get(1).extents()), in.get(2).extents());
    List<Number> condition = expanded(in.get(0), extents);
    List<Number> yes = expanded(in.get(1), extents);
    List<Number> no = expanded(in.get(2), extents);
    if (condition == null || yes == null || no == null) {
      return List.of(in.of(extents));
    }
    List<Number> numbers = new ArrayList<>();
    for (int i = 0; i < condition.size(); i++) {
      numbers.add(condition.get(i).doubleValue() != 0 ? yes.get(i) : no.get(i));
    }
    return List.of(new Known(extents, Optional.of(numbers), in.weight(), in.varies()));
  }

  /** Returns the common extents of two tensors. */
  static List<Long> broadcast(List<Long> first, List<Long> second) {
    int rank = Math.max(first.size(), second.size());
    List<Long> extents = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      long a = i < rank - first.size() ? 1 : first.get(i - rank + first.size());
      long b = i < rank - second.size() ? 1 : second.get(i - rank + second.size());
      if (a != b && a != 1 && b != 1) {
        throw new UnknownShapeException("%s and %s do not fit".formatted(first, second));
      }
      extents.add(a == 1 ? b : a);
    }
    return extents;
  }
}
