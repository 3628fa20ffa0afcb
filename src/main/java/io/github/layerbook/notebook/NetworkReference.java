package io.github.layerbook.notebook;

import io.github.layerbook.layer.form.NearestWords;
import io.github.layerbook.report.Aspect;
import io.github.layerbook.report.Branch;
import io.github.layerbook.report.Explanation;
import io.github.layerbook.report.Group;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A network, and maybe one of its layers or blocks: {@code vgg16.conv1_1}.
 *
 * @param name the network's name
 * @param rest the layer's or block's; empty for the whole network
 */
public record NetworkReference(String name, String rest) {
  /** Reads a network's name with what stands after its first dot. */
  public static NetworkReference of(String word) {
    int dot = word.indexOf('.');
    return dot < 0
        ? new NetworkReference(word, "")
        : new NetworkReference(word.substring(0, dot), word.substring(dot + 1));
  }

  /** Explains what stands at this address in its network's report. */
  public Explanation explain(Report report, Aspect... aspects) {
    return of(
        report,
        row -> Explanation.of(row, aspects),
        group -> Explanation.of(group, aspects),
        whole -> Explanation.of(whole, aspects));
  }

  /** Takes what stands at this address apart, one aspect of it. */
  public List<Branch> apart(Report report, Aspect aspect) {
    return of(
        report,
        row -> Branch.of(row, aspect),
        group -> Branch.of(group, aspect),
        whole -> Branch.of(whole, aspect));
  }

  /**
   * Returns the places of the layers that stand at this address; those of all layers for a network.
   *
   * @throws CellError if there is no such layer or block
   */
  public List<Integer> places(Report report) {
    List<Row> rows = of(report, List::of, Group::rows, Report::rows);
    List<String> paths = report.rows().stream().map(row -> row.node().path()).toList();
    return rows.stream().map(row -> paths.indexOf(row.node().path())).toList();
  }

  /** What a function of a layer, of a block or of a network gives for this address. */
  private <T> T of(
      Report report,
      Function<Row, T> ofLayer,
      Function<Group, T> ofBlock,
      Function<Report, T> ofAll) {
    if (rest.isEmpty()) {
      return ofAll.apply(report);
    }
    Optional<Row> layer = report.row(rest);
    if (layer.isPresent()) {
      return ofLayer.apply(layer.get());
    }
    List<Integer> block = report.network().names().block(rest);
    if (block.isEmpty()) {
      throw unknown(report);
    }
    return ofBlock.apply(new Group(rest, block.stream().map(report.rows()::get).toList()));
  }

  /** Returns the block that is named, with its blocks; empty for the whole network. */
  public String block(Report report) {
    if (!rest.isEmpty() && report.network().block(rest).isEmpty()) {
      throw report.row(rest).isPresent() ? noBlock(report) : unknown(report);
    }
    return rest;
  }

  /** Returns the layer that is named; see {@link #layer(Report, Predicate)}. */
  public Row layer(Report report) {
    return layer(report, row -> true);
  }

  /**
   * Returns the layer that is named.
   *
   * @param likely whether a layer is one that could have been meant
   * @throws CellError if none is, or a block
   */
  public Row layer(Report report, Predicate<Row> likely) {
    Optional<Row> layer = rest.isEmpty() ? Optional.empty() : report.row(rest);
    if (layer.isPresent()) {
      return layer.get();
    } else if (rest.isEmpty() || !report.network().block(rest).isEmpty()) {
      String part = rest.isEmpty() ? name : rest;
      String first =
          places(report).stream()
              .map(report.rows()::get)
              .filter(likely)
              .map(Row::name)
              .reduce((all, last) -> last)
              .orElseGet(() -> report.rows().get(0).name());
      throw new CellError(
          "%s is not one layer: name one after a dot, such as %s.%s.".formatted(part, name, first));
    }
    throw unknown(report);
  }

  private CellError noBlock(Report report) {
    List<String> blocks = report.network().blocks();
    return new CellError(
        "%s is a layer of %s, not a block; %s."
            .formatted(
                rest,
                name,
                blocks.isEmpty()
                    ? "there are none: leave it out"
                    : "its blocks are " + String.join(", ", blocks)));
  }

  private CellError unknown(Report report) {
    List<String> names = new ArrayList<>(report.network().blocks());
    report.rows().forEach(row -> names.add(row.name()));
    String near = NearestWords.question(rest, names);
    return new CellError(
        "%s has no layer or block %s.%s"
            .formatted(
                name, rest, near.isEmpty() ? " It has " + String.join(", ", names) + "." : near));
  }
}
