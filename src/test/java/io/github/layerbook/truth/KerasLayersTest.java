package io.github.layerbook.truth;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every layer agrees with Keras's in shapes, tensors and counts. */
class KerasLayersTest {
  static Map<String, Mapping> mappings() {
    Map<String, Mapping> all = new HashMap<>();
    all.putAll(KerasConvolutions.mappings());
    all.putAll(KerasPoolings.mappings());
    return all;
  }

  private static Map<String, String> unmapped() {
    return Stream.of(
            "Activation",
            "AdaptiveAveragePooling1D",
            "AdaptiveAveragePooling3D",
            "AdaptiveMaxPooling1D",
            "AdaptiveMaxPooling2D",
            "AdaptiveMaxPooling3D",
            "Add",
            "BatchNormalization",
            "Bidirectional",
            "Concatenate",
            "Conv1DTranspose",
            "Conv2DTranspose",
            "Conv3DTranspose",
            "ConvLSTM2D",
            "Cropping1D",
            "Cropping2D",
            "Cropping3D",
            "Dense",
            "DepthwiseConv1D",
            "DepthwiseConv2D",
            "Dot",
            "Dropout",
            "EinsumDense",
            "Embedding",
            "Flatten",
            "GRU",
            "GlobalAveragePooling1D",
            "GlobalAveragePooling2D",
            "GlobalAveragePooling3D",
            "GlobalMaxPooling1D",
            "GlobalMaxPooling2D",
            "GlobalMaxPooling3D",
            "GroupNormalization",
            "GroupQueryAttention",
            "LSTM",
            "LayerNormalization",
            "MultiHeadAttention",
            "Multiply",
            "Normalization",
            "PReLU",
            "Permute",
            "RMSNormalization",
            "RepeatVector",
            "Reshape",
            "SeparableConv1D",
            "SeparableConv2D",
            "SimpleRNN",
            "TimeDistributed",
            "UnitNormalization",
            "UpSampling1D",
            "UpSampling2D",
            "UpSampling3D",
            "ZeroPadding1D",
            "ZeroPadding2D",
            "ZeroPadding3D")
        .collect(Collectors.toMap(type -> type, type -> "its layer is not there yet"));
  }

  @TestFactory
  Stream<DynamicTest> agreesWithKeras() throws IOException {
    return new ReferenceFile("keras_layers", mappings(), unmapped()).tests();
  }
}
