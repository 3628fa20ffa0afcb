package io.github.layerbook.exchange.onnx.source;

import io.github.layerbook.exchange.source.Said;
import io.github.layerbook.layer.Shape;
import io.github.layerbook.layer.attention.ClassToken;
import io.github.layerbook.layer.attention.PositionEmbedding;
import io.github.layerbook.layer.attention.RotaryEmbedding;
import io.github.layerbook.layer.normalization.LayerScale;
import io.github.layerbook.size.Size;
import java.util.List;

/** Learned vectors that are put before those of a sequence, added to them or multiplied. */
final class SequenceSteps {
  private SequenceSteps() {}

  private static long tokens(Shape shape) {
    return shape.spatial().get(0).size().value();
  }

  private static long features(Said said) {
    return said.inputs().get(0).channels().size().value();
  }

  static String scaled(StepWriter to, Said said, List<String> inputs) {
    LayerScale layer = (LayerScale) said.layer();
    return to.add("Mul", "", inputs.get(0), to.weight(layer.name(), features(said)));
  }

  /** Features turned by their positions. */
  static String rotated(StepWriter to, Said said, List<String> inputs) {
    Size turned = ((RotaryEmbedding) said.layer()).features();
    long all = features(said);
    long features = turned == null ? all : turned.value();
    String input = inputs.get(0);
    String result =
        HeadsWriter.turned(to, "rope", input, 2, tokens(said.inputs().get(0)), features, all);
    return to.add("Identity", "", result);
  }

  /** The first rows of a table, added. */
  static String positions(StepWriter to, Said said, List<String> inputs) {
    PositionEmbedding layer = (PositionEmbedding) said.layer();
    long tokens = tokens(said.inputs().get(0));
    Size length = layer.length();
    long rows = length == null ? tokens : length.value();
    String table =
        layer.leading()
            ? to.weight(layer.name(), 1L, rows, features(said))
            : to.weight(layer.name(), rows, features(said));
    if (rows > tokens) {
      table = to.part("rows", table, layer.leading() ? 1 : 0, 0, tokens);
    }
    return to.add("Add", "", inputs.get(0), table);
  }

  /** Learned vectors before each example's own. */
  static String classToken(StepWriter to, Said said, List<String> inputs) {
    ClassToken layer = (ClassToken) said.layer();
    String token =
        layer.leading()
            ? to.weight(layer.name(), 1L, layer.tokens().value(), features(said))
            : to.weight(layer.name(), features(said));
    String each = to.each("each", token, inputs.get(0), 3);
    return to.joined("", 1, List.of(each, inputs.get(0)));
  }
}
