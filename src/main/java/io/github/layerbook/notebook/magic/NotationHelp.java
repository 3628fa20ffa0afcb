package io.github.layerbook.notebook.magic;

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

/**
 * How networks are written: what stands on a line, and all layers with their options.
 *
 * @param vocabulary the layers
 */
public record NotationHelp(Vocabulary vocabulary) implements Displayable {
  /**
   * A way of writing.
   *
   * @param written what is written, one or more spellings
   * @param means what it means, with code between backquotes
   */
  record Way(List<String> written, String means) {}

  /** The spellings, which the README lists too. */
  static final List<Way> WAYS =
      List.of(
          new Way(
              List.of(
                  "CONV3-64: [224x224x64]  memory:  224*224*64=3.2M   weights: (3*3*3)*64 = 1,728"),
              "the lecture's row; what it states beside the layer is checked"),
          new Way(
              List.of("conv3-64", "conv1-256", "maxpool", "LRN", "FC-4096", "soft-max"),
              "the paper's cells; such convolutions keep the resolution"),
          new Way(
              List.of("conv 3x3-64 stride=2 padding=1 bias=false"),
              "the canonical form; what is not said is PyTorch's default"),
          new Way(
              List.of("input 224x224x3", "input 3x224x224 order=chw", "(3, 224, 224)"),
              "the input: height, width and channels, or channels first"),
          new Way(
              List.of("conv3-64, relu", "conv3-64 -> relu", "conv3-64 x2"),
              "several layers on a line"),
          new Way(
              List.of("shortcut: conv 1x1-256 from pool1"),
              "a name, and what the layer reads if not the layer before it"),
          new Way(
              List.of("linear 1000 weights of embedding1"),
              "shared weights: those of the layer of that name, counted once"),
          new Way(List.of("block conv1 {", "}"), "a block with a name"),
          new Way(
              List.of("stage conv1 {", "}"),
              "layers under a name that are no module of their own: a stage changes no figure"),
          new Way(
              List.of("block 1 x3 {", "}"),
              "the block three times, named `1`, `2`, `3`; `x3 shared`: all with the weights of the"
                  + " first"),
          new Way(
              List.of("residual {", "}"),
              "a residual block: the layers' output plus what the first of them reads"),
          new Way(
              List.of("add {", "} and downsample {", "}"),
              "two branches that begin at one place, and their sum; the second is in a block of its"
                  + " own"),
          new Way(
              List.of("concat of b1 {", "} and b2 {", "}"),
              "branches side by side; `{}` is one without layers, a skip"),
          new Way(
              List.of("network \"my net\"", "note=\"a, b\""),
              "texts with blanks or signs of the notation, in quotes"),
          new Way(
              List.of("input ()", "from ()"),
              "a single value, an empty shape; a layer that reads nothing"),
          new Way(List.of("# …", "// …"), "a comment"));

  @Override
  public Display display() {
    return GridDisplay.of(ways()).above(GridDisplay.of(layers()));
  }

  static Grid ways() {
    return new Grid(
        List.of(Phrase.strong("One layer a line")),
        List.of(Head.text("Written"), Head.text("Means")),
        WAYS.stream()
            .map(
                way ->
                    Line.of(
                        Kind.ROW, String.join("  ", way.written()), way.means().replace("`", "")))
            .toList(),
        List.of());
  }

  private Grid layers() {
    List<LayerForm> forms = vocabulary.forms();
    return new Grid(
        List.of(Phrase.strong(forms.size() + " layers")),
        List.of(Head.text("Layer"), Head.text("Written"), Head.quiet("Also")),
        forms.stream().map(NotationHelp::line).toList(),
        List.of("%layerbook with a word explains its options and shows its formulas."));
  }

  private static Line line(LayerForm form) {
    return Line.of(
        Kind.ROW,
        form.title(),
        form.usage(),
        String.join(", ", form.words().subList(1, form.words().size())));
  }

  @Override
  public String toString() {
    return display().text();
  }
}
