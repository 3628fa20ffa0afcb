package io.github.layerbook.exchange.source;

import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.Node;
import io.github.layerbook.network.OutputAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a network is whatever its layers are called: each layer in a dialect's words, what it reads
 * and gives, its parameters, and whose they are.
 */
public final class Wiring {
  private Wiring() {}

  /** Returns a line for each input and layer, in order; tensors that nothing reads at the end. */
  public static List<String> of(Network network, Dialect dialect, boolean inPairs) {
    return of(network, dialect, inPairs, true);
  }

  /** Returns the same lines whatever the order of layers that do not read each other. */
  public static List<String> unordered(Network network, Dialect dialect, boolean inPairs) {
    return of(network, dialect, inPairs, false).stream().sorted().toList();
  }

  private static List<String> of(
      Network network, Dialect dialect, boolean inPairs, boolean inOrder) {
    Sayings sayings = Sayings.of(network, dialect, inPairs);
    List<String> lines = new ArrayList<>();
    Set<String> read = new HashSet<>();
    network.nodes().forEach(node -> node.reads().forEach(each -> read.add(each.layer())));
    Map<String, String> places = new HashMap<>();
    for (Node input : sayings.inputs()) {
      places.put(input.path(), String.valueOf(places.size()));
      lines.add("input " + sizes(input.layer().on(List.of()).outputs()));
    }
    List<String> kept = new ArrayList<>();
    for (Said said : sayings.layers()) {
      if (said.layer().isSource() && !read.contains(said.node().path())) {
        kept.add("kept: " + words(said, places));
      } else {
        String words = words(said, places);
        String place =
            inOrder ? String.valueOf(places.size()) : Integer.toHexString(words.hashCode());
        places.put(said.node().path(), place);
        lines.add("%s = %s".formatted(place, words));
      }
    }
    kept.sort(null);
    lines.addAll(kept);
    return lines;
  }

  private static String words(Said said, Map<String, String> places) {
    List<String> reads = new ArrayList<>();
    for (OutputAddress read : said.node().reads()) {
      reads.add(places.get(read.layer()) + "/" + read.output());
    }
    String shared = said.node().weightsOf();
    return "%s%s of %s%s: %s, %d parameters"
        .formatted(
            said.invocation(),
            said.invocation().options(),
            String.join(" ", reads),
            shared.isEmpty() ? "" : " with " + places.get(shared),
            sizes(said.outputs()),
            parameters(said.layer().on(said.inputs())));
  }

  private static String sizes(List<Shape> shapes) {
    return shapes.stream().map(Shape::toString).toList().toString();
  }

  private static long parameters(Declaration declaration) {
    return declaration.tensors().stream()
        .filter(tensor -> tensor.kind() != Tensor.Kind.BUFFER)
        .mapToLong(tensor -> tensor.count().value())
        .sum();
  }
}
