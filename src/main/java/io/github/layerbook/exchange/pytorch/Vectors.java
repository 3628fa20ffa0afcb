package io.github.layerbook.exchange.pytorch;

import io.github.layerbook.exchange.Codec;
import io.github.layerbook.exchange.Entry;
import io.github.layerbook.layer.Bilinear;
import io.github.layerbook.layer.Linear;
import java.util.List;

/** PyTorch's layers of vectors: linear layers and embeddings. */
final class Vectors {
  private Vectors() {}

  static List<Entry> entries() {
    return List.of(linear(), bilinear());
  }

  /** Inside an attention PyTorch prints the same layer under a longer name. */
  private static Entry linear() {
    return PyTorch.module(Linear.class, "Linear", "NonDynamicallyQuantizableLinear")
        .required("in_features", "in", Codec.channels(0))
        .required("out_features", "out", Codec.SIZE)
        .argument("bias", true, "bias", Codec.FLAG)
        .arranged(TorchAxes::last)
        .entry();
  }

  private static Entry bilinear() {
    return PyTorch.module(Bilinear.class, "Bilinear")
        .required("in1_features", "in1", Codec.channels(0))
        .required("in2_features", "in2", Codec.channels(1))
        .required("out_features", "out", Codec.SIZE)
        .argument("bias", true, "bias", Codec.FLAG)
        .arranged(TorchAxes::last)
        .entry();
  }
}
