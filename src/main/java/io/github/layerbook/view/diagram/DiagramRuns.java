package io.github.layerbook.view.diagram;

import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.network.OutputAddress;
import io.github.layerbook.report.Row;
import io.github.layerbook.view.diagram.DiagramPlan.Box;
import io.github.layerbook.view.diagram.DiagramPlan.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds blocks alike that follow each other, such as the 11 of a transformer's 12 layers. */
final class DiagramRuns {
  private static final String BEFORE = "^";

  private final List<Box> boxes;
  private final Map<String, List<Row>> readers;
  private final Map<String, Integer> places = new HashMap<>();

  /**
   * Takes the boxes of a diagram.
   *
   * @param readers the rows that read a layer's outputs, by its path
   */
  DiagramRuns(List<Box> boxes, Map<String, List<Row>> readers) {
    this.boxes = boxes;
    this.readers = readers;
    for (int i = 0; i < boxes.size(); i++) {
      for (Row row : boxes.get(i).rows()) {
        places.put(row.node().path(), i);
      }
    }
  }

  /** The boxes with each run of blocks alike as one. */
  List<Box> merged() {
    List<Box> merged = new ArrayList<>();
    int next = 0;
    while (next < boxes.size()) {
      int end = next + 1;
      while (end < boxes.size() && follows(end)) {
        end++;
      }
      merged.add(end - next == 1 ? boxes.get(next) : one(boxes.subList(next, end)));
      next = end;
    }
    return merged;
  }

  private static Box one(List<Box> run) {
    Box first = run.get(0);
    List<Row> rows = run.stream().flatMap(box -> box.rows().stream()).toList();
    return new Box(Kind.BLOCK, first.frame(), first.block(), run.size(), rows);
  }

  /** Whether a box is like the one before it, reads only that, and is all that reads that. */
  private boolean follows(int index) {
    Box before = boxes.get(index - 1);
    Box box = boxes.get(index);
    return before.kind() == Kind.BLOCK
        && box.kind() == Kind.BLOCK
        && before.frame().equals(box.frame())
        && before.rows().size() == box.rows().size()
        && isReadBy(before, index)
        && reads(box, index)
        && alike(before).equals(alike(box));
  }

  private boolean isReadBy(Box box, int index) {
    return box.rows().stream()
        .flatMap(row -> readers.getOrDefault(row.node().path(), List.of()).stream())
        .map(reader -> places.getOrDefault(reader.node().path(), -1))
        .allMatch(place -> place == index || place == index - 1);
  }

  private boolean reads(Box box, int index) {
    return box.rows().stream()
        .flatMap(row -> row.node().reads().stream())
        .map(read -> places.getOrDefault(read.layer(), -1))
        .allMatch(place -> place == index || place == index - 1);
  }

  private static List<Like> alike(Box box) {
    Map<String, Integer> within = new HashMap<>();
    List<Like> all = new ArrayList<>();
    for (Row row : box.rows()) {
      List<String> inputs = row.node().reads().stream().map(read -> place(read, within)).toList();
      String weights = place(new OutputAddress(row.node().weightsOf()), within);
      all.add(new Like(row.node().layer(), inputs, row.applied().inputs(), weights));
      within.put(row.node().path(), within.size());
    }
    return all;
  }

  private static String place(OutputAddress read, Map<String, Integer> within) {
    Integer place = within.get(read.layer());
    return place == null
        ? read.layer().isEmpty() ? "" : BEFORE
        : new OutputAddress(place.toString(), read.output()).toString();
  }

  /** What makes two layers of blocks alike: the layer, and where its inputs and weights stand. */
  private record Like(Layer layer, List<String> inputs, List<Shape> shapes, String weights) {}
}
