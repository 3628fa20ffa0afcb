package io.github.layerbook.exchange.tracing;

import io.github.layerbook.exchange.Placement;
import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.attention.ClassToken;
import io.github.layerbook.layer.merge.Concatenate;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.List;

/** Tensors put one behind the other; a learned one before a sequence is its class token. */
public final class Concatenations {
  private Concatenations() {}

  /** Returns tensors one after the other along an axis. */
  public static TracedTensor of(List<TracedTensor> tensors, long axis) {
    if (tensors.isEmpty()) {
      throw new PythonException("there are no tensors to concatenate");
    } else if (tensors.size() == 1) {
      return tensors.get(0);
    }
    TracedTensor model =
        tensors.stream().filter(TracedTensor::isTraced).findFirst().orElse(tensors.get(0));
    int along = model.axis(axis);
    long total = 0;
    for (TracedTensor tensor : tensors) {
      if (tensor.rank() != model.rank()) {
        throw Merges.misfit("tensors %s and %s do not fit", model.extents(), tensor.extents());
      }
      total += tensor.extents().get(along);
      for (int i = 0; i < model.rank(); i++) {
        boolean batch = i == model.batchAxis() && tensor.extents().get(i) == 1;
        if (i != along && !batch && !tensor.extents().get(i).equals(model.extents().get(i))) {
          throw Merges.misfit("tensors %s and %s do not fit", model.extents(), tensor.extents());
        }
      }
    }
    List<Long> extents = new ArrayList<>(model.extents());
    extents.set(along, total);
    if (!model.isTraced()) {
      return model.viewed(extents, model.placement());
    } else if (along == model.batchAxis()) {
      throw new PythonException("batches are put one after the other, which no layer does");
    }
    List<TracedTensor> constants = tensors.stream().filter(tensor -> !tensor.isTraced()).toList();
    if (!constants.isEmpty()) {
      return withToken(tensors, constants, along, extents);
    }
    Placement placement =
        tensors.stream().allMatch(tensor -> tensor.placement().equals(model.placement()))
                && model.placement().axes().contains(along)
            ? model.placement()
            : new Placement(model.ownAxes());
    Made[] inputs =
        tensors.stream().map(tensor -> Layouts.placed(tensor, placement)).toArray(Made[]::new);
    Layer layer = new Concatenate(placement.axes().indexOf(along) + 1);
    return model.with(extents, placement, model.graph().add("concat", layer, inputs));
  }

  private static TracedTensor withToken(
      List<TracedTensor> tensors, List<TracedTensor> constants, int along, List<Long> extents) {
    TracedTensor token = constants.get(constants.size() - 1);
    TracedTensor.Weight weight = token.weight();
    TracedTensor traced = tensors.stream().filter(TracedTensor::isTraced).findFirst().orElseThrow();
    int behind = tensors.size() - 1;
    if (behind > 1 && tensors.get(behind).isTraced() && !tensors.get(behind - 1).isTraced()) {
      List<TracedTensor> outer = new ArrayList<>(tensors.subList(0, behind - 1));
      outer.add(of(tensors.subList(behind - 1, behind + 1), along));
      return of(outer, along);
    } else if (tensors.size() != 2 || weight == null || along != 1 || traced.rank() != 3) {
      throw new PythonException(
          "a tensor %s does not depend on the input and is concatenated, for which there is no"
              + " layer",
          TracedTensor.text(token.extents()));
    }
    Placement sequence = new Placement(List.of(2, 1));
    Layer layer = new ClassToken(Size.of(token.extents().get(1)), "", weight.extents().size() > 1);
    Made made = Merges.of(weight, traced.graph(), layer, Layouts.placed(traced, sequence));
    return traced.with(extents, sequence, made);
  }
}
