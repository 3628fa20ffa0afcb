package io.github.layerbook.exchange.keras.summary;

import io.github.layerbook.exchange.keras.Keras;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rows of a summary with whole names.
 *
 * @param all the rows, each under a name of its own
 * @param labels the names as they are shown
 */
record Rows(List<SummaryRow> all, List<Written> labels) {
  Rows {
    all = List.copyOf(all);
    labels = List.copyOf(labels);
  }

  /** Completes names that are cut as Keras would have made them, and makes them unique. */
  static Rows of(List<SummaryRow> rows) {
    List<SummaryRow> named = new ArrayList<>();
    List<Written> labels = new ArrayList<>();
    Map<String, Integer> counts = new HashMap<>();
    Set<String> taken = new HashSet<>();
    int axes = -1;
    for (SummaryRow row : rows) {
      labels.add(row.name());
      String name = whole(row, axes, counts);
      axes = row.output().size() - 1;
      String unique = name;
      for (int number = 2; !taken.add(row.depth() + " " + unique); number++) {
        unique = name + "_" + number;
      }
      named.add(row.named(unique));
    }
    return new Rows(named, labels);
  }

  /** The whole name, of a class for as many axes as stand before it if several are meant. */
  private static String whole(SummaryRow row, int axes, Map<String, Integer> counts) {
    List<String> types = Types.of(row);
    String text = row.name().text();
    String first =
        types.stream()
            .filter(type -> Types.axes(type) == axes)
            .filter(type -> Keras.layerName(type).startsWith(Types.base(text)))
            .findFirst()
            .or(() -> types.stream().findFirst())
            .map(Keras::layerName)
            .orElse("layer");
    boolean own = Types.base(text).equals(first) || first.startsWith(text);
    int before = own ? counts.merge(first, 1, Integer::sum) - 1 : 0;
    if (!row.name().cut()) {
      return text;
    }
    return own ? before == 0 ? first : first + "_" + before : text.isEmpty() ? first : text;
  }

  /** Returns a name as it is shown. */
  Written shown(int index) {
    return labels.get(index);
  }

  /** Returns whether a row is a model whose own rows follow. */
  boolean isModel(int index) {
    return index + 1 < all.size() && all.get(index + 1).depth() > all.get(index).depth();
  }

  /** Returns the model that a row stands in; -1 for the outermost. */
  int model(int index) {
    int depth = all.get(index).depth();
    int model = index - 1;
    while (model >= 0 && all.get(model).depth() >= depth) {
      model--;
    }
    return model;
  }

  /** Returns the row that makes a row's output: of a model, its last. */
  int end(int index) {
    int end = index;
    while (end + 1 < all.size() && all.get(end + 1).depth() > all.get(index).depth()) {
      end++;
    }
    return end;
  }

  /** Returns the path of a row's layer, with the models around it. */
  String path(int index) {
    String name = path(all.get(index).name().text());
    int model = model(index);
    return model < 0 ? name : path(model) + "." + name;
  }

  private static String path(String name) {
    String plain = name.replaceAll("[^\\p{L}\\p{N}_-]", "_");
    return plain.isEmpty() ? "layer" : plain;
  }
}
