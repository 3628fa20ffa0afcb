package io.github.layerbook.claim;

import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.shape.Flatten;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.layer.shape.Permute;
import io.github.layerbook.layer.shape.Reshape;
import io.github.layerbook.network.BlockPath;
import io.github.layerbook.notation.Cell;
import io.github.layerbook.report.Measure;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Row;
import io.github.layerbook.size.Size;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.unit.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The sizes that torchinfo and torchsummary print below their tables.
 *
 * <p>The size of the passes is twice that of outputs, once forward and once backward: for torchinfo
 * (1.8) of the modules with parameters that hold no others, in 10⁶ bytes; for torchsummary (1.5) of
 * all modules but lists of others, in 2²⁰. Which blocks are lists is not known of a network: both
 * without blocks and with those that have numbers for names hold.
 */
final class ToolSizes {
  private static final Quantity INPUT =
      Quantity.of(
          "Size of the input",
          Unit.BYTES,
          row -> row.node().layer() instanceof Input ? row.size(Quantity.BYTES) : Size.of(0));
  private static final Quantity PASSES =
      Quantity.of(
          "Size of both passes", Unit.BYTES, row -> hasParameters(row) ? twice(row) : Size.of(0));
  private static final Quantity TOTAL =
      Quantity.of(
          "Estimated total size",
          Unit.BYTES,
          row ->
              Size.sum(
                  List.of(
                      row.size(INPUT).settled(),
                      row.size(PASSES).settled(),
                      row.size(Quantity.WEIGHT_MEMORY).settled())));

  private static final String TORCHSUMMARY =
      "as torchsummary counts: the outputs of all modules, once forward and once backward";

  /** What a figure in bytes is of that does not say so. */
  static final Labels.Label ANY_MEMORY =
      new Labels.Label(
          Quantity.of("Some memory", Unit.BYTES, row -> row.size(Quantity.WEIGHT_MEMORY)),
          Share.ALL,
          false,
          Cell.of(1, ""),
          "");

  /** The words for them, which are claims only with a unit behind them: {@code (MB)}. */
  static final Map<String, Quantity> WORDS =
      Map.of(
          "input-size", INPUT,
          "forward/backward-pass-size", PASSES,
          "estimated-total-size", TOTAL);

  private ToolSizes() {}

  private static boolean hasParameters(Row row) {
    return row.declaration().tensors().stream().anyMatch(t -> t.kind() != Tensor.Kind.BUFFER);
  }

  /** The bytes of a layer's outputs, twice. */
  private static Size twice(Row row) {
    Size values =
        Size.sum(row.applied().outputs().stream().map(s -> s.values("in").settled()).toList());
    return row.settings().type().bytes(row.settings().perBatch(values).times(2));
  }

  /** Returns what one of the sizes may mean; nothing of any other quantity. */
  static List<Reading> readings(Quantity quantity, Counts counts) {
    if (quantity == ANY_MEMORY.quantity()) {
      return memory(counts);
    } else if (!WORDS.containsValue(quantity)) {
      return List.of();
    }
    Size torchinfo = counts.measure(quantity).size().settled();
    if (quantity == INPUT) {
      return List.of(reading(quantity, torchinfo, ""));
    }
    List<Size> modules = otherLayers(counts.rows(), row -> isModule(row) && !isFlatten(row));
    List<Size> flattening = otherLayers(counts.rows(), ToolSizes::isModule);
    List<Size> blocks = numberedBlocks(counts.rows());
    List<Reading> readings = new ArrayList<>();
    readings.add(
        reading(
            quantity,
            torchinfo,
            "as torchinfo counts: the outputs of layers with parameters, once forward and once"
                + " backward"));
    for (List<Size> others : List.of(modules, flattening)) {
      Size layers = Size.sum(List.of(torchinfo, Size.sum(others))).settled();
      readings.add(reading(quantity, layers, TORCHSUMMARY));
      readings.add(
          reading(quantity, Size.sum(List.of(layers, Size.sum(blocks))).settled(), TORCHSUMMARY));
    }
    return readings;
  }

  /**
   * Returns what a tool of PyTorch's may mean by multiply-adds: torchinfo's of one example, and of
   * the batch that its table was printed for.
   */
  static List<Reading> multiplyAdds(Counts counts, long batch) {
    boolean single = counts.settings().batch() == 1;
    List<Reading> readings = new ArrayList<>();
    for (long examples : single && batch > 1 ? List.of(1L, batch) : List.of(1L)) {
      Counts counted = examples == 1 ? counts : counts.batch(examples);
      Size all = counted.timesParameters();
      if (all.is(0)) {
        continue;
      }
      String of = examples == 1 ? "" : Convention.batch(examples).phrase() + ", ";
      readings.add(
          reading(
              Quantity.MULTIPLY_ADDS,
              all.settled(),
              "%sas torchinfo counts: biases and normalizations too; without them %s"
                  .formatted(of, Numbers.count(counted.of(Quantity.MULTIPLY_ADDS)))));
    }
    return readings;
  }

  /** The memory of parameters, of outputs, of both, or what torchinfo estimates. */
  private static List<Reading> memory(Counts counts) {
    Size weights = counts.measure(Quantity.WEIGHT_MEMORY).size().settled();
    Size outputs = counts.measure(Quantity.BYTES).size().settled();
    Size both = Size.sum(List.of(weights, outputs));
    return List.of(
        reading(Quantity.WEIGHT_MEMORY, weights, "the memory of the parameters"),
        reading(Quantity.BYTES, outputs, "the memory of the outputs"),
        reading(Quantity.BYTES, both.settled(), "the memory of parameters and outputs"),
        reading(TOTAL, counts.measure(TOTAL).size().settled(), "torchinfo's estimated total size"));
  }

  private static Reading reading(Quantity quantity, Size size, String note) {
    return new Reading(new Measure(quantity, size), quantity.noun(), note);
  }

  /** What torchsummary counts and torchinfo does not. */
  private static List<Size> otherLayers(List<Row> rows, Predicate<Row> which) {
    return rows.stream()
        .filter(row -> !hasParameters(row) && which.test(row))
        .map(row -> twice(row).settled())
        .toList();
  }

  /** The outputs of blocks that have numbers for names, as residual blocks in a row have. */
  private static List<Size> numberedBlocks(List<Row> rows) {
    Map<BlockPath, Row> ends = new LinkedHashMap<>();
    for (Row row : rows) {
      for (BlockPath block = row.node().blockPath(); !block.isNone(); block = block.outer()) {
        if (block.isNumber()) {
          ends.put(block, row);
        }
      }
    }
    return ends.values().stream().map(row -> twice(row).settled()).toList();
  }

  /** Flattening is a module in some networks, and a function in others. */
  private static boolean isFlatten(Row row) {
    return row.node().layer() instanceof Flatten;
  }

  /**
   * Whether PyTorch's networks have a module for it, and no function of several values or shapes.
   */
  private static boolean isModule(Row row) {
    return row.applied().inputs().size() == 1
        && !(row.node().layer() instanceof Reshape)
        && !(row.node().layer() instanceof Permute);
  }
}
