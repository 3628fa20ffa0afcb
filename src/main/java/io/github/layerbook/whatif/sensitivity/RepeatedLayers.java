package io.github.layerbook.whatif.sensitivity;

import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.form.OptionException;
import io.github.layerbook.network.Applied;
import io.github.layerbook.network.Blueprint;
import io.github.layerbook.network.NetworkException;
import io.github.layerbook.report.Report;
import io.github.layerbook.whatif.edit.Depth;
import io.github.layerbook.whatif.edit.Knob;
import io.github.layerbook.whatif.edit.RepeatedBlocks;
import io.github.layerbook.whatif.sensitivity.NextStep.Layers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The steps of one block or layer more: another block of each list of numbered ones; where there is
 * no such list, another layer after one that gives what it reads, with what follows it until the
 * next layer with parameters.
 */
final class RepeatedLayers {
  private final Report before;
  private final Blueprint network;

  private RepeatedLayers(Report before) {
    this.before = before;
    this.network = Blueprint.of(before.network());
  }

  /** Finds the steps that build. */
  static List<Layers> of(Report before) {
    RepeatedLayers layers = new RepeatedLayers(before);
    List<RepeatedBlocks> lists = RepeatedBlocks.all(layers.network);
    List<Layers> steps = new ArrayList<>();
    if (lists.isEmpty()) {
      layers.addCopies(steps);
    } else {
      lists.forEach(list -> layers.addBlock(list, steps));
    }
    return steps;
  }

  private void addBlock(RepeatedBlocks blocks, List<Layers> steps) {
    String lists =
        blocks.lists().stream()
            .map(list -> list.isEmpty() ? network.name() : list)
            .collect(Collectors.joining(" and "));
    int more = blocks.count() + 1;
    String written = "layers=" + more;
    boolean isWritten =
        Depth.isMeant(Knob.parse(written), network)
            && RepeatedBlocks.of(network)
                .map(all -> all.lists().equals(blocks.lists()))
                .orElse(false);
    try {
      add(
          "blocks of " + lists,
          lists,
          blocks.count() + " → " + more,
          isWritten ? List.of(written) : List.of(),
          blocks.with(more),
          steps);
    } catch (OptionException needsItsLast) {
      // what stays reads a block by its number
    }
  }

  private void addCopies(List<Layers> steps) {
    List<Applied> applied = before.network().applied();
    for (int place = 0; place < applied.size(); place++) {
      int end = end(applied, place);
      if (end > place) {
        List<String> names = applied.subList(place, end).stream().map(Applied::label).toList();
        Blueprint longer = network;
        for (int i = place; i < end; i++) {
          longer = longer.withAfter(end - 1 + i - place, "", network.layer(i));
        }
        String kind =
            applied.subList(place, end).stream()
                .map(layer -> LayerForm.of(layer.node().layer()).print(layer.node().layer()))
                .collect(Collectors.joining("\n"));
        add(String.join(" + ", names), kind, "once more", List.of(), longer, steps);
      }
    }
  }

  /**
   * The place after what goes with a layer that gives what it reads; its own place if it does not.
   */
  private static int end(List<Applied> applied, int place) {
    Applied layer = applied.get(place);
    if (layer.tensors().isEmpty() || !isKeeping(layer)) {
      return place;
    }
    int end = place + 1;
    while (end < applied.size()
        && applied.get(end).declaration().tensors().isEmpty()
        && isKeeping(applied.get(end))
        && applied.get(end).node().reads().equals(List.of(applied.get(end - 1).node().output()))) {
      end++;
    }
    return end;
  }

  /** Whether a layer has one input and gives an output of its shape. */
  private static boolean isKeeping(Applied layer) {
    return layer.inputs().size() == 1
        && layer.outputs().size() == 1
        && extents(layer.output()).equals(extents(layer.inputs().get(0)));
  }

  private static List<Long> extents(Shape shape) {
    return shape.axes().stream().map(axis -> axis.size().value()).toList();
  }

  private void add(
      String name,
      String kind,
      String text,
      List<String> edits,
      Blueprint longer,
      List<Layers> steps) {
    Layers step = new Layers(name, kind, text, edits, longer);
    try {
      step.after(before);
      steps.add(step);
    } catch (NetworkException breaks) {
      // no such network
    }
  }
}
