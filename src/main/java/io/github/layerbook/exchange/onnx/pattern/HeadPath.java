package io.github.layerbook.exchange.onnx.pattern;

import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.onnx.model.Operation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How queries, keys or values come from a projection: over views and scales, maybe normalised, and
 * turned by their position ({@code x cos + x' sin}, however the halves or pairs are taken apart).
 *
 * @param linear the projection
 * @param turned how many features of each head are turned
 * @param norm the normalisation, if there is one
 * @param mixed whether a factor of several numbers awaits its sum
 */
@SuppressWarnings("ReferenceEquality") // An equal operation elsewhere is another one.
record HeadPath(Operation linear, long turned, @Nullable Operation norm, boolean mixed) {
  /** What only rearranges, or takes part. */
  static final List<String> VIEWS =
      Dialect.names(
          "Reshape Transpose Squeeze Unsqueeze Slice Split Gather Identity Cast Expand Flatten"
              + " Dropout");

  private static final int LONGEST = 24;

  private static final List<String> NORMS =
      Dialect.names("RMSNormalization SimplifiedLayerNormalization LayerNormalization");

  /** Goes back from a value; what is passed joins the group. */
  static Optional<HeadPath> of(String value, Nodes nodes, Group group) {
    return new Search(nodes, group, new HashMap<>()).of(value, 0).filter(path -> !path.mixed());
  }

  private HeadPath turned(long features) {
    return new HeadPath(linear, features, norm, false);
  }

  /** Both ways lead to one projection, by the same normalisation. */
  private boolean meets(HeadPath other) {
    return linear == other.linear && norm == other.norm;
  }

  /** A search with what was found before: what is turned is read more than once. */
  private record Search(Nodes nodes, Group group, Map<String, Optional<HeadPath>> found) {
    Optional<HeadPath> of(String value, int depth) {
      Optional<HeadPath> before = found.get(value);
      if (before != null) {
        return before;
      }
      Optional<Operation> maker = nodes.maker(value);
      Optional<HeadPath> path =
          maker
              .filter(each -> depth <= LONGEST && !each.inputs().isEmpty())
              .flatMap(each -> of(each, depth + 1));
      path.map(HeadPath::linear)
          .flatMap(linear -> maker.filter(each -> each != linear))
          .ifPresent(group::with);
      found.put(value, path);
      return path;
    }

    private Optional<HeadPath> of(Operation maker, int depth) {
      String first = maker.inputs().get(0);
      if (AttentionHeads.isLinear(maker, nodes)) {
        return Optional.of(new HeadPath(maker, 0, null, false));
      } else if (NORMS.contains(maker.operator())) {
        return of(first, depth)
            .filter(path -> path.norm() == null && path.turned() == 0)
            .map(path -> new HeadPath(path.linear(), 0, maker, path.mixed()));
      } else if (VIEWS.contains(maker.operator()) || maker.operator().equals("Neg")) {
        return of(first, depth);
      }
      return switch (maker.operator()) {
        case "Mul", "Div" -> scaled(maker, depth);
        case "Add", "Sub" -> turned(maker, depth);
        case "Concat" -> joined(maker, depth);
        case "RotaryEmbedding" -> of(first, depth).map(path -> path.turned(rotary(maker)));
        default -> Optional.empty();
      };
    }

    private long rotary(Operation maker) {
      long stated = maker.number("rotary_embedding_dim", 0);
      List<Long> extents = nodes.extents(maker.output());
      return stated > 0 || extents.isEmpty() ? stated : extents.get(extents.size() - 1);
    }

    /** A number for all, or the cosines and sines of positions. */
    private Optional<HeadPath> scaled(Operation maker, int depth) {
      for (int side = 0; maker.inputs().size() == 2 && side < 2; side++) {
        String factor = maker.inputs().get(1 - side);
        Optional<HeadPath> path = of(maker.inputs().get(side), depth);
        if (path.isPresent()) {
          boolean single = nodes.isSingle(factor);
          return of(factor, depth).isPresent()
              ? Optional.empty()
              : path.map(
                  each ->
                      new HeadPath(
                          each.linear(), each.turned(), each.norm(), each.mixed() || !single));
        }
      }
      return Optional.empty();
    }

    private Optional<HeadPath> turned(Operation maker, int depth) {
      List<Long> extents = nodes.extents(maker.output());
      if (maker.inputs().size() != 2 || extents.isEmpty()) {
        return Optional.empty();
      }
      Optional<HeadPath> one = of(maker.inputs().get(0), depth);
      Optional<HeadPath> other = of(maker.inputs().get(1), depth);
      return one.filter(path -> other.filter(path::meets).isPresent())
          .map(path -> path.turned(extents.get(extents.size() - 1)));
    }

    /** Features, or positions, that were taken apart. */
    private Optional<HeadPath> joined(Operation maker, int depth) {
      HeadPath all = null;
      long rank = nodes.extents(maker.output()).size();
      long axis = maker.number("axis", 0);
      boolean features = axis == -1 || axis == rank - 1;
      for (String input : maker.inputs()) {
        HeadPath path = of(input, depth).orElse(null);
        if (path == null || (all != null && !all.meets(path))) {
          return Optional.empty();
        }
        long before = all == null ? 0 : all.turned();
        long turned = features ? before + path.turned() : Math.max(before, path.turned());
        boolean mixed = path.mixed() || (all != null && all.mixed());
        all = new HeadPath(path.linear(), turned, path.norm(), mixed);
      }
      return Optional.ofNullable(all);
    }
  }
}
