package io.github.layerbook.exchange.tracing;

import io.github.layerbook.exchange.python.syntax.PythonException;
import io.github.layerbook.layer.pooling.GlobalPool;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The patterns of einops: {@code b c (h p) (w q) -> b (h w) (p q c)}. */
public final class Einops {
  private static final Pattern TERM = Pattern.compile("\\(([^()]*)\\)|(\\S+)");

  private final String pattern;
  private final Map<String, Long> sizes;

  private Einops(String pattern, Map<String, Long> sizes) {
    this.pattern = pattern;
    this.sizes = new HashMap<>(sizes);
  }

  /**
   * Returns a tensor with its axes as a pattern says: rearranged, those that the right side does
   * not name reduced, those that only it names repeated.
   *
   * @param kind how axes are reduced; null if none may be
   * @throws PythonException if the tensor does not fit the pattern
   */
  public static TracedTensor apply(
      TracedTensor tensor,
      String pattern,
      Map<String, Long> sizes,
      GlobalPool.@Nullable Kind kind) {
    return new Einops(pattern, sizes).applied(tensor, kind);
  }

  private TracedTensor applied(TracedTensor tensor, GlobalPool.@Nullable Kind kind) {
    String[] sides = pattern.split("->", -1);
    if (sides.length != 2) {
      throw misfit(tensor);
    }
    int others = tensor.rank() - terms(sides[0]).size() + 1;
    StringBuilder rest = new StringBuilder();
    for (int i = 0; i < others; i++) {
      rest.append(" …").append(i).append(' ');
    }
    List<List<String>> left = terms(sides[0].replace("...", rest));
    List<List<String>> right = terms(sides[1].replace("...", rest));
    List<String> have = new ArrayList<>();
    TracedTensor split = split(tensor, left, have);
    List<String> wanted = right.stream().flatMap(List::stream).toList();
    split = reduced(split, have, wanted, kind);
    split = repeated(split, have, wanted);
    List<Integer> order = wanted.stream().map(have::indexOf).toList();
    TracedTensor moved =
        split.isTraced()
            ? Layouts.permuted(split, order)
            : split.viewed(order.stream().map(split.extents()::get).toList(), split.placement());
    List<Long> extents = new ArrayList<>();
    int next = 0;
    for (List<String> group : right) {
      long extent = 1;
      for (int i = 0; i < group.size(); i++) {
        extent = Math.multiplyExact(extent, moved.extents().get(next++));
      }
      extents.add(extent);
    }
    return Layouts.reshaped(moved, extents);
  }

  private static List<List<String>> terms(String side) {
    List<List<String>> terms = new ArrayList<>();
    Matcher matcher = TERM.matcher(side);
    while (matcher.find()) {
      String group = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      terms.add(
          java.util.Arrays.stream(group.strip().split("\\s+"))
              .filter(name -> !name.isEmpty() && !name.equals("1"))
              .toList());
    }
    return terms;
  }

  private PythonException misfit(TracedTensor tensor) {
    return new PythonException(
        "a tensor %s does not fit the pattern “%s”", TracedTensor.text(tensor.extents()), pattern);
  }

  private TracedTensor split(TracedTensor tensor, List<List<String>> groups, List<String> have) {
    if (groups.size() != tensor.rank()) {
      throw misfit(tensor);
    }
    List<Long> extents = new ArrayList<>();
    for (int axis = 0; axis < groups.size(); axis++) {
      long extent = tensor.extents().get(axis);
      long known = 1;
      @Nullable String open = null;
      for (String name : groups.get(axis)) {
        Long size = sizes.get(name);
        if (size != null) {
          known = Math.multiplyExact(known, size);
        } else if (open != null) {
          throw misfit(tensor);
        } else {
          open = name;
        }
      }
      if (known <= 0 || (open == null ? known != extent : extent % known != 0)) {
        throw misfit(tensor);
      } else if (open != null) {
        sizes.put(open, extent / known);
      }
      for (String name : groups.get(axis)) {
        have.add(name);
        extents.add(sizes.getOrDefault(name, 1L));
      }
    }
    return Layouts.reshaped(tensor, extents);
  }

  private TracedTensor reduced(
      TracedTensor tensor, List<String> have, List<String> wanted, GlobalPool.@Nullable Kind kind) {
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < have.size(); axis++) {
      if (!wanted.contains(have.get(axis))) {
        axes.add(axis);
      }
    }
    if (axes.isEmpty()) {
      return tensor;
    } else if (kind == null) {
      throw misfit(tensor);
    }
    have.removeIf(name -> !wanted.contains(name));
    return Reductions.pooled(tensor, kind, axes, false);
  }

  /** Axes that are new; of a tensor of the network, only the batch can be. */
  private TracedTensor repeated(TracedTensor tensor, List<String> have, List<String> wanted) {
    TracedTensor result = tensor;
    for (String name : wanted) {
      Long size = sizes.get(name);
      if (!have.contains(name)) {
        if (size == null || (tensor.isTraced() && size != 1)) {
          throw misfit(tensor);
        }
        List<Long> extents = new ArrayList<>(result.extents());
        extents.add(size);
        result =
            result.isTraced()
                ? Layouts.unsqueezed(result, -1)
                : result.viewed(extents, result.placement());
        have.add(name);
      }
    }
    return result;
  }
}
