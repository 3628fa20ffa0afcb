package io.github.layerbook.notebook.magic;

import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.vocabulary.Vocabulary;
import io.github.layerbook.report.Aspect;
import io.github.layerbook.report.Explanation;
import io.github.layerbook.report.Measure;
import io.github.layerbook.report.Quantities;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.report.Report;
import io.github.layerbook.report.Row;
import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.display.Displayable;
import io.github.layerbook.view.display.Grid;
import io.github.layerbook.view.display.Grid.Head;
import io.github.layerbook.view.display.Grid.Kind;
import io.github.layerbook.view.display.Grid.Line;
import io.github.layerbook.view.display.Grid.Phrase;
import io.github.layerbook.view.display.GridDisplay;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What symbols, quantities and layers' words stand for. Nothing is written here: the symbols are
 * those of the layers' formulas, on an example of each layer.
 *
 * @param layers the layers
 * @param quantities the quantities
 */
public record Glossary(Vocabulary layers, Quantities quantities) implements Displayable {
  /** So many of the layers that use a symbol are named. */
  private static final int MOST_NAMED = 5;

  /**
   * A layer on an example.
   *
   * @param form the layer
   * @param row the layer's figures there
   */
  private record Example(LayerForm form, Row row) {
    private String word() {
      return form.words().get(0);
    }

    private String formula(Quantity quantity) {
      Measure measure = row.measure(quantity);
      return measure.size().is(0) ? "" : measure.formula();
    }
  }

  @Override
  public Display display() {
    List<Example> examples = examples();
    return GridDisplay.of(symbols(examples))
        .above(GridDisplay.of(quantities(examples)))
        .above(GridDisplay.of(words(examples)));
  }

  private List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    for (LayerForm form : layers.forms()) {
      new LayerExample(form)
          .network()
          .map(Report::of)
          .map(report -> report.rows().get(report.rows().size() - 1))
          .ifPresent(row -> examples.add(new Example(form, row)));
    }
    return examples;
  }

  private static Grid symbols(List<Example> examples) {
    Map<String, Map<String, Set<String>>> users =
        new TreeMap<>(String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.naturalOrder()));
    for (Example example : examples) {
      Explanation.of(example.row(), Aspect.USUAL.toArray(Aspect[]::new))
          .legend()
          .forEach(
              (symbol, meaning) ->
                  users
                      .computeIfAbsent(symbol, each -> new LinkedHashMap<>())
                      .computeIfAbsent(meaning, each -> new LinkedHashSet<>())
                      .add(example.word()));
    }
    List<Line> lines = new ArrayList<>();
    users.forEach(
        (symbol, meanings) ->
            meanings.forEach(
                (meaning, words) -> lines.add(Line.of(Kind.ROW, symbol, meaning, named(words)))));
    return grid(
        "Symbols in formulas", List.of(Head.text("Symbol"), Head.text("Means"), in()), lines);
  }

  private static Head in() {
    return Head.quiet("In the formulas of");
  }

  private static String named(Set<String> words) {
    String first = String.join(", ", words.stream().limit(MOST_NAMED).toList());
    int more = words.size() - MOST_NAMED;
    return more > 0 ? "%s and %d more".formatted(first, more) : first;
  }

  private Grid quantities(List<Example> examples) {
    List<Line> lines = new ArrayList<>();
    for (Quantity quantity : quantities.all()) {
      Optional<Example> first =
          quantity.isOfLayers()
              ? examples.stream()
                  .filter(example -> !example.formula(quantity).isEmpty())
                  .filter(example -> !example.formula(quantity).matches("[0-9]+"))
                  .findFirst()
              : Optional.empty();
      lines.add(
          Line.of(
              Kind.ROW,
              String.join(", ", quantity.words()),
              quantity.meaning(),
              quantity.unit().symbol(),
              first.map(example -> example.formula(quantity)).orElse(""),
              first.map(Example::word).orElse(quantity.isOfLayers() ? "" : "whole networks")));
    }
    return grid(
        "Quantities",
        List.of(
            Head.text("Words"),
            Head.text("Means"),
            Head.text("Unit"),
            Head.text("For example"),
            Head.quiet("Of")),
        lines);
  }

  private static Grid words(List<Example> examples) {
    return grid(
        "Layers",
        List.of(
            Head.text("Words"),
            Head.text("Layer"),
            Head.text(Quantity.PARAMETERS.heading()),
            Head.text(Quantity.MULTIPLY_ADDS.heading())),
        examples.stream()
            .map(
                example ->
                    Line.of(
                        Kind.ROW,
                        String.join(", ", example.form().words()),
                        example.form().title(),
                        example.formula(Quantity.PARAMETERS),
                        example.formula(Quantity.MULTIPLY_ADDS)))
            .toList());
  }

  private static Grid grid(String title, List<Head> heads, List<Line> lines) {
    return new Grid(List.of(Phrase.strong(title)), heads, lines, List.of());
  }

  @Override
  public String toString() {
    return display().text();
  }
}
