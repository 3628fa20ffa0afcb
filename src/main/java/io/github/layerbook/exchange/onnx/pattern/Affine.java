package io.github.layerbook.exchange.onnx.pattern;

import io.github.layerbook.exchange.onnx.model.Operation;
import java.util.ArrayList;
import java.util.List;

/**
 * A scale and a shift that may follow.
 *
 * @param core what is scaled and shifted
 * @param scale the scale; empty for none
 * @param shift the shift; empty for none
 * @param group the nodes that do it
 */
record Affine(String core, String scale, String shift, Group group) {
  static List<Affine> of(Operation last, Nodes nodes) {
    List<Affine> all = new ArrayList<>();
    if (last.operator().equals("Add") && nodes.varying(last).isPresent()) {
      String shift = nodes.constant(last);
      String scaled = nodes.varying(last).orElseThrow();
      nodes
          .maker(scaled, "Mul")
          .filter(product -> nodes.varying(product).isPresent())
          .ifPresent(
              product ->
                  all.add(
                      new Affine(
                          nodes.varying(product).orElseThrow(),
                          nodes.constant(product),
                          shift,
                          new Group(last).with(product).with(nodes.casts(scaled)))));
    } else if (last.operator().equals("Mul") && nodes.varying(last).isPresent()) {
      all.add(
          new Affine(nodes.varying(last).orElseThrow(), nodes.constant(last), "", new Group(last)));
    }
    all.add(new Affine(last.output(), "", "", new Group(last)));
    return all;
  }

  /** Whether each feature of the last axes, from one on, has its scale and its shift. */
  boolean isOver(long axis, String data, Nodes nodes) {
    List<Long> extents = nodes.extents(data);
    int first = extents.size() + Math.toIntExact(axis);
    return first >= 0
        && axis < 0
        && isOver(scale, extents.subList(first, extents.size()), nodes)
        && isOver(shift, extents.subList(first, extents.size()), nodes);
  }

  private static boolean isOver(String weight, List<Long> features, Nodes nodes) {
    List<Long> own = nodes.extents(weight).stream().filter(extent -> extent != 1).toList();
    return weight.isEmpty()
        || nodes.isSingle(weight)
        || own.equals(features.stream().filter(extent -> extent != 1).toList());
  }

  /** The inputs of the operation that stands for all. */
  List<String> inputs(String data) {
    List<String> inputs = new ArrayList<>(List.of(data));
    if (!scale.isEmpty()) {
      inputs.add(scale);
    }
    if (!shift.isEmpty()) {
      inputs.add(shift);
    }
    return inputs;
  }
}
