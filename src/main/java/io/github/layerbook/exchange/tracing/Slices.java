package io.github.layerbook.exchange.tracing;

import io.github.layerbook.exchange.Placement;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.exchange.python.syntax.Singleton;
import io.github.layerbook.exchange.python.value.SliceValue;
import io.github.layerbook.exchange.python.value.TupleValue;
import io.github.layerbook.exchange.python.value.Unknown;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.shape.Chunk;
import io.github.layerbook.layer.shape.Slice;
import io.github.layerbook.layer.shape.Split;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/** Parts of tensors: {@code x[:, 0]}, {@code x[..., Singleton]}. */
public final class Slices {
  private Slices() {}

  /** Returns what stands at an index. */
  public static Object item(TracedTensor tensor, Object index) {
    List<Object> parts =
        new ArrayList<>(index instanceof TupleValue tuple ? tuple.values() : List.of(index));
    long axes =
        parts.stream().filter(part -> part != Singleton.NONE && part != Singleton.ELLIPSIS).count();
    if (axes > tensor.rank()) {
      throw new PythonException(
          "%d indices are too many for a tensor %s", axes, TracedTensor.text(tensor.extents()));
    }
    int ellipsis = parts.indexOf(Singleton.ELLIPSIS);
    TracedTensor result = tensor;
    int axis = 0;
    for (int i = 0; i < parts.size(); i++) {
      Object part = parts.get(i);
      if (i == ellipsis) {
        axis += (int) (tensor.rank() - axes);
      } else if (part == Singleton.NONE) {
        result = Layouts.unsqueezed(result, axis++);
      } else if (part instanceof SliceValue slice) {
        result = sliced(result, axis++, slice);
      } else if (part instanceof Long number) {
        result = picked(result, axis, number);
      } else if (part instanceof List<?> places && !places.isEmpty()) {
        result = listed(result, axis++, places);
      } else if (part instanceof TracedTensor places && isOnly(places, parts, tensor)) {
        List<Long> extents = new ArrayList<>(result.extents());
        extents.remove(axis);
        extents.addAll(axis, places.extents());
        result = result.viewed(extents, result.placement());
        axis += places.rank();
      } else if (part instanceof Unknown unknown) {
        throw unknown.needed();
      } else {
        throw new PythonException("this index of a tensor is not understood");
      }
    }
    return result;
  }

  /** Whether values that do not depend on the input are looked up along one axis alone. */
  private static boolean isOnly(TracedTensor places, List<Object> parts, TracedTensor tensor) {
    return !tensor.isTraced()
        && parts.stream().noneMatch(part -> part != places && part instanceof TracedTensor);
  }

  /** {@code x[:, [-1]]}: parts of extent 1, one after the other. */
  private static TracedTensor listed(TracedTensor tensor, int axis, List<?> places) {
    long extent = tensor.extents().get(axis);
    List<TracedTensor> parts = new ArrayList<>();
    for (Object place : places) {
      if (!(place instanceof Long index) || parts.size() > 1000) {
        throw new PythonException("this index of a tensor is not understood");
      }
      parts.add(part(tensor, axis, index < 0 ? index + extent : index, 1, 1));
    }
    return Merges.concatenated(parts, axis);
  }

  private static TracedTensor sliced(TracedTensor tensor, int axis, SliceValue slice) {
    long extent = tensor.extents().get(axis);
    SliceValue.Range range = slice.of(extent);
    if (range.count() == extent && range.step() > 0) {
      return tensor;
    } else if (range.step() < 0) {
      if (range.count() == extent) {
        return tensor;
      }
      throw new PythonException("a tensor's slices have steps forwards");
    }
    return part(tensor, axis, range.first(), range.count(), range.step());
  }

  /** Returns part of a tensor along an axis. */
  public static TracedTensor part(
      TracedTensor tensor, int axis, long first, long count, long step) {
    List<Long> extents = new ArrayList<>(tensor.extents());
    extents.set(axis, count);
    if (count == tensor.extents().get(axis)) {
      return tensor;
    } else if (count <= 0) {
      throw new PythonException(
          "nothing is left of dimension %d of %s", axis, TracedTensor.text(tensor.extents()));
    } else if (!tensor.isTraced()) {
      return tensor.viewed(extents, tensor.placement());
    }
    TracedTensor standing = tensor;
    int own = tensor.placement().axes().indexOf(axis);
    if (own < 0) {
      if (tensor.extents().get(axis) % TracedTensor.BATCH == 0) {
        throw new PythonException("part of a batch is taken, which no layer does");
      }
      Placement plain = new Placement(tensor.ownAxes());
      standing = tensor.with(tensor.extents(), plain, Layouts.placed(tensor, plain));
      own = plain.axes().indexOf(axis);
    }
    long end = first + (count - 1) * step + 1;
    Slice slice = new Slice(own + 1, Size.of(first), Size.of(end), Size.of(step));
    return standing.with(
        extents, standing.placement(), standing.graph().add("slice", slice, standing.made()));
  }

  /**
   * Returns a tensor's parts along an axis, one after the other: outputs of one layer, unless the
   * tensor does not depend on the input.
   *
   * @param sizes the parts' extents, which together are the axis's
   */
  public static List<Object> parts(TracedTensor tensor, int axis, List<Long> sizes) {
    int own = tensor.placement().axes().indexOf(axis);
    List<Object> parts = new ArrayList<>();
    if (!tensor.isTraced() || own < 0 || sizes.size() < 2) {
      long start = 0;
      for (long size : sizes) {
        parts.add(part(tensor, axis, start, size, 1));
        start += size;
      }
      return parts;
    }
    boolean equal = sizes.stream().distinct().count() == 1;
    Layer layer =
        equal
            ? new Chunk(sizes.size(), own + 1)
            : new Split(sizes.stream().map(Size::of).toList(), own + 1);
    Graph graph = tensor.graph();
    String path = Graph.joined(graph.block(), equal ? "chunk" : "split");
    for (Made made : graph.add(path, layer, List.of(tensor.made()), null)) {
      List<Long> extents = new ArrayList<>(tensor.extents());
      extents.set(axis, sizes.get(parts.size()));
      parts.add(tensor.with(extents, tensor.placement(), made));
    }
    return parts;
  }

  /** Returns a tensor at one place along an axis, which goes. */
  public static TracedTensor picked(TracedTensor tensor, int axis, long index) {
    long extent = tensor.extents().get(axis);
    if (axis == tensor.batchAxis() && tensor.isTraced()) {
      throw new PythonException("one example of a batch is taken, which no layer does");
    }
    int place = TracedTensor.axis(index, (int) Math.min(extent, Integer.MAX_VALUE));
    return Layouts.squeezed(part(tensor, axis, place, 1, 1), axis);
  }
}
