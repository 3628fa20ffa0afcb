package io.github.layerbook.exchange.onnx.pattern;

import io.github.layerbook.exchange.onnx.model.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An instance norm of groups that channels are put into and taken out of again. */
final class GroupNorms implements Pattern {
  @Override
  public Set<String> lastOperators() {
    return Set.of("Add", "Reshape");
  }

  @Override
  public Optional<Group> endingWith(Operation last, Nodes nodes) {
    for (Affine affine : Affine.of(last, nodes)) {
      Operation apart = nodes.maker(affine.core(), "Reshape").orElse(null);
      Operation norm =
          apart == null
              ? null
              : nodes.maker(apart.inputs().get(0), "InstanceNormalization").orElse(null);
      Operation together =
          norm == null ? null : nodes.maker(norm.inputs().get(0), "Reshape").orElse(null);
      if (apart == null || norm == null || together == null) {
        continue;
      }
      String data = together.inputs().get(0);
      List<Long> before = nodes.extents(data);
      long groups = nodes.extents(norm.inputs().get(1)).stream().reduce(1L, Math::multiplyExact);
      boolean fits =
          before.size() > 1
              && before.equals(nodes.extents(apart.output()))
              && groups > 0
              && before.get(1) % groups == 0
              && affine.scale().isEmpty() == affine.shift().isEmpty();
      if (fits) {
        Map<String, Object> attributes = Map.of("num_groups", groups);
        return Optional.of(
            affine
                .group()
                .with(apart, norm, together)
                .as(last.as("GroupNormalization", "", affine.inputs(data), attributes)));
      }
    }
    return Optional.empty();
  }
}
