package io.github.layerbook.notebook.magic;

import io.github.layerbook.layer.AxisOrder;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.report.Aspect;
import io.github.layerbook.report.Explanation;
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
import io.github.layerbook.view.explanation.ExplanationDisplay;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a reader wants to know of a layer's word: how it is written, its options with their
 * defaults, and the formulas of its parameters and operations, on an example.
 *
 * @param form the layer
 */
public record LayerHelp(LayerForm form) implements Displayable {
  private static final List<Head> HEADS = List.of(Head.text("Option"), Head.text("Default"));

  @Override
  public Display display() {
    Optional<Report> example = new LayerExample(form).network().map(Report::of);
    Display options = GridDisplay.of(grid(example));
    return example.map(LayerHelp::formulas).map(options::above).orElse(options);
  }

  private static Display formulas(Report example) {
    return ExplanationDisplay.of(
        Explanation.of(layer(example), Aspect.PARAMETERS, Aspect.MULTIPLY_ADDS));
  }

  /** The layer in its example: the last. */
  private static Row layer(Report example) {
    return example.rows().get(example.rows().size() - 1);
  }

  private Grid grid(Optional<Report> example) {
    List<Line> lines = new ArrayList<>();
    for (String option : form.options()) {
      boolean required = form.requiredOptions().contains(option);
      String silent = required ? "must be given" : form.defaultOf(option);
      lines.add(Line.of(Kind.ROW, option, silent.isEmpty() ? "none" : silent));
    }
    return new Grid(
        List.of(Phrase.strong(form.title()), Phrase.of(" — " + form.usage())),
        HEADS,
        lines,
        notes(example));
  }

  private List<String> notes(Optional<Report> example) {
    List<String> notes = new ArrayList<>();
    List<String> others = form.words().subList(1, form.words().size());
    if (!others.isEmpty()) {
      notes.add("Also written " + String.join(", ", others) + ".");
    }
    example.ifPresent(report -> notes.add("For example " + written(report) + ":"));
    return notes;
  }

  private String written(Report example) {
    String layer = form.print(layer(example).node().layer());
    List<Row> inputs = example.rows().subList(0, example.rows().size() - 1);
    return inputs.isEmpty()
        ? layer
        : layer
            + " on "
            + inputs.stream()
                .map(row -> row.output().toString(AxisOrder.HWC))
                .collect(Collectors.joining(" and "));
  }

  @Override
  public String toString() {
    return display().text();
  }
}
