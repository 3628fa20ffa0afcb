package io.github.layerbook.claim;

import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.linear.Embedding;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.network.BlockPath;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Row;
import io.github.layerbook.size.Size;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What model cards state of an architecture besides its costs, each in one number. */
@SuppressWarnings("ImmutableEnumChecker") // its functions hold nothing
public enum Fact {
  /** How many blocks follow each other in the longest list of them. */
  LAYERS("layers", Fact::layers),
  /** Heads of queries. */
  HEADS("heads for queries", report -> options(report, "heads", "heads")),
  /** Heads of keys and values. */
  KEY_HEADS("heads for keys and values", report -> options(report, "keyheads", "heads")),
  /** Features of a head. */
  HEAD_SIZE("features of a head", report -> options(report, "headsize", "headsize")),
  /** Experts that are chosen from. */
  EXPERTS("experts", report -> options(report, "experts", "experts")),
  /** Experts that a token takes. */
  CHOSEN("experts for each token", report -> options(report, "top", "top")),
  /** Words of the vocabulary. */
  VOCABULARY("words", report -> ofTables(report, Embedding::vocabulary)),
  /** Features of an embedding. */
  WIDTH("features", report -> ofTables(report, Embedding::features)),
  /** Features between the layers of a feed-forward part. */
  HIDDEN("hidden features", report -> options(report, "hidden", "hidden")),
  /** Tokens that the network is read for. */
  CONTEXT("tokens", Fact::tokens),
  /** Of a hundred parameters those that are trained. */
  TRAINABLE_PERCENT("% of the parameters", Fact::percent);

  private final String noun;
  private final Function<Report, Stream<BigDecimal>> numbers;

  Fact(String noun, Function<Report, Stream<BigDecimal>> numbers) {
    this.noun = noun;
    this.numbers = numbers;
  }

  /** Returns what the number counts. */
  String noun() {
    return noun;
  }

  /** Returns the numbers that a network has, each once; several where layers differ. */
  List<BigDecimal> of(Report report) {
    return numbers.apply(report).distinct().toList();
  }

  private static Stream<BigDecimal> layers(Report report) {
    Map<BlockPath, Set<String>> lists = new HashMap<>();
    for (Row row : report.rows()) {
      BlockPath block = row.node().blockPath().numbered();
      if (!block.isNone()) {
        lists.computeIfAbsent(block.outer(), any -> new HashSet<>()).add(block.name());
      }
    }
    return lists.values().stream().map(names -> BigDecimal.valueOf(names.size()));
  }

  /** The values of an option of all layers; of another one where it is left open. */
  private static Stream<BigDecimal> options(Report report, String option, String otherwise) {
    return report.rows().stream()
        .flatMap(
            row -> {
              List<Size> own = sizes(row, option);
              return (own.isEmpty() ? sizes(row, otherwise) : own).stream();
            })
        .map(size -> BigDecimal.valueOf(size.value()));
  }

  /** Returns the sizes of a layer's option; none where it has no such option, or left it open. */
  static List<Size> sizes(Row row, String option) {
    LayerForm form = LayerForm.of(row.node().layer());
    return form.options().contains(option) ? form.sizes(row.node().layer(), option) : List.of();
  }

  private static Stream<BigDecimal> ofTables(Report report, Function<Embedding, Size> size) {
    return report.rows().stream()
        .filter(row -> row.node().layer() instanceof Embedding)
        .map(row -> BigDecimal.valueOf(size.apply((Embedding) row.node().layer()).value()));
  }

  private static Stream<BigDecimal> tokens(Report report) {
    return report.rows().stream()
        .filter(row -> row.node().layer() instanceof Input && row.output().axes().size() == 1)
        .map(row -> BigDecimal.valueOf(row.output().axes().get(0).size().value()));
  }

  private static Stream<BigDecimal> percent(Report report) {
    BigDecimal trained = BigDecimal.valueOf(report.total(Quantity.TRAINABLE).value());
    BigDecimal all = BigDecimal.valueOf(report.total(Quantity.PARAMETERS).value());
    return all.signum() == 0
        ? Stream.of()
        : Stream.of(trained.movePointRight(2).divide(all, MathContext.DECIMAL128));
  }
}
