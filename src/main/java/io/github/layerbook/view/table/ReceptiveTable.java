package io.github.layerbook.view.table;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.network.Network;
import io.github.layerbook.receptive.ReceptiveField;
import io.github.layerbook.receptive.ReceptiveFields;
import io.github.layerbook.receptive.ReceptiveFields.Extent;
import io.github.layerbook.receptive.ReceptiveFields.Seen;
import io.github.layerbook.unit.Numbers;
import io.github.layerbook.view.chart.ReceptiveChart;
import io.github.layerbook.view.display.Grid.Cell;
import io.github.layerbook.view.display.Grid.Head;
import io.github.layerbook.view.display.LayerTitle;
import io.github.layerbook.view.display.ResultTable;
import io.github.layerbook.view.figure.FigureDisplay;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.columns.Column;

/**
 * The table of a network's receptive fields, one row per layer, with a drawing of them over the
 * input.
 *
 * <p>Columns: {@code Layer}, {@code Type}, {@code Output} and {@code Sees} are texts, the last one
 * {@code window}, {@code whole}, {@code unstated} or {@code nothing}. {@code Receptive field},
 * {@code Effective stride}, {@code Start offset}, {@code Effective padding} and {@code Holes} are
 * whole numbers of input positions, {@code Centre} one with halves, and so is {@code Effective
 * stride} in networks that end finer than their input; missing where there is no window. In
 * networks where the axes differ they are texts, {@code 3×5}, beside numbers of each axis with its
 * name, {@code Receptive field height}.
 */
public final class ReceptiveTable {
  /** What is measured of a field, with its heading. */
  private enum Figure {
    FIELD("Receptive field"),
    STRIDE("Effective stride"),
    START("Start offset"),
    PADDING("Effective padding"),
    CENTRE("Centre"),
    HOLES("Holes");

    private final String title;

    Figure(String title) {
      this.title = title;
    }

    double of(ReceptiveField field) {
      return switch (this) {
        case FIELD -> field.extent();
        case STRIDE -> field.stride();
        case START -> field.first();
        case PADDING -> field.padding();
        case CENTRE -> field.centre();
        case HOLES -> field.holes();
      };
    }

    String text(ReceptiveField field) {
      double number = of(field);
      String size = Numbers.decimal(Math.abs(number), number == Math.rint(number) ? 0 : 1);
      return number < 0 ? "−" + size : size;
    }

    String text(Seen seen) {
      if (seen.extent() != Extent.WINDOW) {
        return this != FIELD ? "" : seen.extent() == Extent.WHOLE ? "whole input" : "–";
      }
      List<String> all = seen.axes().stream().map(this::text).toList();
      boolean same = all.stream().distinct().count() == 1;
      return this == FIELD || !same ? String.join("×", all) : all.get(0);
    }
  }

  private ReceptiveTable() {}

  /** Makes the table of a network, above a drawing if it looks at images. */
  public static ResultTable of(Network network) {
    return of(ReceptiveFields.of(network));
  }

  /** Makes the table of fields, as of some paths only, above a drawing if there are images. */
  public static ResultTable of(ReceptiveFields fields) {
    TableForm<Seen> form =
        new TableForm<Seen>()
            .text("Layer", seen -> seen.layer().label())
            .layer("Type", seen -> LayerTitle.of(seen.layer().node().layer()))
            .layer("Output", seen -> seen.layer().output().toString(AxisOrder.HWC))
            .data("Sees", seen -> seen.extent().name().toLowerCase(Locale.ROOT));
    addFigures(form, fields);
    ResultTable table =
        form.caption(
                fields.network().name(),
                " — what a position of each output sees"
                    + (fields.paths().isBlank() ? "" : ", along paths by " + fields.paths()))
            .notes(notes(fields))
            .table(fields.network().name(), fields.all());
    return ReceptiveChart.of(fields)
        .map(chart -> table.above(FigureDisplay.of(chart)))
        .orElse(table);
  }

  /** Adds each figure; where axes differ, as a text of all, and a number of each for code alone. */
  private static void addFigures(TableForm<Seen> form, ReceptiveFields fields) {
    List<Seen> windows =
        fields.all().stream().filter(seen -> seen.extent() == Extent.WINDOW).toList();
    boolean same = windows.stream().allMatch(seen -> seen.axes().stream().distinct().count() == 1);
    int axes = windows.stream().mapToInt(seen -> seen.axes().size()).max().orElse(1);
    for (Figure figure : Figure.values()) {
      form.shown(Head.number(figure.title), seen -> Cell.of(figure.text(seen)));
      if (same) {
        form.column(all -> numbers(figure.title, all, figure, 0));
        continue;
      }
      form.data(figure.title, figure::text);
      for (int i = 0; i < axes; i++) {
        String name = " " + windows.get(0).layer().output().spatial().get(i).name();
        int axis = i;
        form.column(all -> numbers(figure.title + name, all, figure, axis));
      }
    }
  }

  private static Column<?> numbers(String name, List<Seen> all, Figure figure, int axis) {
    DoubleColumn column = DoubleColumn.create(name);
    for (Seen seen : all) {
      if (axis < seen.axes().size()) {
        column.append(figure.of(seen.axes().get(axis)));
      } else {
        column.appendMissing();
      }
    }
    boolean fractions = column.asList().stream().anyMatch(n -> n != null && n != Math.rint(n));
    return figure == Figure.CENTRE || fractions ? column : column.asLongColumn();
  }

  /** The extents that outputs have by turns: {@code 2 or 4}, of several axes with × between. */
  private static String turns(Seen seen) {
    List<String> all =
        seen.axes().stream()
            .map(
                field ->
                    field.extents().stream()
                        .map(Numbers::count)
                        .collect(Collectors.joining(" or ")))
            .toList();
    return all.stream().distinct().count() == 1 ? all.get(0) : String.join(" × ", all);
  }

  private static List<String> notes(ReceptiveFields fields) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "Output p sees the input from start + p · stride on, as many positions as its field has;"
            + " where the start is negative, in the padding. The centre is that of output 0's"
            + " field.");
    List<String> turns =
        fields.all().stream()
            .filter(seen -> seen.axes().stream().anyMatch(field -> field.extents().size() > 1))
            .map(seen -> seen.layer().label() + " " + turns(seen))
            .toList();
    if (!turns.isEmpty()) {
      notes.add(
          "After upsampling, neighbouring outputs see windows of different extents, the largest of"
              + " which is shown: "
              + String.join(", ", turns)
              + ".");
    }
    if (fields.all().stream().anyMatch(seen -> seen.extent() == Extent.UNSTATED)) {
      notes.add("– marks layers that do not say what they see, and those after them.");
    }
    return List.copyOf(notes);
  }
}
