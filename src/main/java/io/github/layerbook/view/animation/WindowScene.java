package io.github.layerbook.view.animation;

import io.github.layerbook.layer.Axis;
import io.github.layerbook.layer.Declaration;
import io.github.layerbook.layer.FieldOfView;
import io.github.layerbook.layer.Part;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.Tensor;
import io.github.layerbook.layer.Window;
import io.github.layerbook.layer.Work;
import io.github.layerbook.report.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is drawn of a layer of windows.
 *
 * @param row the layer at its place
 * @param step which of the layer's steps is drawn; empty for a layer that is one
 * @param input what it reads
 * @param declaration what it declares
 * @param rows the windows along the height, or one place for a sequence
 * @param columns the windows along the width or length
 * @param weight the weights of the filters; none for a pool
 */
record WindowScene(
    Row row,
    String step,
    Shape input,
    Declaration declaration,
    AxisView rows,
    AxisView columns,
    Optional<Tensor> weight) {
  /** What becomes of the values of a window. */
  enum Sum {
    /** Products with weights are added up. */
    PRODUCTS,
    /** The largest is taken. */
    LARGEST,
    /** They are added up, and maybe divided. */
    MEAN,
    /** They are taken as they are. */
    VALUES
  }

  /**
   * The scene of a layer, or of the first of its steps that has windows of several positions.
   *
   * @throws IllegalArgumentException if the layer has no windows, or they are too large
   */
  static WindowScene of(Row row) {
    List<Shape> inputs = row.applied().inputs();
    Declaration declaration = row.declaration();
    if (declaration.fieldOfView().kind() == FieldOfView.Kind.STEPS) {
      List<Shape> values = new ArrayList<>(inputs);
      for (Part part : declaration.composition().parts()) {
        Declaration step = part.declaration();
        if (hasWindows(step) && part.reads().size() == 1) {
          return of(row, part.name(), values.get(part.reads().get(0)), step);
        }
        values.addAll(step.outputs());
      }
    }
    if (!hasWindows(declaration) || inputs.size() != 1) {
      throw unsuited(row, "it has no windows that move over one input");
    }
    return of(row, "", inputs.get(0), declaration);
  }

  private static boolean hasWindows(Declaration declaration) {
    return !declaration.fieldOfView().windows().isEmpty();
  }

  private static WindowScene of(Row row, String step, Shape input, Declaration declaration) {
    List<Window> windows = declaration.fieldOfView().windows();
    List<AxisView> axes = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      axes.add(
          axis(
              row,
              windows.get(i),
              input.spatial().get(i).size().value(),
              declaration.output().spatial().get(i).size().value()));
    }
    AxisView columns = axes.get(axes.size() - 1);
    AxisView rows = axes.size() == 1 ? AxisView.still() : axes.get(axes.size() - 2);
    return new WindowScene(row, step, input, declaration, rows, columns, weight(declaration));
  }

  private static AxisView axis(Row row, Window window, long inputs, long outputs) {
    AxisView axis = AxisView.of(window, inputs, outputs);
    if (axis.extent() > AxisView.GREATEST) {
      throw unsuited(row, "one of its windows spans %d positions".formatted(axis.extent()));
    }
    return axis;
  }

  private static IllegalArgumentException unsuited(Row row, String reason) {
    return new IllegalArgumentException(
        "%s cannot be drawn as windows: %s. Convolutions and pools with small windows can."
            .formatted(row.name(), reason));
  }

  /** The tensor whose axes are a filter's; the first weight with kernel axes. */
  private static Optional<Tensor> weight(Declaration declaration) {
    return declaration.tensors().stream()
        .filter(tensor -> tensor.kind() == Tensor.Kind.WEIGHT)
        .filter(tensor -> tensor.axes().stream().anyMatch(Axis::isKernel))
        .findFirst();
  }

  /** Whether there are weights of which one filter has some for each of its input channels. */
  boolean hasFilters() {
    return weight.isPresent();
  }

  Shape output() {
    return declaration.output();
  }

  long channelsIn() {
    return input.channels().size().value();
  }

  long channelsOut() {
    return output().channels().size().value();
  }

  /** Into how many groups the channels are divided: of what has no filters, each is its own. */
  long groups() {
    if (weight.isEmpty()) {
      return channelsIn();
    }
    Tensor tensor = weight.get();
    if (tensor.output() < 0) {
      return channelsIn();
    }
    boolean transposed = tensor.output() != 0;
    long whole = transposed ? channelsOut() : channelsIn();
    return whole / Math.max(1, tensor.axes().get(1).size().value());
  }

  /** How many input channels an output channel sees. */
  long channelsSeen() {
    return channelsIn() / groups();
  }

  /** How many weights a filter has: one for each value that it sees. */
  long weightsOfFilter() {
    return rows.taps() * columns.taps() * channelsSeen();
  }

  /** How many filters there are: one for each output channel, or for each output value. */
  long filters() {
    return weight.map(tensor -> tensor.count().value() / weightsOfFilter()).orElse(0L);
  }

  boolean hasBias() {
    return declaration.tensors().stream().anyMatch(tensor -> tensor.kind() == Tensor.Kind.BIAS);
  }

  /** What becomes of the values of a window, by the work that the layer declares. */
  Sum sum() {
    if (does(Work.Kind.MULTIPLY_ADDS)) {
      return Sum.PRODUCTS;
    }
    return does(Work.Kind.COMPARISONS)
        ? Sum.LARGEST
        : does(Work.Kind.ADDITIONS) ? Sum.MEAN : Sum.VALUES;
  }

  private boolean does(Work.Kind kind) {
    return declaration.work().stream().anyMatch(work -> work.kind() == kind);
  }

  /** The outputs that are drawn, row by row. */
  List<long[]> outputs() {
    List<long[]> all = new ArrayList<>();
    for (long up = 0; up < rows.shown(); up++) {
      for (long across = 0; across < columns.shown(); across++) {
        all.add(new long[] {up, across});
      }
    }
    return all;
  }

  boolean isCropped() {
    return rows.isCropped() || columns.isCropped();
  }

  /** Whether there are rows: a sequence has none. */
  boolean isPlane() {
    return declaration.fieldOfView().windows().size() > 1;
  }
}
