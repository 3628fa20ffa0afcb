package io.github.layerbook.exchange.tracing;

import io.github.layerbook.exchange.Placement;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.value.Operators;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.python.value.Unknown;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.attention.PositionEmbedding;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.geometry.OpenExtents;
import io.github.layerbook.layer.linear.Buffer;
import io.github.layerbook.layer.linear.Parameter;
import io.github.layerbook.layer.merge.Merge;
import io.github.layerbook.layer.normalization.LayerScale;
import io.github.layerbook.layer.shape.Opaque;
import io.github.layerbook.layer.shape.Reshape;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tensors combined value by value: sums, products. */
public final class Merges {
  private static final Map<String, Merge.Kind> KINDS =
      Map.of(
          "+", Merge.Kind.ADD,
          "-", Merge.Kind.SUBTRACT,
          "*", Merge.Kind.MULTIPLY,
          "/", Merge.Kind.MULTIPLY);

  private Merges() {}

  /** Returns what an operator makes of a tensor and another value. */
  static Optional<Object> operate(
      Python interpreter, TracedTensor tensor, String operator, Object other, boolean reflected) {
    boolean inPlace =
        operator.endsWith("=") && operator.length() > 1 && !"<=>=!===".contains(operator);
    String plain = inPlace ? operator.substring(0, operator.length() - 1) : operator;
    if (other instanceof TracedTensor second) {
      return plain.equals("@")
          ? Optional.of(
              reflected ? MatrixProducts.of(second, tensor) : MatrixProducts.of(tensor, second))
          : KINDS.containsKey(plain)
              ? Optional.of(
                  reflected
                      ? merged(KINDS.get(plain), second, tensor, inPlace)
                      : named(plain, tensor, second, inPlace))
              : Optional.of(tensor);
    } else if (other instanceof Unknown unknown) {
      throw unknown.needed();
    }
    // A number changes every value alike: no layer.
    return Operators.number(other).isPresent() && !plain.equals("==")
        ? Optional.of(tensor)
        : Optional.empty();
  }

  private static TracedTensor named(
      String operator, TracedTensor first, TracedTensor second, boolean inPlace) {
    if (operator.equals("/") && first.isTraced() && second.isTraced()) {
      first.graph().note("a division of two tensors is counted as a multiplication");
    }
    return merged(KINDS.getOrDefault(operator, Merge.Kind.ADD), first, second, inPlace);
  }

  /** Returns two tensors combined value by value. */
  public static TracedTensor merged(
      Merge.Kind kind, TracedTensor first, TracedTensor second, boolean inPlace) {
    List<Long> extents = broadcast(first.extents(), second.extents());
    if (LongBatch.is(first) || LongBatch.is(second)) {
      return LongBatch.within(
              List.of(first, second),
              apart -> List.of(merged(kind, apart.get(0), apart.get(1), inPlace)))
          .get(0);
    } else if (!first.isTraced() || !second.isTraced()) {
      return withConstant(kind, first, second, extents);
    }
    TracedTensor one = ranked(first, extents.size());
    TracedTensor two = ranked(second, extents.size());
    Placement common = common(one, two);
    Made made =
        one.graph()
            .add(
                name(kind),
                new Merge(kind, inPlace),
                Layouts.placed(one, common),
                Layouts.placed(two, common));
    return one.with(extents, common, made);
  }

  /** A placement that neither tensor has to leave, if there is one. */
  private static Placement common(TracedTensor one, TracedTensor two) {
    return isWhole(one)
        ? one.placement()
        : isWhole(two) ? two.placement() : new Placement(one.ownAxes());
  }

  /** Whether a tensor's placement has all axes but the batch's. */
  private static boolean isWhole(TracedTensor tensor) {
    return tensor.placement().axes().stream().sorted().toList().equals(tensor.ownAxes());
  }

  private static TracedTensor ranked(TracedTensor tensor, int rank) {
    TracedTensor result = tensor;
    while (result.rank() < rank) {
      result = Layouts.unsqueezed(result, 0);
    }
    return result;
  }

  /** Returns the common extents of two tensors. */
  static List<Long> broadcast(List<Long> first, List<Long> second) {
    int rank = Math.max(first.size(), second.size());
    List<Long> extents = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      long a = i < rank - first.size() ? 1 : first.get(i - rank + first.size());
      long b = i < rank - second.size() ? 1 : second.get(i - rank + second.size());
      if (a != b && a != 1 && b != 1) {
        throw misfit("tensors %s and %s do not fit", first, second);
      }
      extents.add(a == 1 ? b : a);
    }
    return extents;
  }

  /** Learned values are a layer's; others that do not depend on the input cost next to nothing. */
  private static TracedTensor withConstant(
      Merge.Kind kind, TracedTensor first, TracedTensor second, List<Long> extents) {
    TracedTensor constant = first.isTraced() ? second : first;
    TracedTensor traced = first.isTraced() ? first : second;
    TracedTensor.Weight weight = constant.weight();
    if (!traced.isTraced()) {
      TracedTensor.Weight either = weight != null ? weight : traced.weight();
      return TracedTensor.constant(extents, either, traced.methods());
    }
    boolean grows = !extents.equals(traced.extents());
    if (grows && weight == null) {
      Graph graph = traced.graph();
      return withSource(
          kind,
          traced,
          constant,
          sizes -> graph.add("constant", new Buffer(sizes, Tensor.Element.SINGLE, "")));
    } else if (weight == null) {
      traced
          .graph()
          .note("what does not depend on the input is added or multiplied without a layer");
      return traced;
    }
    return grows
        ? withParameter(kind, traced, constant, weight)
        : learned(kind, traced, constant, weight);
  }

  private static TracedTensor learned(
      Merge.Kind kind, TracedTensor traced, TracedTensor constant, TracedTensor.Weight weight) {
    List<Long> own = constant.extents().stream().filter(extent -> extent != 1).toList();
    List<Long> last = traced.extents();
    boolean table = kind == Merge.Kind.ADD && traced.rank() == 3 && own.equals(last.subList(1, 3));
    boolean sums = kind == Merge.Kind.MULTIPLY && own.size() <= 1;
    @Nullable Layer layer = null;
    if (!weight.changes().isEmpty()) {
      return withParameter(kind, traced, constant, weight);
    }
    Placement placement = new Placement(List.of(2, 1));
    if (table) {
      long length = weight.extents().stream().filter(extent -> extent != 1).findFirst().orElse(1L);
      layer =
          new PositionEmbedding(
              length == own.get(0) ? null : Size.of(length), "", weight.extents().size() == 3);
    } else if (sums && own.size() == 1) {
      int axis = traced.rank() - constant.rank() + constant.extents().indexOf(own.get(0));
      List<Integer> axes = new ArrayList<>(traced.ownAxes());
      axes.remove(Integer.valueOf(axis));
      axes.add(0, axis);
      placement = new Placement(axes);
      layer = new LayerScale("");
    }
    if (layer == null) {
      return withParameter(kind, traced, constant, weight);
    }
    Made made = of(weight, traced.graph(), layer, Layouts.placed(traced, placement));
    return traced.with(traced.extents(), placement, made);
  }

  /** Learned values of any shape are an input of their own. */
  private static TracedTensor withParameter(
      Merge.Kind kind, TracedTensor traced, TracedTensor constant, TracedTensor.Weight weight) {
    long values = constant.extents().stream().reduce(1L, Math::multiplyExact);
    if (values != weight.extents().stream().reduce(1L, Math::multiplyExact)) {
      return withSource(kind, traced, constant, sizes -> made(weight, traced.graph(), sizes));
    }
    return withSource(kind, traced, constant, sizes -> parameter(weight, traced.graph(), sizes));
  }

  /** What is made of learned values alone, such as rows of a table at fixed places. */
  private static Made made(TracedTensor.Weight weight, Graph graph, List<Size> sizes) {
    List<Size> own = weight.extents().stream().map(Size::of).toList();
    Made learned = of(weight, graph, new Parameter(own, AxisOrder.HWC, ""));
    graph.note("what is made of learned values alone is a row of its own, without work");
    String name = weight.path().substring(weight.path().lastIndexOf('.') + 1) + "_part";
    return graph.add(name, new Opaque(sizes, AxisOrder.CHW, "part", Size.of(0)), learned);
  }

  /**
   * Learned values as a layer, reshaped to sizes, channels first, where they are held otherwise.
   */
  private static Made parameter(TracedTensor.Weight weight, Graph graph, List<Size> sizes) {
    List<Size> own = weight.extents().stream().map(Size::of).toList();
    AxisOrder order = sizes.size() > 2 ? AxisOrder.CHW : AxisOrder.HWC;
    List<Size> wanted = new ArrayList<>(sizes);
    Collections.rotate(wanted, order == AxisOrder.HWC ? -1 : 0);
    Made made = of(weight, graph, new Parameter(own, order, ""));
    for (Layer change : weight.changes()) {
      made = graph.add(LayerForm.of(change).words().get(0), change, made);
    }
    return own.equals(wanted)
        ? made
        : graph.add(
            "reshape",
            new Reshape(new OpenExtents(wanted.stream().map(Optional::of).toList()), order),
            made);
  }

  /** Returns learned values, repeated over a batch before their axes, as an input of a layer. */
  static TracedTensor source(TracedTensor constant, TracedTensor.Weight weight, Graph graph) {
    Placement placement =
        constant.rank() == 3
            ? Placement.channelsLast(1, 2)
            : Placement.channelsFirst(1, constant.rank() - 1);
    List<Size> sizes =
        placement.axes().stream().map(axis -> Size.of(constant.extents().get(axis))).toList();
    return TracedTensor.of(
        TracedTensor.batched(constant.extents().subList(1, constant.rank())),
        placement,
        parameter(weight, graph, sizes),
        constant.methods());
  }

  /**
   * Returns a tensor combined with what a layer makes without the network's input.
   *
   * @param constant a tensor of the extents that the layer's output has
   * @param source adds the layer, whose output has the given sizes, channels first
   */
  public static TracedTensor withSource(
      Merge.Kind kind,
      TracedTensor traced,
      TracedTensor constant,
      Function<List<Size>, Made> source) {
    List<Long> extents = broadcast(traced.extents(), constant.extents());
    TracedTensor standing = ranked(traced, extents.size());
    Placement plain = isWhole(standing) ? standing.placement() : new Placement(standing.ownAxes());
    List<Size> sizes = new ArrayList<>();
    for (int axis : plain.axes()) {
      int own = axis - extents.size() + constant.rank();
      sizes.add(Size.of(own < 0 ? 1 : constant.extents().get(own)));
    }
    Made placed = Layouts.placed(standing, plain);
    Made made = traced.graph().add(name(kind), Merge.of(kind), placed, source.apply(sizes));
    return traced.with(extents, plain, made);
  }

  /** Adds a layer whose values are learned ones of the code, under their name. */
  static Made of(TracedTensor.Weight weight, Graph graph, Layer layer, Made... inputs) {
    String path = Graph.joined(graph.block(), weight.path());
    return graph.add(path, layer, List.of(inputs), weight.owner()).get(0);
  }

  static PythonException misfit(String format, List<Long> first, List<Long> second) {
    return new PythonException(
        format.formatted(TracedTensor.text(first), TracedTensor.text(second)));
  }

  private static String name(Merge.Kind kind) {
    return kind.name().toLowerCase(java.util.Locale.ROOT);
  }
}
