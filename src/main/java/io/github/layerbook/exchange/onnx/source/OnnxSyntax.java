package io.github.layerbook.exchange.onnx.source;

import io.github.layerbook.exchange.Arrangement;
import io.github.layerbook.exchange.Codec;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.exchange.EntryBuilder;
import io.github.layerbook.layer.linear.Linear;
import java.util.List;

/** Layers that are written as several operators. */
final class OnnxSyntax {
  private OnnxSyntax() {}

  static List<Entry> entries() {
    return List.of(
        EntryBuilder.of(Linear.class, "layerbook", "BiasedMatMul")
            .required("out", "out", Codec.SIZE)
            .required("in", "in", Codec.channels(0))
            .fixed("bias", true)
            .arranged(call -> Arrangement.channelsLast(call.inputs(), 1))
            .entry());
  }
}
