package io.github.layerbook.exchange.onnx.pattern;

import io.github.layerbook.exchange.onnx.model.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Normalisations that are written out. */
final class Norms {
  private Norms() {}

  /** {@code (x - mean(x)) / sqrt(mean((x - mean(x))²) + eps)}, scaled and shifted. */
  static final class OfLayers implements Pattern {
    @Override
    public Set<String> lastOperators() {
      return Set.of("Add", "Mul", "Div");
    }

    @Override
    public Optional<Group> endingWith(Operation last, Nodes nodes) {
      for (Affine affine : Affine.of(last, nodes)) {
        Group group = affine.group();
        List<String> dividend = new ArrayList<>();
        Optional<Deviation> root = Deviation.divided(affine.core(), nodes, group, dividend);
        Operation difference =
            root.flatMap(each -> nodes.maker(dividend.get(0), "Sub")).orElse(null);
        Operation again = root.flatMap(each -> nodes.maker(each.data(), "Sub")).orElse(null);
        if (difference == null || again == null) {
          continue;
        }
        String data = difference.inputs().get(0);
        Operation mean = Deviation.mean(difference.inputs().get(1), nodes).orElse(null);
        Operation sameMean = Deviation.mean(again.inputs().get(1), nodes).orElse(null);
        boolean fits =
            mean != null
                && sameMean != null
                && nodes.same(mean.inputs().get(0), data)
                && nodes.same(again.inputs().get(0), data)
                && affine.isOver(Deviation.axis(mean, nodes), data, nodes)
                && Deviation.axis(mean, nodes) == Deviation.axis(root.orElseThrow().mean(), nodes);
        if (fits && mean != null && sameMean != null) {
          group
              .with(difference, again, mean, sameMean)
              .with(nodes.casts(dividend.get(0)))
              .with(nodes.casts(root.orElseThrow().data()));
          Map<String, Object> attributes = Map.of("axis", Deviation.axis(mean, nodes));
          return Optional.of(
              group.as(last.as("LayerNormalization", "", affine.inputs(data), attributes)));
        }
      }
      return Optional.empty();
    }
  }

  /** {@code x / sqrt(mean(x²) + eps)}, scaled. */
  static final class OfSquares implements Pattern {
    @Override
    public Set<String> lastOperators() {
      return Set.of("Mul", "Div");
    }

    @Override
    public Optional<Group> endingWith(Operation last, Nodes nodes) {
      for (Affine affine : Affine.of(last, nodes)) {
        Group group = affine.group();
        List<String> dividend = new ArrayList<>();
        Optional<Deviation> root = Deviation.divided(affine.core(), nodes, group, dividend);
        boolean fits =
            affine.shift().isEmpty()
                && root.isPresent()
                && nodes.same(root.get().data(), dividend.get(0))
                && affine.isOver(Deviation.axis(root.get().mean(), nodes), dividend.get(0), nodes);
        if (fits) {
          String data = nodes.origin(dividend.get(0));
          Map<String, Object> attributes =
              Map.of("axis", Deviation.axis(root.orElseThrow().mean(), nodes));
          return Optional.of(
              group.as(last.as("RMSNormalization", "", affine.inputs(data), attributes)));
        }
      }
      return Optional.empty();
    }
  }
}
