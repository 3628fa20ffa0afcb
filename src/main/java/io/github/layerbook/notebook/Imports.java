package io.github.layerbook.notebook;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The imports that let Java cells use the library at once. */
public final class Imports {
  /** Them as Java source, one a line. */
  public static final String SOURCE =
      Stream.concat(
              """
              size layer layer.form layer.geometry layer.vocabulary layer.shape layer.convolution
              layer.pooling layer.normalization layer.activation layer.linear layer.recurrent
              layer.attention layer.feedforward layer.merge network unit notation report memory receptive serving claim exercise
              zoo whatif.edit whatif.variation whatif.diff whatif.sweep whatif.fit whatif.play
              whatif.sensitivity view view.display view.figure view.plotly view.explanation view.diagram
              view.page view.chart view.table notebook notebook.outcome
              """
                  .lines()
                  .flatMap(line -> Stream.of(line.split(" ")))
                  .map(room -> "io.github.layerbook." + room + ".*"),
              Stream.of("tech.tablesaw.api.Table", "tech.tablesaw.plotly.components.Figure"))
          .map(name -> "import " + name + ";\n")
          .collect(Collectors.joining());

  private Imports() {}
}
