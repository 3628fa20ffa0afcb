package io.github.layerbook.exchange.onnx.pattern;

import io.github.layerbook.exchange.onnx.model.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code x / max(‖x‖, eps)}. */
final class Lengths implements Pattern {
  @Override
  public Set<String> lastOperators() {
    return Set.of("Div");
  }

  @Override
  public Optional<Group> endingWith(Operation last, Nodes nodes) {
    if (last.inputs().size() != 2) {
      return Optional.empty();
    }
    Group group = new Group(last);
    String at = last.inputs().get(1);
    for (int i = 0; i < 4; i++) {
      Operation maker = nodes.maker(at).orElse(null);
      if (maker == null) {
        return Optional.empty();
      }
      Optional<String> data = length(maker, nodes, group);
      if (data.isPresent()) {
        long axis = Deviation.axis(maker, nodes);
        boolean fits = axis == -1 && nodes.same(data.get(), last.inputs().get(0));
        return fits
            ? Optional.of(
                group
                    .with(maker)
                    .as(last.as("LpNormalization", "", List.of(data.get()), Map.of("axis", axis))))
            : Optional.empty();
      } else if (!List.of("Expand", "Clip", "Max", "Add", "Cast", "Sqrt")
          .contains(maker.operator())) {
        return Optional.empty();
      }
      group.with(maker);
      at = maker.inputs().get(0);
    }
    return Optional.empty();
  }

  /** What an operation tells the length of, or its square. */
  private static Optional<String> length(Operation maker, Nodes nodes, Group group) {
    if (maker.operator().equals("ReduceL2")) {
      return Optional.of(maker.inputs().get(0));
    }
    Operation square =
        maker.operator().equals("ReduceSum")
            ? nodes.maker(maker.inputs().get(0), "Mul").orElse(null)
            : null;
    if (square == null || !nodes.same(square.inputs().get(0), square.inputs().get(1))) {
      return Optional.empty();
    }
    group.with(square);
    return Optional.of(square.inputs().get(0));
  }
}
