package io.github.layerbook.serving;

import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.network.Network;
import io.github.layerbook.network.Node;
import io.github.layerbook.network.OutputAddress;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Row;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a model does for one further token: the layers that read the tokens so far, and nothing of
 * an encoder, which has run.
 *
 * <p>The tokens are those of the last input that is a sequence of words. A layer does for each of
 * them its share of the work, and attention to an encoder what one more query takes.
 *
 * @param report the model with a prompt
 * @param input the path of the input of words
 * @param reading the paths of the layers that depend on it
 * @param crossing the paths of those that read an encoder too
 */
record Decoding(Report report, String input, Set<String> reading, Set<String> crossing) {
  private static final Size TWO = Size.of(2);

  /** Copies the sets. */
  Decoding {
    reading = Set.copyOf(reading);
    crossing = Set.copyOf(crossing);
  }

  /** Finds what a network does for each word; nothing if it reads no words. */
  static Optional<Decoding> of(Report report) {
    return report.rows().stream()
        .filter(row -> isWords(row.node()))
        .reduce((first, last) -> last)
        .map(row -> of(report, row.node().path()));
  }

  private static boolean isWords(Node node) {
    return node.layer() instanceof Input input && input.shape().size() == 1;
  }

  private static Decoding of(Report report, String input) {
    Set<String> reading = new HashSet<>(Set.of(input));
    Set<String> others = new HashSet<>();
    Set<String> crossing = new HashSet<>();
    for (Row row : report.rows()) {
      Node node = row.node();
      List<String> reads = node.reads().stream().map(OutputAddress::layer).toList();
      boolean isReading = reads.stream().anyMatch(reading::contains);
      if (isReading) {
        reading.add(node.path());
        if (reads.stream().anyMatch(read -> others.contains(read) && !reading.contains(read))) {
          crossing.add(node.path());
        }
      } else if ((node.layer() instanceof Input && !node.path().equals(input))
          || reads.stream().anyMatch(others::contains)) {
        others.add(node.path());
      }
    }
    return new Decoding(report, input, reading, crossing);
  }

  /** Returns how many tokens there are. */
  long tokens() {
    return report.rows().stream()
        .filter(row -> row.node().path().equals(input))
        .mapToLong(row -> row.output().axes().get(0).size().value())
        .findFirst()
        .orElse(1);
  }

  /** Returns the report of the same model with another number of tokens. */
  Report with(long tokens) {
    List<Node> nodes = new ArrayList<>();
    for (Node node : report.network().nodes()) {
      nodes.add(
          node.path().equals(input) && node.layer() instanceof Input words
              ? node.with(words.positions(size -> Size.of(tokens)))
              : node);
    }
    return Report.of(Network.of(report.network().name(), nodes), report.settings());
  }

  /** Returns the operations of one further token, two for each multiply-add. */
  Size operations() {
    Size tokens = Size.of(tokens()).named("tokens");
    Size each = Size.product(TWO, sum(report, reading, crossing)).dividedBy(tokens);
    if (crossing.isEmpty()) {
      return each;
    }
    // What grows with the queries; an encoder's keys and values are made once.
    long more = tokens() == 1 ? 2 : tokens();
    long some = sum(with(more), crossing, Set.of()).value();
    long one = sum(with(1), crossing, Set.of()).value();
    return each.plus(Size.product(TWO, Size.of((some - one) / (more - 1))));
  }

  private static Size sum(Report report, Set<String> paths, Set<String> without) {
    return Size.sum(
            report.rows().stream()
                .filter(row -> paths.contains(row.node().path()))
                .filter(row -> !without.contains(row.node().path()))
                .map(row -> row.measure(Quantity.MULTIPLY_ADDS).size())
                .toList())
        .settled();
  }

  /** Returns the bytes of weights that are read for one further token of each sequence. */
  Size weights(long sequences) {
    return Size.sum(
            report.rows().stream()
                .filter(row -> reading.contains(row.node().path()))
                .map(row -> row.read(Size.of(sequences)))
                .toList())
        .settled();
  }
}
