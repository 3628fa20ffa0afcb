package io.github.layerbook.claim;

import io.github.layerbook.claim.Convention.Kind;
import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.linear.Embedding;
import io.github.layerbook.layer.normalization.BatchNormalization;
import io.github.layerbook.report.Row;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * What files of language models hold that no parameter of the architecture is, and what they hold
 * in other numbers: the ways in which a file's count differs from the model's.
 */
final class StoredCounts {
  /** Values of a block in whose scale DeepSeek-V3's 8-bit matrices share, along each axis. */
  private static final long BLOCK = 128;

  /** Inputs that share a scale in most GPTQ and AWQ files. */
  private static final List<Long> GROUPS = List.of(128L, 64L, 32L);

  /** Four-bit numbers in a 32-bit word. */
  private static final long PACKED = 8;

  private final List<Row> rows;
  private final List<Row> last;
  private final Optional<Embedding> table;

  private StoredCounts(List<Row> rows) {
    this.rows = rows;
    this.last = lastBlock(rows);
    this.table =
        rows.stream()
            .map(row -> row.node().layer())
            .filter(Embedding.class::isInstance)
            .map(Embedding.class::cast)
            .findFirst();
  }

  /** Returns what a file of a network may hold besides or otherwise. */
  static List<Convention> of(List<Row> rows) {
    StoredCounts counts = new StoredCounts(rows);
    if (counts.table.isEmpty()) {
      return List.of();
    }
    List<Convention> all = new ArrayList<>();
    counts.addFrequencies(all);
    counts.addBuffers(all);
    counts.addUnused(all);
    counts.addPrediction(all);
    counts.addScales(all);
    counts.addPacked(all);
    counts.addHeads(all);
    return all;
  }

  /** The frequencies of rotary embeddings, which older files hold once for each layer. */
  private void addFrequencies(List<Convention> all) {
    long values =
        rows.stream()
            .flatMap(row -> Fact.sizes(row, "rotary").stream())
            .mapToLong(size -> size.value() / 2)
            .sum();
    all.add(
        Convention.adding(
            Kind.FREQUENCIES, "with the %s rotary frequencies of all layers", values));
  }

  /** Buffers by their names, such as routing biases, also with one more block. */
  private void addBuffers(List<Convention> all) {
    Map<String, Long> more = buffers(last);
    buffers(rows)
        .forEach(
            (name, values) -> {
              String phrase = "with the %s values of " + name;
              all.add(Convention.adding(Kind.BUFFERS, phrase, values));
              if (more.containsKey(name)) {
                all.add(Convention.adding(Kind.BUFFERS, phrase, values + more.get(name)));
              }
            });
  }

  private static Map<String, Long> buffers(List<Row> rows) {
    Map<String, Long> buffers = new LinkedHashMap<>();
    for (Row row : rows) {
      for (Tensor tensor : row.applied().tensors()) {
        if (!tensor.isParameter() && !(row.node().layer() instanceof BatchNormalization)) {
          String name = tensor.name().substring(tensor.name().lastIndexOf('.') + 1);
          buffers.merge(name, tensor.count().value(), Long::sum);
        }
      }
    }
    return buffers;
  }

  /** T5's files hold a relative bias of the cross-attention that nothing reads. */
  private void addUnused(List<Convention> all) {
    String phrase = "with %s values of a relative bias that nothing reads";
    tensors(rows)
        .filter(tensor -> tensor.name().startsWith("relative_attention_bias"))
        .findFirst()
        .map(tensor -> Convention.adding(Kind.UNUSED, phrase, tensor.count().value()))
        .ifPresent(all::add);
  }

  /** One more block that predicts a further token (DeepSeek-V3, 2024, section 2.2). */
  private void addPrediction(List<Convention> all) {
    if (last.isEmpty()) {
      return;
    }
    long features = features();
    long embeddings = 2 * table.orElseThrow().vocabulary().value() * features;
    long joined = 2 * features * features + 3 * features;
    all.add(
        Convention.adding(
            Kind.PREDICTION,
            "with the %s of a layer that predicts a further token (a block, a projection, three"
                + " norms, copies of both embeddings)",
            parameters(last) + joined + embeddings));
  }

  private long features() {
    return table.orElseThrow().features().value();
  }

  private static long parameters(List<Row> rows) {
    return tensors(rows)
        .filter(Tensor::isParameter)
        .mapToLong(tensor -> tensor.count().value())
        .sum();
  }

  private static Stream<Tensor> tensors(List<Row> rows) {
    return rows.stream().flatMap(row -> row.applied().tensors().stream());
  }

  /** A scale for each block of a matrix in 8 bits, also with one more block of layers. */
  private void addScales(List<Convention> all) {
    long scales = sum(rows, StoredCounts::scales);
    String phrase = "with %s scales of blocks of 128 by 128";
    all.add(Convention.adding(Kind.SCALES, phrase, scales));
    all.add(Convention.adding(Kind.SCALES, phrase, scales + sum(last, StoredCounts::scales)));
  }

  private static long scales(Matrix matrix) {
    return matrix.number() * up(matrix.out(), BLOCK) * up(matrix.in(), BLOCK);
  }

  private static long up(long values, long block) {
    return (values + block - 1) / block;
  }

  /**
   * Words of eight 4-bit numbers, with scales and packed zeros of groups; GPTQ lists inputs too.
   */
  private void addPacked(List<Convention> all) {
    long values = sum(rows, Matrix::values);
    for (long group : GROUPS) {
      long kept =
          sum(
              rows,
              m ->
                  m.values() / PACKED
                      + m.number() * m.out() * up(m.in(), group)
                      + m.number() * m.out() / PACKED * up(m.in(), group));
      long inputs = sum(rows, m -> m.number() * m.in());
      String phrase =
          "in words of eight 4-bit numbers, with scales and zeros of groups of " + group;
      all.add(Convention.without(Kind.PACKED, phrase, values - kept));
      all.add(
          Convention.without(
              Kind.PACKED, phrase + " and the group of each input", values - kept - inputs));
    }
  }

  /** BERT's files hold both heads that it was trained with. */
  private void addHeads(List<Convention> all) {
    long d = features();
    long words = table.orElseThrow().vocabulary().value();
    long scored = d * d + d + 2 * d + words;
    long heads = scored + 2 * d + 2;
    all.add(Convention.adding(Kind.HEAD, "with the %s of both heads of BERT's training", heads));
  }

  /** A matrix of a layer between the embeddings and the output, or several of one shape. */
  private record Matrix(long number, long out, long in) {
    long values() {
      return number * out * in;
    }
  }

  private long sum(List<Row> some, ToLongFunction<Matrix> of) {
    return some.stream()
        .filter(row -> row.node().layer() != lastLayer())
        .flatMap(row -> row.applied().tensors().stream())
        .flatMap(tensor -> matrices(tensor).stream())
        .mapToLong(of)
        .sum();
  }

  private Object lastLayer() {
    return rows.get(rows.size() - 1).node().layer();
  }

  /** The matrices that a file holds of a tensor: of a bank one for each expert. */
  private static List<Matrix> matrices(Tensor tensor) {
    List<Axis> axes = tensor.axes();
    boolean router = axes.size() == 2 && axes.get(0).isExperts();
    boolean bank = axes.size() == 3 && axes.get(0).isExperts();
    boolean plain = axes.size() == 2 && tensor.output() >= 0;
    if (!tensor.isParameter() || router || !(bank || plain)) {
      return List.of();
    }
    List<Long> extents = tensor.extents().stream().map(Size::value).toList();
    if (plain) {
      return List.of(new Matrix(1, extents.get(tensor.output()), extents.get(1 - tensor.output())));
    }
    boolean two = tensor.name().contains("gate_up");
    return List.of(
        new Matrix(
            two ? 2 * extents.get(0) : extents.get(0),
            two ? extents.get(1) / 2 : extents.get(1),
            extents.get(2)));
  }

  /** The layers of the last of the blocks that are numbered; none without such blocks. */
  private static List<Row> lastBlock(List<Row> rows) {
    return rows.stream()
        .map(row -> row.node().blockPath().numbered())
        .filter(block -> !block.isNone())
        .reduce((before, last) -> last)
        .map(last -> rows.stream().filter(row -> row.node().blockPath().isIn(last)).toList())
        .orElse(List.of());
  }
}
