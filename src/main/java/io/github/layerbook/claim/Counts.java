package io.github.layerbook.claim;

import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Work;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.report.Group;
import io.github.layerbook.report.Measure;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Row;
import io.github.layerbook.report.Settings;
import io.github.layerbook.size.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Counts the layers that a claim is about, by each convention that texts use. */
final class Counts {
  /** The name under which PyTorch keeps how many batches a normalization has seen. */
  private static final String BATCH_COUNTER = "num_batches_tracked";

  private final String name;
  private final List<Row> rows;
  private final Optional<Report> whole;
  private final Map<Quantity, Measure> measures = new HashMap<>();

  Counts(String name, List<Row> rows, Optional<Report> whole) {
    this.name = name;
    this.rows = rows;
    this.whole = whole;
  }

  /** Returns the assumptions of the analysis. */
  Settings settings() {
    return rows.get(0).settings();
  }

  /** Returns the same counts for a batch of the given size. */
  Counts batch(long examples) {
    return under(settings -> settings.batch(examples));
  }

  /** Returns the same under other settings. */
  Counts under(UnaryOperator<Settings> change) {
    return new Counts(
        name,
        rows.stream()
            .map(row -> new Row(row.applied(), change.apply(row.settings()), row.weights()))
            .toList(),
        whole.map(report -> Report.of(report.network(), change.apply(report.settings()))));
  }

  /** Returns the layers. */
  List<Row> rows() {
    return rows;
  }

  /**
   * Returns a quantity of all the layers.
   *
   * @throws IllegalArgumentException if it is of whole networks, and these layers are not one
   */
  Measure measure(Quantity quantity) {
    return measures.computeIfAbsent(quantity, this::measured);
  }

  private Measure measured(Quantity quantity) {
    if (!quantity.isOfLayers() && whole.isPresent()) {
      return whole.get().total(quantity);
    }
    return rows.size() == 1 ? rows.get(0).measure(quantity) : new Group(name, rows).total(quantity);
  }

  /** Returns the value of a quantity of all the layers. */
  long of(Quantity quantity) {
    return measure(quantity).value();
  }

  /** Returns the running statistics and other values that are kept, without batch counters. */
  Size statistics() {
    return tensors(tensor -> tensor.kind() == Tensor.Kind.BUFFER && !isBatchCounter(tensor));
  }

  /** Returns PyTorch's counters of batches. */
  Size batchCounters() {
    return tensors(Counts::isBatchCounter);
  }

  private static boolean isBatchCounter(Tensor tensor) {
    return tensor.kind() == Tensor.Kind.BUFFER && tensor.name().endsWith(BATCH_COUNTER);
  }

  /** Returns the parameters of layers that share them, at each use but the first. */
  Size shared() {
    return sum(
        row -> row.applied().tensors() != row.declaration().tensors(),
        row ->
            Size.of(parameters(row.declaration().tensors()) - parameters(row.applied().tensors())));
  }

  private static long parameters(List<Tensor> tensors) {
    return tensors.stream()
        .filter(tensor -> tensor.kind() != Tensor.Kind.BUFFER)
        .mapToLong(tensor -> tensor.count().value())
        .sum();
  }

  /** Returns the additions of biases by layers that multiply. */
  Size biasAdditions() {
    return sum(
        row -> multiplies(row) && hasOneBias(row), row -> row.work(Work.Kind.ADDITIONS).settled());
  }

  private static boolean hasOneBias(Row row) {
    return row.declaration().tensors().stream().filter(t -> t.kind() == Tensor.Kind.BIAS).count()
        == 1;
  }

  /** Returns the parameters of layers that do not multiply, such as normalizations, per example. */
  Size otherParameters() {
    return sum(
        row -> !multiplies(row),
        row -> settings().perBatch(Size.of(parameters(row.declaration().tensors()))));
  }

  /**
   * Returns torchinfo's multiply-adds (1.8): of a convolution all parameters at each position of
   * its output, of other layers all parameters once for each example.
   */
  Size timesParameters() {
    return sum(
        row -> parameters(row.declaration().tensors()) > 0,
        row -> {
          Size parameters = Size.of(parameters(row.declaration().tensors()));
          Size each =
              LayerForm.of(row.node().layer()).words().get(0).contains("conv")
                  ? Size.product(parameters, row.output().positions("out").settled())
                  : parameters;
          return settings().perBatch(each.settled());
        });
  }

  private static boolean multiplies(Row row) {
    return row.declaration().work().stream()
        .anyMatch(work -> work.kind() == Work.Kind.MULTIPLY_ADDS);
  }

  /** Returns the layers with weights from the end on, the last of them first. */
  List<Row> fromTheEnd() {
    List<Row> weighted = new ArrayList<>();
    for (Row row : rows) {
      if (multiplies(row) && !row.measure(Quantity.PARAMETERS).size().is(0)) {
        weighted.add(0, row);
      }
    }
    return weighted;
  }

  /** Returns the layers whose word holds others: {@code norm} for all normalizations. */
  List<Row> named(String word) {
    return rows.stream()
        .filter(row -> LayerForm.of(row.node().layer()).words().get(0).contains(word))
        .toList();
  }

  /** Returns the values of the outputs of some layers, for the whole batch. */
  long outputs(List<Row> some) {
    return some.stream().mapToLong(row -> values(row.applied().outputs())).sum();
  }

  /** Returns the values of the inputs of some layers, for the whole batch. */
  long inputs(List<Row> some) {
    return some.stream().mapToLong(row -> values(row.applied().inputs())).sum();
  }

  private long values(List<Shape> shapes) {
    return shapes.stream()
        .mapToLong(shape -> settings().perBatch(shape.values("in")).value())
        .sum();
  }

  private Size tensors(Predicate<Tensor> kind) {
    return sum(
        row -> true,
        row -> Size.sum(row.applied().tensors().stream().filter(kind).map(Tensor::count).toList()));
  }

  private Size sum(Predicate<Row> of, Function<Row, Size> size) {
    return Size.sum(
        rows.stream().filter(of).map(size).filter(each -> !each.is(0)).map(Size::settled).toList());
  }
}
