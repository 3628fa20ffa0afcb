package io.github.layerbook.notebook.magic;

import io.github.layerbook.layer.form.LayerForm;
import io.github.layerbook.layer.vocabulary.Vocabulary;
import io.github.layerbook.notebook.command.CommandForm;
import io.github.layerbook.report.Quantities;
import io.github.layerbook.report.Quantity;
import io.github.layerbook.view.display.Display;
import io.github.layerbook.view.display.Displayable;
import io.github.layerbook.view.display.Grid;
import io.github.layerbook.view.display.GridDisplay;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What one looks up most, for one sheet of paper: the commands with an example each, the ways to
 * write a layer, the words for layers and quantities. All of it is read off their declarations.
 *
 * @param commands the commands
 * @param layers the layers
 */
public record CheatSheet(List<CommandForm> commands, Vocabulary layers) implements Displayable {
  /** Small enough in print for one sheet of A4 or of US letter paper. */
  private static final String STYLE =
      """
      <style>@media print {
      @page { size: A4; margin: 8mm 9mm; }
      .layerbook-one-page, .layerbook-one-page table { font-size: 6.4pt !important; line-height: 1.16; }
      .layerbook-one-page table { width: 100%; }
      .layerbook-one-page td, .layerbook-one-page th { padding: .2pt 3pt !important; max-width: none !important; }
      .layerbook-one-page td:first-child { width: 19%; }
      .layerbook-one-page td:nth-child(3) { width: 32%; }
      .layerbook-one-page div { padding: 1pt 3pt !important; margin: 0 !important; }
      :has(> .input):has(.layerbook-one-page) > .input { display: none; }
      }</style>
      """;

  @Override
  public Display display() {
    Grid ways = NotationHelp.ways();
    Grid noted =
        new Grid(
            ways.caption(), ways.heads(), ways.lines(), List.of(layerWords(), quantityWords()));
    Display display = new Overview(commands).display().above(GridDisplay.of(noted));
    return display.with(
        Display.HTML,
        "<div class=\"layerbook-one-page\">" + STYLE + display.form(Display.HTML) + "</div>");
  }

  private String layerWords() {
    return "Layers: "
        + layers.forms().stream()
            .map(LayerForm::words)
            .map(words -> words.get(0))
            .collect(Collectors.joining(", "))
        + ".";
  }

  private static String quantityWords() {
    return "Quantities: "
        + Quantities.standard().all().stream().map(Quantity::word).collect(Collectors.joining(", "))
        + ".";
  }

  @Override
  public String toString() {
    return display().text();
  }
}
