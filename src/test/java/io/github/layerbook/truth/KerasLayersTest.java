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
    all.putAll(KerasShapes.mappings());
    return all;
  }

  private static Map<String, String> unmapped() {
    return Stream.of(
            "Activation",
            "BatchNormalization",
            "Bidirectional",
            "ConvLSTM2D",
            "Dense",
            "Dropout",
            "EinsumDense",
            "Embedding",
            "GRU",
            "GroupNormalization",
            "GroupQueryAttention",
            "LSTM",
            "LayerNormalization",
            "MultiHeadAttention",
            "Normalization",
            "PReLU",
            "RMSNormalization",
            "SimpleRNN",
            "TimeDistributed",
            "UnitNormalization")
        .collect(Collectors.toMap(type -> type, type -> "its layer is not there yet"));
  }

  @TestFactory
  Stream<DynamicTest> agreesWithKeras() throws IOException {
    return new ReferenceFile("keras_layers", mappings(), unmapped()).tests();
  }
}
