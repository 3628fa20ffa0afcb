package io.github.layerbook.network;

import io.github.layerbook.layer.LayerException;
import io.github.layerbook.layer.Requirement;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds which tensors a layer has of its own, where it shares weights with one before it. */
final class SharedWeights {
  private static final String MEND = "only tensors of one shape can be shared";

  private SharedWeights() {}

  /**
   * Returns the tensors without those that another layer has under the same name; where neither has
   * any, nothing is shared.
   *
   * @param owner the other layer's path
   * @param open gets what must hold of shapes that are not known yet
   * @throws LayerException if the layers have no tensor in common, or one of two shapes
   */
  static List<Tensor> without(
      List<Tensor> all, List<Tensor> theirs, String owner, List<Requirement> open) {
    if (theirs.isEmpty() && all.isEmpty()) {
      return all;
    }
    Map<String, Tensor> others = new HashMap<>();
    theirs.forEach(tensor -> others.put(tensor.name(), tensor));
    List<Tensor> own = new ArrayList<>();
    for (Tensor tensor : all) {
      Tensor other = others.get(tensor.name());
      if (other == null) {
        own.add(tensor);
      } else if (isOpen(other.extents(), tensor.extents())) {
        open.addAll(same(owner, tensor, other));
      } else if (!isSame(other.extents(), tensor.extents())) {
        throw new LayerException(
            "its %s has shape %s, that of %s %s: %s"
                .formatted(tensor.name(), tensor.extents(), owner, other.extents(), MEND));
      }
    }
    if (own.size() == all.size()) {
      throw new LayerException(
          "it has no weights in common with %s: name a layer of the same kind".formatted(owner));
    }
    return own;
  }

  /** Whether it depends on sizes that are not known yet whether extents are the same. */
  private static boolean isOpen(List<Size> some, List<Size> others) {
    return some.size() == others.size()
        && !isSame(some, others)
        && Stream.concat(some.stream(), others.stream()).anyMatch(size -> !size.isKnown());
  }

  /** What must hold so that a tensor can be shared. */
  private static List<Requirement> same(String owner, Tensor tensor, Tensor other) {
    return IntStream.range(0, tensor.extents().size())
        .mapToObj(
            i ->
                Requirement.that("the extent of " + tensor.name(), tensor.extents().get(i))
                    .equalTo("that of " + owner, other.extents().get(i), MEND))
        .toList();
  }

  /** Whether extents are the same, under whatever names they were derived. */
  private static boolean isSame(List<Size> some, List<Size> others) {
    return some.size() == others.size()
        && IntStream.range(0, some.size()).allMatch(i -> some.get(i).isSame(others.get(i)));
  }
}
