package io.github.layerbook.notation;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Nearest;
import io.github.layerbook.network.NetworkBuilder;
import io.github.layerbook.network.NetworkBuilder.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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

  /** Adds a layer with these links, and notes where it is under its path. */
  void add(
      NetworkBuilder builder, String block, String name, Layer layer, Map<String, Point> points) {
    if (!from.isEmpty() && from.stream().allMatch(cell -> find(cell, block, points) != null)) {
      builder.from(from.stream().map(cell -> point(cell, block, points)).toArray(Point[]::new));
    } else if (!from.isEmpty()) {
      builder.from(from.stream().map(Cell::content).toList());
    }
    if (weightsOf.isEmpty()) {
      builder.add(name, layer);
    } else {
      builder.addShared(name, layer, point(weightsOf.get(0), block, points));
    }
    if (!name.isEmpty()) {
      points.put(path(block, name), builder.here());
    }
  }

  private static String path(String block, String name) {
    return block.isEmpty() ? name : block + "." + name;
  }

  private static Point point(Cell cell, String block, Map<String, Point> points) {
    Point point = find(cell, block, points);
    if (point == null) {
      throw NotationException.at(
          cell,
          "no layer before this one has the name \"" + cell.content() + "\"",
          "write the name of a layer above, with its blocks: block.name",
          Nearest.to(cell.content(), points.keySet()));
    }
    int bracket = cell.content().indexOf('[');
    return bracket < 0
        ? point
        : point.output(
            Integer.parseInt(cell.content().substring(bracket + 1, cell.content().length() - 1)));
  }

  private static @Nullable Point find(Cell cell, String block, Map<String, Point> points) {
    String name = cell.content().replaceAll("\\[.*", "");
    Point inside = points.get(path(block, name));
    return inside == null ? points.get(name) : inside;
  }
}
