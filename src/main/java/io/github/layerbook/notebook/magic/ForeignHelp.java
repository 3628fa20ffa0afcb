package io.github.layerbook.notebook.magic;

import io.github.layerbook.exchange.known.Meaning;
import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.vocabulary.Vocabulary;
import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.display.Displayable;
import io.github.layerbook.view.display.Grid;
import io.github.layerbook.view.display.Grid.Head;
import io.github.layerbook.view.display.Grid.Kind;
import io.github.layerbook.view.display.Grid.Line;
import io.github.layerbook.view.display.Grid.Phrase;
import io.github.layerbook.view.display.GridDisplay;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a framework's class or function is here: a line for each framework that has the name, then
 * the help on the layers that it means.
 *
 * @param name the name as it was asked for
 * @param meanings what it means; at least one
 * @param vocabulary the layers
 */
public record ForeignHelp(String name, List<Meaning> meanings, Vocabulary vocabulary)
    implements Displayable {
  private static final List<Head> HEADS =
      List.of(
          Head.text("Framework"),
          Head.text("Its arguments"),
          Head.text("The layer"),
          Head.text("Written here"));

  @Override
  public Display display() {
    Display display = GridDisplay.of(grid());
    for (LayerForm form : layers()) {
      display = display.above(new LayerHelp(form).display());
    }
    return display;
  }

  /** The layer of the very name, which may be a user's own, and those that the name means. */
  private List<LayerForm> layers() {
    return Stream.concat(
            vocabulary.form(name).stream(), meanings.stream().flatMap(m -> forms(m).stream()))
        .distinct()
        .toList();
  }

  private Grid grid() {
    return new Grid(
        List.of(Phrase.strong(name), Phrase.of(" in other frameworks")),
        HEADS,
        meanings.stream().map(this::line).toList(),
        meanings.stream()
            .flatMap(m -> m.limits().stream().map(limit -> note(m, limit)))
            .distinct()
            .toList());
  }

  private Line line(Meaning meaning) {
    return Line.of(
        Kind.ROW,
        meaning.dialect(),
        meaning.usage(),
        meaning.words().isEmpty() ? "none" : of(meaning, LayerForm::title),
        of(meaning, LayerForm::usage));
  }

  private String of(Meaning meaning, Function<LayerForm, String> text) {
    return forms(meaning).stream().map(text).collect(Collectors.joining(" or "));
  }

  private List<LayerForm> forms(Meaning meaning) {
    return meaning.words().stream().flatMap(word -> vocabulary.form(word).stream()).toList();
  }

  private static String note(Meaning meaning, String limit) {
    return (meaning.words().isEmpty() ? "No layer in " : "Not read of ")
        + meaning.dialect()
        + "'s: "
        + limit
        + ".";
  }

  @Override
  public String toString() {
    return display().text();
  }
}
