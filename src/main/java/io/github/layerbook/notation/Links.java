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
 * @param nothing whether it reads nothing, {@code from ()}
 * @param weightsOf the layer whose weights it shares; none for weights of its own
 * @param rest what follows
 */
record Links(List<Cell> from, boolean nothing, List<Cell> weightsOf, Cell rest) {
  /** What stands before the layers that a layer reads. */
  static final String FROM_WORD = "from";

  /** What stands before the layer whose weights a layer shares. */
  static final String SHARED_WORDS = "weights of";

  private static final String PATH = "[\\p{L}\\p{N}_.-]+(?:\\[[0-9]{1,3}])?";
  private static final Pattern FROM = Pattern.compile(FROM_WORD + "\\s+(?=[\\p{L}\\p{N}_.(-])");
  private static final Pattern NOTHING = Pattern.compile(FROM_WORD + "\\s+\\(\\)\\s*");
  private static final Pattern NEXT =
      Pattern.compile("(?<path>" + PATH + ")\\s*(?<more>,\\s*(?=" + PATH + "))?");
  private static final Pattern SHARED =
      Pattern.compile(SHARED_WORDS + "\\s+(?<path>" + PATH + ")\\s*");

  /** Reads the links that a cell begins with. */
  static Links first(Cell cell) {
    List<Cell> from = new ArrayList<>();
    List<Cell> weightsOf = new ArrayList<>();
    int at = cell.from();
    Matcher read = matcher(NOTHING, cell, at);
    boolean nothing = read.lookingAt();
    if (nothing) {
      at = read.end();
    } else if (read.usePattern(FROM).lookingAt()) {
      boolean more = true;
      at = read.end();
      for (Matcher next = matcher(NEXT, cell, at);
          more && next.lookingAt();
          next.region(at, cell.to())) {
        from.add(cell.part(next.start("path"), next.end("path")));
        at = next.end();
        more = next.group("more") != null;
      }
    }
    Matcher shared = matcher(SHARED, cell, at);
    if (shared.lookingAt()) {
      weightsOf.add(cell.part(shared.start("path"), shared.end("path")));
      at = shared.end();
    }
    return new Links(from, nothing, weightsOf, cell.part(at, cell.to()));
  }

  private static Matcher matcher(Pattern pattern, Cell cell, int at) {
    return pattern.matcher(cell.text()).region(at, cell.to());
  }

  /** Adds a layer with these links. */
  void add(NetworkBuilder builder, String name, Layer layer) {
    if (nothing || !from.isEmpty()) {
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
