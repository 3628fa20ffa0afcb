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
    return all;
  }

  private static Map<String, String> unmapped() {
    return Stream.of(
            "AdaptiveAvgPool1d",
            "AdaptiveAvgPool2d",
            "AdaptiveAvgPool3d",
            "AdaptiveMaxPool1d",
            "AdaptiveMaxPool2d",
            "AdaptiveMaxPool3d",
            "BatchNorm1d",
            "BatchNorm2d",
            "BatchNorm3d",
            "Bilinear",
            "ChannelShuffle",
            "ConvTranspose1d",
            "ConvTranspose2d",
            "ConvTranspose3d",
            "CosineSimilarity",
            "Dropout",
            "Embedding",
            "EmbeddingBag",
            "Flatten",
            "Fold",
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
            "PixelShuffle",
            "PixelUnshuffle",
            "RMSNorm",
            "RNN",
            "RNNCell",
            "ReflectionPad1d",
            "ReflectionPad2d",
            "ReflectionPad3d",
            "ReplicationPad1d",
            "ReplicationPad2d",
            "Softmax",
            "TransformerDecoderLayer",
            "TransformerEncoderLayer",
            "Unflatten",
            "Unfold",
            "Upsample",
            "ZeroPad1d",
            "ZeroPad2d",
            "ZeroPad3d")
        .collect(Collectors.toMap(type -> type, type -> "its layer is not there yet"));
  }

  @TestFactory
  Stream<DynamicTest> agreesWithPyTorch() throws IOException {
    return new ReferenceFile("layers", mappings(), unmapped()).tests();
  }
}
