package io.github.layerbook.exchange.tracing;

import io.github.layerbook.exchange.Placement;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.value.HostValue;
import io.github.layerbook.exchange.python.value.Instance;
import io.github.layerbook.exchange.python.value.Python;
import io.github.layerbook.exchange.python.value.TupleValue;
import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tensor of the code: extents, and which output of which layer it is.
 *
 * @param extents its extents in the framework's order, with the batch
 * @param placement at which of the extents the axes of the layer's output stand
 * @param source the output; null for one that does not depend on the input
 * @param weight the learned values that it is made of; null for none
 * @param methods what the framework's tensors can do
 */
public record TracedTensor(
    List<Long> extents,
    Placement placement,
    @Nullable Made source,
    @Nullable Weight weight,
    Methods methods)
    implements HostValue {
  /** The extent of the batch: a prime that no layer's size is a multiple of. */
  public static final long BATCH = 1_000_003;

  /**
   * Copies the extents.
   *
   * @throws PythonException if there are more than a shape and the batch have
   */
  public TracedTensor {
    if (extents.size() > Shape.MOST_AXES) {
      throw new PythonException(
          "a tensor of %,d axes: at most %d are possible", extents.size(), Shape.MOST_AXES);
    }
    extents = List.copyOf(extents);
  }

  /** What a framework's tensors can do. */
  public interface Methods {
    /** Those of tensors of no code. */
    Methods NONE = (interpreter, tensor, name) -> Optional.empty();

    /** Returns a method or property of a tensor. */
    Optional<Object> attribute(Python interpreter, TracedTensor tensor, String name);

    /** Sets an attribute of a tensor; most change nothing here. */
    default void set(TracedTensor tensor, String name, Object value) {}
  }

  /**
   * Learned values that are no layer's.
   *
   * @param owner the object that they belong to, compared by identity
   * @param path its name
   * @param extents their extents
   * @param changes layers that have changed each of them alone
   */
  public record Weight(Object owner, String path, List<Long> extents, List<Layer> changes) {
    /** Copies the lists. */
    public Weight {
      extents = List.copyOf(extents);
      changes = List.copyOf(changes);
    }

    /** Makes learned values as they are. */
    public Weight(Object owner, String path, List<Long> extents) {
      this(owner, path, extents, List.of());
    }

    /** Returns what a layer makes of each value. */
    public Weight changed(Layer layer) {
      List<Layer> all = new ArrayList<>(changes);
      all.add(layer);
      return new Weight(owner, path, extents, all);
    }
  }

  /** Makes a tensor of an output. */
  public static TracedTensor of(
      List<Long> extents, Placement placement, Made made, Methods methods) {
    return new TracedTensor(extents, placement, made, null, methods);
  }

  /** Makes a tensor of a network's input, whose batch is the first axis. */
  public static TracedTensor input(
      Graph graph, String name, List<Long> extents, AxisOrder order, Methods methods) {
    int rank = extents.size();
    return of(
        batched(extents),
        order == AxisOrder.CHW ? Placement.channelsFirst(1, rank) : Placement.channelsLast(1, rank),
        graph.input(name, new Input(extents.stream().map(Size::of).toList(), order)),
        methods);
  }

  /** Returns the extents of an example with the batch before them. */
  public static List<Long> batched(List<Long> extents) {
    List<Long> batched = new ArrayList<>(List.of(BATCH));
    batched.addAll(extents);
    return batched;
  }

  /** Returns the extents without the first, that of the batch. */
  public List<Long> example() {
    return extents.subList(1, rank());
  }

  /** Makes a tensor that does not depend on the input. */
  public static TracedTensor constant(
      List<Long> extents, @Nullable Weight weight, Methods methods) {
    return new TracedTensor(extents, new Placement(List.of()), null, weight, methods);
  }

  /** Returns whether it depends on the input. */
  public boolean isTraced() {
    return source != null;
  }

  /**
   * Returns the output that it is.
   *
   * @throws PythonException if it does not depend on the input
   */
  public Made made() {
    Made made = source;
    if (made == null) {
      throw new PythonException("this tensor does not depend on the network's input");
    }
    return made;
  }

  /** Returns the layers that it is made by. */
  public Graph graph() {
    return made().graph();
  }

  /** Returns the same values under other extents. */
  public TracedTensor viewed(List<Long> newExtents, Placement newPlacement) {
    return new TracedTensor(newExtents, newPlacement, source, weight, methods);
  }

  /** Returns another output as a tensor of the same framework. */
  public TracedTensor with(List<Long> newExtents, Placement newPlacement, Made made) {
    return new TracedTensor(newExtents, newPlacement, made, null, methods);
  }

  /** Returns the number of axes. */
  public int rank() {
    return extents.size();
  }

  /** Returns an axis counted from the front; negative ones count from the end. */
  public int axis(long axis) {
    return axis(axis, rank());
  }

  /** Returns an axis among a number of them, counted from the front. */
  static int axis(long axis, int rank) {
    long index = axis < 0 ? axis + rank : axis;
    if (index < 0 || index >= rank) {
      throw new PythonException("there is no dimension %d among %d", axis, rank);
    }
    return (int) index;
  }

  /** Returns the axis of the batch; -1 if there is none. */
  public int batchAxis() {
    for (int i = 0; i < rank(); i++) {
      if (extents.get(i) % BATCH == 0 && extents.get(i) > 0) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the axes that are not the batch. */
  public List<Integer> ownAxes() {
    List<Integer> axes = new ArrayList<>();
    int batch = batchAxis();
    for (int i = 0; i < rank(); i++) {
      if (i != batch) {
        axes.add(i);
      }
    }
    return axes;
  }

  /** Returns extents as messages show them. */
  public static String text(List<Long> extents) {
    return extents.stream()
        .map(
            extent ->
                extent == BATCH
                    ? "N"
                    : extent % BATCH == 0 && extent > 0 ? extent / BATCH + "*N" : extent.toString())
        .toList()
        .toString();
  }

  @Override
  public String type() {
    return "tensor";
  }

  @Override
  public boolean isMade() {
    return isTraced();
  }

  @Override
  public Optional<Object> attribute(Python interpreter, String name) {
    return methods.attribute(interpreter, this, name);
  }

  /** Learned values of their own are others in a copy. */
  @Override
  public Object copied() {
    return weight == null || isTraced() || weight.owner() instanceof Instance
        ? this
        : constant(
            extents,
            new Weight(new Object(), weight.path(), weight.extents(), weight.changes()),
            methods);
  }

  @Override
  public void setAttribute(Python interpreter, String name, Object value) {
    methods.set(this, name, value);
  }

  @Override
  public Optional<Object> operate(
      Python interpreter, String operator, Object other, boolean reflected) {
    return Merges.operate(interpreter, this, operator, other, reflected);
  }

  @Override
  public Optional<Object> operate(Python interpreter, String operator) {
    return Optional.of(this);
  }

  @Override
  public Object item(Python interpreter, Object index) {
    return Slices.item(this, index);
  }

  @Override
  public void setItem(Python interpreter, Object index, Object value) {
    if (isTraced()) {
      throw new PythonException("values of a tensor are set, which no layer does");
    }
  }

  @Override
  public Optional<Iterable<Object>> values(Python interpreter) {
    if (rank() == 0 || extents.get(0) % BATCH == 0) {
      return Optional.empty();
    }
    List<Object> parts = new ArrayList<>();
    for (long i = 0; i < extents.get(0) && i < 10_000; i++) {
      parts.add(item(interpreter, i));
    }
    return Optional.of(parts);
  }

  @Override
  public Optional<Long> length(Python interpreter) {
    return rank() == 0 ? Optional.empty() : Optional.of(extents.get(0));
  }

  /** Returns the extents as a tuple. */
  public TupleValue shape() {
    return TupleValue.of(extents);
  }

  @Override
  public String toString() {
    return "tensor" + text(extents);
  }
}
