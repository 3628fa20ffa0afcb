package io.github.layerbook.exchange.onnx.source;

import io.github.layerbook.exchange.Arrangement;
import io.github.layerbook.exchange.Dialect;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.exchange.NotExpressibleException;
import io.github.layerbook.exchange.Writing;
import io.github.layerbook.layer.Layer;
import io.github.layerbook.layer.attention.Attention;
import io.github.layerbook.layer.attention.ClassToken;
import io.github.layerbook.layer.attention.PositionEmbedding;
import io.github.layerbook.layer.linear.Linear;
import io.github.layerbook.layer.normalization.LayerScale;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Layers that are written as several operators. */
final class OnnxSyntax {
  private static final String OWN = "layerbook";

  private OnnxSyntax() {}

  static List<Entry> entries() {
    return List.of(
        EntryBuilder.of(Linear.class, OWN, "BiasedMatMul")
            .signature("out in")
            .fixed("bias", true)
            .arranged(call -> Arrangement.channelsLast(call.inputs(), 1))
            .entry(),
        steps(PositionEmbedding.class, List.of("name", "leading")).signature("length=None").entry(),
        steps(LayerScale.class, List.of("name")).entry(),
        steps(ClassToken.class, List.of("name", "leading")).signature("tokens=1").entry(),
        steps(
                Attention.class,
                Dialect.names(
                    "keyheads headsize valuesize out addedbias zeroattention window rotary"
                        + " weights in kdim vdim"))
            .signature("heads bias=True out_bias:outbias=True")
            .entry());
  }

  /**
   * A layer that {@link Steps} writes from its record.
   *
   * @param components those of the record that no argument tells
   */
  private static EntryBuilder steps(Class<? extends Layer> type, List<String> components) {
    return EntryBuilder.of(type, OWN, type.getSimpleName() + "Steps")
        .bound(components, (call, options) -> {}, OnnxSyntax::check)
        .arranged(call -> Arrangement.channelsLast(call.inputs(), 1));
  }

  private static void check(Writing writing, Map<String, @Nullable Object> arguments) {
    if (writing.layer() instanceof Attention layer) {
      boolean plain =
          layer.keyheads() == null
              && layer.headsize() == null
              && layer.valuesize() == null
              && layer.out() == null
              && layer.window() == null
              && !layer.addedbias()
              && !layer.zeroattention()
              && !layer.rotary()
              && layer.weights() == Attention.Weights.NONE;
      if (!plain) {
        throw new NotExpressibleException(
            "only attention of as many heads of queries as of keys, over all positions, is written"
                + " in ONNX's operators");
      }
    } else if (!(writing.layer() instanceof LayerScale)
        && writing.inputs().get(0).axes().size() != 2) {
      throw new NotExpressibleException("it is written for sequences of vectors");
    }
  }
}
