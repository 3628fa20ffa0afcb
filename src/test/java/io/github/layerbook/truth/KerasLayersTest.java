package io.github.layerbook.truth;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
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
    all.putAll(KerasVectors.mappings());
    all.putAll(KerasNormalizations.mappings());
    all.putAll(KerasRecurrent.mappings());
    all.putAll(KerasAttention.mappings());
    return all;
  }

  @TestFactory
  Stream<DynamicTest> agreesWithKeras() throws IOException {
    return ReferenceFile.tests("keras_layers", mappings());
  }
}
