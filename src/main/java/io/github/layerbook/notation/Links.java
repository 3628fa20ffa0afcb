package io.github.layerbook.notation;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.network.NetworkException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a layer reads and shares beside the one before it: {@code add from relu1, conv2} and {@code
 * linear 10 weights of embedding}. Names are looked for in the layer's block first.
 *
 * @param from the layers that it reads; none for the one before it
 * @param weightsOf the layer whose weights it shares; none for weights of its own
 * @param rest what follows
 */
record Links(List<Cell> from, List<Cell> weightsOf, Cell rest) {
  private static final String PATH = "[\\p{L}\\p{N}_.-]+(?:\\[[0-9]{1,3}])?";
  private static final Pattern FROM =
      Pattern.compile("from\\s+(?<paths>" + PATH + "(?:\\s*,\\s*" + PATH + ")*)\\s*");
  private static final Pattern SHARED = Pattern.compile("weights of\\s+(?<path>" + PATH + ")\\s*");
  private static final Pattern EACH = Pattern.compile(PATH);

  /** Reads the links that a cell begins with. */
  static Links first(Cell cell) {
    List<Cell> from = new ArrayList<>();
    Cell rest = cell;
    Matcher read = FROM.matcher(rest.text()).region(rest.from(), rest.to());
    if (read.lookingAt()) {
      Matcher each = EACH.matcher(rest.text()).region(read.start("paths"), read.end("paths"));
      while (each.find()) {
        from.add(rest.part(each.start(), each.end()));
      }
      rest = rest.part(read.end(), rest.to());
    }
    Matcher shared = SHARED.matcher(rest.text()).region(rest.from(), rest.to());
    return shared.lookingAt()
        ? new Links(
            from,
            List.of(rest.part(shared.start("path"), shared.end("path"))),
            rest.part(shared.end(), rest.to()))
        : new Links(from, List.of(), rest);
  }

  /** Adds a layer with these links. */
  void add(NetworkBuilder builder, String name, Layer layer) {
    if (!from.isEmpty()) {
      builder.from(from.stream().map(Cell::content).toList());
    }
    if (weightsOf.isEmpty()) {
      builder.add(name, layer);
    } else {
      builder.addShared(name, layer, weightsOf.get(0).content());
    }
  }

  /** Returns where something stands that the layer refers to; nothing if that is not written. */
  Optional<Cell> cell(NetworkException.Reference reference) {
    List<Cell> cells = reference.isWeights() ? weightsOf : from;
    return cells.stream().skip(Math.max(0, reference.input())).findFirst();
  }
}
