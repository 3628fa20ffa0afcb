package io.github.layerbook.notebook.command.define;

import io.github.layerbook.notebook.CellError;
import io.github.layerbook.notebook.command.Takes;
import io.github.layerbook.unit.WrittenFigure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The options that give a text or file the input that it leaves open. */
public record Inputs(
    @Takes(
            "--input SHAPE: the shape of the input, where the text or file leaves"
                + " it open, without the batch and in the framework's order of axes:"
                + " 3x224x224 for PyTorch, 224x224x3 otherwise; several separated by"
                + " commas")
        Optional<String> input,
    @Takes("--tokens N: how many tokens a language model reads, in place of --input")
        Optional<Long> tokens) {

  /** Returns the shapes as they are written. */
  Optional<String> written() {
    return input.or(() -> tokens.map(String::valueOf));
  }

  /**
   * Returns the extents of each; none if they are not said.
   *
   * @throws CellError if they are no shapes
   */
  List<List<Long>> extents() {
    return written().map(Inputs::read).orElse(List.of());
  }

  /** Reads shapes of inputs as they are written: {@code 3x224x224}, several with commas between. */
  private static List<List<Long>> read(String shapes) {
    List<List<Long>> inputs = new ArrayList<>();
    for (String shape : shapes.split(",", -1)) {
      List<Optional<Long>> extents =
          Arrays.stream(shape.strip().split("[xX×*]", -1))
              .map(extent -> WrittenFigure.whole(extent).filter(size -> size > 0))
              .toList();
      if (!extents.stream().allMatch(Optional::isPresent)) {
        throw new CellError(
            "--input: “%s” is not the shape of an input: write 3x224x224 for PyTorch, 224x224x3 for Keras; several with commas between."
                .formatted(shapes));
      }
      inputs.add(extents.stream().flatMap(Optional::stream).toList());
    }
    return inputs;
  }
}
