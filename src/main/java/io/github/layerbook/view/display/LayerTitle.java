package io.github.layerbook.view.display;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.adaptation.Adaptation;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.shape.Input;
import io.github.layerbook.report.Row;
import io.github.layerbook.view.display.Grid.Cell;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says in a few words what a layer is, what several are, and what a shape is. */
public final class LayerTitle {
  private LayerTitle() {}

  /**
   * Titles a layer by its name in tables, its required options and those that differ from their
   * defaults: {@code conv 3x3, 64, stride 2}. Padding is left out: the output's shape tells.
   */
  public static String of(Layer layer) {
    LayerForm form = LayerForm.of(layer);
    if (layer instanceof Input) {
      return form.title();
    }
    StringBuilder title = new StringBuilder(form.title());
    for (String option : form.headOptions()) {
      String value = form.get(layer, option);
      title.append(value.isEmpty() ? "" : (option.equals("kernel") ? " " : ", ") + value);
    }
    form.changes(layer).forEach((name, value) -> title.append(change(name, value)));
    return title.toString();
  }

  /** Titles a layer with the adapters attached to it. */
  public static String of(Layer layer, Optional<Adaptation> adapted) {
    String adapters = adapted.map(Adaptation::title).orElse("");
    return of(layer) + (adapters.isEmpty() ? "" : ", " + adapters);
  }

  private static String change(String name, String value) {
    if (name.equals("padding")) {
      return "";
    }
    return switch (value) {
      case "true" -> ", " + name;
      case "false" -> ", no " + name;
      default -> ", " + name + " " + value;
    };
  }

  /** Counts layers by their names in tables: {@code 2 conv, 1 max pool}. */
  public static String of(List<Row> rows) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Row row : rows) {
      counts.merge(LayerForm.of(row.node().layer()).title(), 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.joining(", "));
  }

  /** Writes a shape with the sign of multiplication: {@code 224×224×3}. */
  public static String of(Shape shape, AxisOrder order) {
    return typeset(shape.toString(order));
  }

  /** Returns a cell of a layer's title or of a shape. */
  public static Cell cell(String text) {
    return Cell.of(text).typeset(typeset(text));
  }

  /** Writes extents with {@code x} between them. */
  public static String extents(List<?> extents) {
    return extents.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }

  /** Writes the {@code x} between numbers as the sign of multiplication. */
  public static String typeset(String text) {
    char[] letters = text.toCharArray();
    for (int i = 1; i < letters.length - 1; i++) {
      if (letters[i] == 'x' && isDigit(letters[i - 1]) && isDigit(letters[i + 1])) {
        letters[i] = '×';
      }
    }
    return new String(letters);
  }

  private static boolean isDigit(char letter) {
    return letter >= '0' && letter <= '9';
  }
}
