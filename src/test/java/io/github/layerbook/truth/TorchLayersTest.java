package io.github.layerbook.truth;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every layer agrees with PyTorch's in shapes, tensors and counts. */
class TorchLayersTest {
  static Map<String, Mapping> mappings() {
    Map<String, Mapping> all = new HashMap<>();
    all.putAll(TorchConvolutions.mappings());
    all.putAll(TorchPoolings.mappings());
    all.putAll(TorchShapes.mappings());
    return all;
  }

  private static Map<String, String> unmapped() {
    return Stream.of(
            "BatchNorm1d",
            "BatchNorm2d",
            "BatchNorm3d",
            "Bilinear",
            "Dropout",
            "Embedding",
            "EmbeddingBag",
            "GLU",
            "GRU",
            "GRUCell",
            "GroupNorm",
            "Identity",
            "InstanceNorm1d",
            "InstanceNorm2d",
            "InstanceNorm3d",
            "LSTM",
            "LSTMCell",
            "LayerNorm",
            "Linear",
            "LocalResponseNorm",
            "MultiheadAttention",
            "PReLU",
            "RMSNorm",
            "RNN",
            "RNNCell",
            "Softmax",
            "TransformerDecoderLayer",
            "TransformerEncoderLayer")
        .collect(Collectors.toMap(type -> type, type -> "its layer is not there yet"));
  }

  @TestFactory
  Stream<DynamicTest> agreesWithPyTorch() throws IOException {
    return new ReferenceFile("layers", mappings(), unmapped()).tests();
  }
}
